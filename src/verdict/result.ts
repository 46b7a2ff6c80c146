import type { Budget } from '../config/budget.ts'
import type { Terms } from '../config/scenario.ts'
import type { BaselineEntry, RoleFigures } from '../model/baseline.ts'
import type { Metric, Unit } from '../model/metrics.ts'
import type { Pair } from '../model/pair.ts'
import type { Environment, NamedFacts } from '../model/environment.ts'
import type { ScenarioExplanation, Unexplained } from '../model/explanation.ts'
import type { Run } from '../model/run.ts'
import type { MetricReason, ScenarioReason } from './reason.ts'

/**
 * What the comparison says, best first: of several verdicts the last in this list is the worst and holds for
 * the whole.
 */
export const VERDICTS = [
  'pass',
  'improved',
  'accepted',
  'no-baseline',
  'inconclusive',
  'regressed',
  'over-limit',
] as const
export type Verdict = (typeof VERDICTS)[number]

/** The samples of a metric, one per run, in the order of the runs, with their median. */
export interface Samples {
  readonly median: number
  readonly samples: readonly number[]
}

export interface MetricResult {
  readonly metric: Metric
  readonly unit: Unit
  /** Of a metric without a budget: always `pass`, as it is only told. */
  readonly verdict: Verdict
  /** `null`: recorded for context, not gated; where its own budget could not be held against it, the reasons say why. */
  readonly budget: Budget | null
  readonly base: Samples | null
  readonly head: Samples | null
  /** Of page faults: those of processes that have ended are in neither side. */
  readonly isWithoutEnded?: true
  /** Head median − base median. */
  readonly delta: number | null
  /**
   * The increase that is let pass: what the budget allows, or the noise of the baseline where that is
   * larger. `null` without a baseline or without an increase in the budget.
   */
  readonly allowed: number | null
  /** Whether `allowed` is the noise and not the budget. */
  readonly noiseLimited: boolean
  /**
   * The smallest increase that this gate can be relied on to show as a regression, or has shown as one; `null` where
   * none could be.
   */
  readonly detectable: number | null
  /**
   * Of the exact one-sided test against an increase, adjusted by Holm over the gated metrics (so that it is read
   * against ALPHA as it stands); `null` where there was nothing to test.
   */
  readonly pValue: number | null
  /** Why this verdict, and what to doubt. */
  readonly reasons: readonly MetricReason[]
}

/** The writable memory of one group of mappings, before and after. */
export interface MappingChange {
  readonly group: string
  readonly base: number
  readonly head: number
  readonly delta: number
}

/** Processes that are the same thing in the tree, before and after. */
export interface ProcessChange {
  readonly role: string
  /** Which of that role, from 1: a third and a fourth worker are 3 to 4. */
  readonly from: number
  readonly to: number
  /** `null`: there was none. */
  readonly base: RoleFigures | null
  readonly head: RoleFigures | null
}

export interface ScenarioResult {
  readonly name: string
  readonly verdict: Verdict
  readonly reasons: readonly ScenarioReason[]
  /** Gated metrics first, in the order of METRICS. */
  readonly metrics: readonly MetricResult[]
  /** By the size of the change, largest growth first; empty without a baseline. */
  readonly mappings: readonly MappingChange[]
  /** What grew while it was soaked: the groups at the end against those at the start, in the same runs. */
  readonly soaked: readonly MappingChange[]
  /** As the mappings; empty where a side does not know what its processes are. */
  readonly processes: readonly ProcessChange[]
  readonly runs: readonly Run[]
  /** Where the memory came from, where a run was traced; no verdict looks at it. */
  readonly explanation?: ScenarioExplanation
  /** Why it does not say so, though it was asked to. */
  readonly unexplained?: Unexplained
  /** What it was judged by, beside the runs: with it, anybody can judge them again. */
  readonly terms: Terms
  readonly environment: Environment
  readonly facts: NamedFacts | null
  /** What it was compared with; `null` where there was nothing. */
  readonly baseline: BaselineEntry | null
}

/** Who owns up to what has grown, and of which commit. */
export interface Acceptance {
  /** The name of an account that may write to the repository. */
  readonly by: string
  readonly commit: string
}

/** The outcome of a whole gate: what every report is rendered from. */
export interface GateResult {
  readonly verdict: Verdict
  readonly environment: Environment
  /** Where the growth was accepted in so many words. */
  readonly accepted?: Acceptance
  /** The base, where one was measured in turn with the head; else a stored baseline is what `base` is. */
  readonly pair?: Pair
  readonly scenarios: readonly ScenarioResult[]
}
