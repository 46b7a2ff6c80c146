import type { Terms } from '../config/scenario.ts'
import type { BaselineEntry } from './baseline.ts'
import type { Environment, NamedFacts } from './environment.ts'
import type { ScenarioExplanation, Unexplained } from './explanation.ts'
import type { Metric } from './metrics.ts'
import type { Pair } from './pair.ts'
import type { Run } from './run.ts'

export const RESULT_SCHEMA = 'footprint-gate/result@1'

/** Where a result comes from; `null` is what nobody knows. */
export interface Origin {
  /** The version of footprint-gate that measured. */
  readonly tool: string | null
  /** ISO 8601, UTC, to the second. */
  readonly measuredAt: string | null
  readonly commit: string | null
  readonly job: string | null
  /** Which leg of the job's matrix measured, as `parseLeg` has it; `null` where there is no matrix. */
  readonly leg: string | null
  /** How many legs the job has. */
  readonly legs: number | null
  /** Grows with every run of a repository. */
  readonly run: number | null
  /** From 1; grows when the same run is started again. */
  readonly attempt: number | null
}

/** What the head does to the baseline that the base has. */
export interface StoredSide {
  readonly raised: readonly { readonly metric: Metric; readonly from: number; readonly to: number }[]
  readonly isRemoved: boolean
  readonly isRefused: boolean
}

/** What was measured of one scenario, and what it was compared with: what every verdict on it follows from. */
export interface StoredScenario {
  readonly terms: Terms
  readonly environment: Environment
  readonly facts: NamedFacts | null
  readonly baseline: BaselineEntry | null
  /** Why it is in doubt, where that cannot be seen in what is here; in sentences. */
  readonly doubts: readonly string[]
  readonly side?: StoredSide
  /** Where the memory came from, less what is too small to be seen; no verdict looks at it. */
  readonly explanation?: ScenarioExplanation
  readonly unexplained?: Unexplained
  readonly runs: readonly Run[]
}

/** What is read of a result file. Its verdicts are not: whoever reads it judges again. */
export interface StoredResult {
  readonly origin: Origin
  readonly environment: Environment
  /** Why nothing was measured, in a sentence; `null` where it was. */
  readonly failure: string | null
  /** The base, where one was measured in turn with the head; what it printed is not stored. */
  readonly pair?: Pair
  readonly scenarios: readonly StoredScenario[]
}
