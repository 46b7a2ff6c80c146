import type { BaseDoubt } from '../model/pair.ts'
import { isDeepStrictEqual } from 'node:util'
import type { Subject } from '../config/scenario.ts'
import type { EnvironmentDifference, NamedDifference } from '../model/environment.ts'
import type { Metric } from '../model/metrics.ts'
import type { Gap, Sparseness, Unsettled } from '../model/run.ts'

export type Side = 'head' | 'baseline'

/** So many runs, with which no growth can be significant. */
export interface Blindness {
  readonly head: number
  readonly base: number
  /** The smallest p-value that they can reach. */
  readonly best: number
  /** With how many baseline runs it could be; `null` when with no number that is worth advising. */
  readonly baseNeeded: number | null
  /** With how many runs of the head; of a pair, where each is one of the base as well, of either. */
  readonly headNeeded: number | null
  /** Base and head are measured in turn: nothing is recorded. */
  readonly isPaired?: true
}

/** Some samples that lie close together. */
export interface SampleGroup {
  readonly count: number
  readonly median: number
}

/** By how much a baseline was raised, in the metric's own unit. */
export interface Raise {
  readonly metric: Metric
  readonly from: number
  readonly to: number
}

/** Why a metric has its verdict, and what to doubt of it; figures in the metric's own unit. */
export type MetricReason =
  | {
      readonly kind: 'regressed'
      readonly metric: Metric
      readonly delta: number
      readonly allowed: number
      readonly p: number
    }
  | { readonly kind: 'over-limit'; readonly metric: Metric; readonly head: number; readonly ceiling: number }
  | { readonly kind: 'under-floor'; readonly metric: Metric; readonly head: number; readonly floor: number }
  | { readonly kind: 'improved'; readonly metric: Metric; readonly delta: number }
  /** The head's file has a higher level than the base's: accepted with it, or refused. */
  | ({ readonly kind: 'raised'; readonly isRefused: boolean } & Raise)
  /** It grew beyond what is allowed, and the runs do not prove it: another reason says why. */
  | { readonly kind: 'unproven'; readonly metric: Metric; readonly delta: number; readonly allowed: number }
  /** Head and base overlap. */
  | { readonly kind: 'overlap'; readonly metric: Metric; readonly p: number }
  /** A whole group of head runs stayed within what is allowed: the median stands for the others alone. */
  | { readonly kind: 'divided'; readonly metric: Metric }
  /** The runs taken afresh do not exceed the limit; by how much their median differs from it, if there are any. */
  | { readonly kind: 'unconfirmed'; readonly metric: Metric; readonly fromLimit: number | null }
  /** It had fallen, but not the runs taken afresh: what their median differs from the base, if there are any. */
  | { readonly kind: 'unconfirmed-fall'; readonly metric: Metric; readonly fromBase: number | null }
  /** The baseline's noise is larger than the budget. */
  | {
      readonly kind: 'noise-limited'
      readonly metric: Metric
      readonly allowed: number
      readonly budgeted: number
    }
  | {
      readonly kind: 'two-groups'
      readonly metric: Metric
      readonly side: Side
      readonly lower: SampleGroup
      readonly upper: SampleGroup
    }
  /** Each run took more than the one before: they build on each other, and are no replicates. */
  | {
      readonly kind: 'trend'
      readonly metric: Metric
      readonly side: Side
      readonly runs: number
      readonly first: number
      readonly last: number
    }
  /** Processes that have ended took more faults than in the baseline: in the figure, or left out of it. */
  | {
      readonly kind: 'ended-faults'
      readonly metric: Metric
      readonly isCounted: boolean
      readonly base: number
      readonly head: number
      /** Whose children they were, and what these are called, as far as they were seen. */
      readonly parents: readonly { readonly role: string; readonly ended: readonly string[] }[]
    }
  /** One run stands apart from all others. */
  | {
      readonly kind: 'odd-run'
      readonly metric: Metric
      readonly side: Side
      /** Which of the runs it is, from 1; `null` in a baseline. */
      readonly run: number | null
      readonly runs: number
      readonly odd: number
      /** Of the others. */
      readonly least: number
      readonly most: number
    }
  /** There is no run that counts. */
  | { readonly kind: 'no-run'; readonly metric: Metric }
  | {
      readonly kind: 'figure-missing'
      readonly metric: Metric
      readonly lacking: number
      readonly runs: number
    }
  | { readonly kind: 'not-a-number'; readonly metric: Metric; readonly side: Side }
  | { readonly kind: 'not-in-baseline'; readonly metric: Metric }
  /** The program ended, and was read too seldom for its peak to be known. */
  | ({ readonly kind: 'too-few-readings'; readonly metric: Metric } & Sparseness)
  /** So it was when the baseline was recorded. */
  | { readonly kind: 'too-few-readings-recorded'; readonly metric: Metric }
  /** So few runs that not even full separation would be significant. */
  | ({ readonly kind: 'too-few-runs' } & Blindness)
  /** What may have moved the figure a little. */
  | { readonly kind: 'named-facts'; readonly differences: readonly NamedDifference[] }
  /** Runs were lost, and those that count are too few to prove a failure. */
  | { readonly kind: 'weak-evidence'; readonly evidence: number; readonly runs: number }

/** Why a scenario cannot be green, whatever its figures say. */
export type ScenarioReason =
  | { readonly kind: 'no-budget' }
  | { readonly kind: 'not-measured' }
  /** Runs, numbered from 1, that never came to rest for the same kind of cause. */
  | { readonly kind: 'unsettled-runs'; readonly of: number; readonly runs: readonly UnsettledRun[] }
  /** Runs of which something could not be read. */
  | { readonly kind: 'incomplete-runs'; readonly of: number; readonly runs: readonly IncompleteRun[] }
  | {
      readonly kind: 'other-subject'
      readonly key: keyof Subject
      readonly before: Subject
      readonly after: Subject
    }
  /** The head did less than the base: a fall of its memory may be no gain. Only figures that fell in every run. */
  | { readonly kind: 'did-less'; readonly falls: readonly Fall[] }
  | { readonly kind: 'other-environment'; readonly differences: readonly EnvironmentDifference[] }
  /** Of a base that was measured in turn with the head. */
  | BaseDoubt
  /** The base has recorded it, and the head's file lacks it. */
  | { readonly kind: 'baseline-removed' }
  /** There is a base, and no run of it counts. */
  | { readonly kind: 'no-base-run' }
  /** What the gate that measured has seen, and nobody can see in its result. */
  | { readonly kind: 'stated'; readonly sentence: string }
  /** However much it had grown, head and base have too few runs to prove it. */
  | ({ readonly kind: 'blind' } & Blindness)
  | LostLeg

/** What keeps the legs of a matrix from being told as a whole. */
export type LostLeg =
  | {
      readonly kind: 'legs-missing'
      readonly job: string | null
      readonly expected: number
      readonly found: number
    }
  /** A job that was needed has ended so, and left no result. */
  | { readonly kind: 'job-missing'; readonly ended: 'failure' | 'cancelled' | 'skipped' }
  /** The newest result of a leg is of another commit or run. */
  | { readonly kind: 'leg-older'; readonly commit: string | null }
  /** It could not measure, and said why. */
  | { readonly kind: 'leg-failed'; readonly message: string }

/** Medians of a figure that says how much a program does. */
export interface Fall {
  readonly metric: Metric
  readonly base: number
  readonly head: number
}

export interface UnsettledRun {
  readonly run: number
  readonly settlement: Unsettled
}

export interface IncompleteRun {
  readonly run: number
  readonly gaps: readonly Gap[]
}

export type Reason = MetricReason | ScenarioReason

/** The reasons that follow from the evidence: whoever judges it again finds them again. */
const FOUND_AGAIN: readonly ScenarioReason['kind'][] = [
  'no-budget',
  'not-measured',
  'unsettled-runs',
  'incomplete-runs',
  'other-subject',
  'did-less',
  'other-environment',
  'blind',
  'baseline-removed',
]

export function isFoundAgain({ kind }: ScenarioReason): boolean {
  return FOUND_AGAIN.includes(kind)
}

/** Each reason once, in the order in which they first stand. */
export function distinctReasons<Kind extends Reason>(reasons: readonly Kind[]): readonly Kind[] {
  return reasons.filter(
    (reason, index) => reasons.findIndex((other) => isDeepStrictEqual(other, reason)) === index,
  )
}
