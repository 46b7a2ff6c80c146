import type { Metric } from '../model/metrics.ts'
import type { Run } from '../model/run.ts'
import type { BaselineMatch } from './baseline-match.ts'
import { median } from '../statistics/order-statistics.ts'
import type { MetricReason } from './reason.ts'
import type { Samples } from './result.ts'

/** The figures of one metric on one side, all of them numbers. */
export interface Usable {
  readonly kind: 'usable'
  readonly all: Samples
  /** The same samples by recording; the head is one. */
  readonly recordings: readonly (readonly number[])[]
}

/** Figures that are missing or broken: nothing is filled in, and nothing can be concluded. */
export interface Unusable {
  readonly kind: 'unusable'
  readonly reason: MetricReason
}

export type HeadObservation = Usable | Unusable
/** `absent`: there is no baseline; nothing was promised, so nothing is missing. */
export type BaseObservation = Usable | Unusable | { readonly kind: 'absent' }

/** The figures of the head, one per run. Every run must have one, as the missing one might be the one that grew. */
export function observeHead(metric: Metric, evidence: readonly Run[]): HeadObservation {
  if (evidence.length === 0) return { kind: 'unusable', reason: { kind: 'no-run', metric } }
  const figures = evidence.map((run) => run.figures[metric])
  const samples = figures.filter((figure) => figure !== undefined)
  const lacking = figures.length - samples.length
  if (lacking > 0) {
    return { kind: 'unusable', reason: { kind: 'figure-missing', metric, lacking, runs: figures.length } }
  }
  return usable([samples], { kind: 'not-a-number', metric, side: 'head' })
}

/** The figures of all recordings of the baseline. */
export function observeBase(metric: Metric, baseline: BaselineMatch): BaseObservation {
  if (baseline.kind === 'missing') return { kind: 'absent' }
  const recordings = baseline.entry.recordings.map((recording) => recording.samples[metric] ?? [])
  if (recordings.every((samples) => samples.length === 0)) {
    return { kind: 'unusable', reason: { kind: 'not-in-baseline', metric } }
  }
  return usable(recordings, { kind: 'not-a-number', metric, side: 'baseline' })
}

function usable(recordings: readonly (readonly number[])[], complaint: MetricReason): Usable | Unusable {
  const samples = recordings.flat()
  if (!samples.every(Number.isFinite)) return { kind: 'unusable', reason: complaint }
  return { kind: 'usable', all: { median: median(samples), samples }, recordings }
}

/** The samples for a report; `null` when they cannot be used. */
export function samplesOf(observation: BaseObservation): Samples | null {
  return observation.kind === 'usable' ? observation.all : null
}
