import type { Metric } from './metrics.ts'
import type { Subject } from '../config/scenario.ts'
import type { Environment, NamedFacts } from './environment.ts'

/**
 * Version 1 had the values of the scenario's variables in `subject.env`. It is read still, without the values, and
 * the next `record` writes version 2.
 */
export const BASELINE_SCHEMA = 'footprint-gate/baseline@2'
export const OLD_BASELINE_SCHEMA = 'footprint-gate/baseline@1'

/** Recordings beyond these age out: enough to know the spread between jobs, young enough to follow the code. */
export const MAX_RECORDINGS = 5

/** All processes that are the same thing in the tree. */
export interface RoleFigures {
  /** How many there are. */
  readonly count: number
  readonly writable: number
  /** Their own minor faults. */
  readonly faults: number
}

/** More kinds of processes than this are summed up under the last name. */
export const MAX_ROLES = 100
export const OTHER_ROLES = '…'

/** The raw samples of one `record`: one sample per run and metric. */
export interface Recording {
  /** ISO 8601, UTC, to the second. */
  readonly recordedAt: string
  /** The commit that was checked out; `null` outside a repository. */
  readonly commit: string | null
  /** The version of footprint-gate that measured. */
  readonly tool: string
  /** Absent in recordings of version 1. */
  readonly facts?: NamedFacts
  readonly samples: Readonly<Partial<Record<Metric, readonly number[]>>>
  /** Median writable bytes by group of mappings, over the runs. */
  readonly groups: Readonly<Record<string, number>>
  /** Of the processes of each role, the medians over the runs. Absent in recordings of an older version. */
  readonly processes?: Readonly<Record<string, RoleFigures>>
}

/** One scenario in one environment. */
export interface BaselineEntry {
  readonly scenario: string
  readonly environment: Environment
  readonly subject: Subject
  /** Oldest first; never empty. */
  readonly recordings: readonly Recording[]
}

/** The stored file. At most one entry per scenario and environment. */
export interface Baseline {
  readonly schema: typeof BASELINE_SCHEMA | typeof OLD_BASELINE_SCHEMA
  readonly entries: readonly BaselineEntry[]
}
