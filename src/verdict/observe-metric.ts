import type { Metric } from '../model/metrics.ts'
import { isCountedToTheEnd, type Run, sparsenessOf } from '../model/run.ts'
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

/** The highest of what was read of programs that end, too seldom to say how high they went: as high, at least. */
export interface Sparse {
  readonly kind: 'sparse'
  readonly all: Samples
  readonly reason: MetricReason
}

export type HeadObservation = Usable | Sparse | Unusable
/** `absent`: there is no baseline; nothing was promised, so nothing is missing. */
export type BaseObservation = Usable | Unusable | { readonly kind: 'absent' }

/** The figures of the head, one per run. Every run must have one, as the missing one might be the one that grew. */
export function observeHead(metric: Metric, evidence: readonly Run[]): HeadObservation {
  if (evidence.length === 0) return { kind: 'unusable', reason: { kind: 'no-run', metric } }
  const figures = evidence.map((run) => run.figures[metric])
  const samples = figures.filter((figure) => figure !== undefined)
  const lacking = figures.length - samples.length
  const sparseness = sparsenessOf(metric, evidence)
  if (sparseness !== null) {
    const reason = { kind: 'too-few-readings', metric, ...sparseness } as const
    return lacking > 0
      ? { kind: 'unusable', reason }
      : { kind: 'sparse', all: { median: median(samples), samples }, reason }
  }
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
    // Of a program that ends, figures that were read too seldom are not stored.
    const isLeftOut = baseline.entry.subject.until === 'exit' && !isCountedToTheEnd(metric)
    const kind = isLeftOut ? 'too-few-readings-recorded' : 'not-in-baseline'
    return { kind: 'unusable', reason: { kind, metric } }
  }
  return usable(recordings, { kind: 'not-a-number', metric, side: 'baseline' })
}

function usable(recordings: readonly (readonly number[])[], complaint: MetricReason): Usable | Unusable {
  const samples = recordings.flat()
  if (!samples.every(Number.isFinite)) return { kind: 'unusable', reason: complaint }
  return { kind: 'usable', all: { median: median(samples), samples }, recordings }
}

/** The samples to compare with; `null` when they cannot be used. */
export function samplesOf(observation: HeadObservation | BaseObservation): Samples | null {
  return observation.kind === 'usable' ? observation.all : null
}

/** Page faults with those of ended processes taken out of them. */
export interface WithoutEnded {
  readonly head: Usable
  readonly base: Usable
  /** Medians of what was taken out. */
  readonly endedBefore: number
  readonly endedAfter: number
}

/**
 * The minor faults of living processes alone, where both sides tell them apart and there are any others; else `null`.
 * A helper that has ended left nothing behind, and nobody asked to count it.
 */
export function withoutEnded(
  head: Usable,
  base: Usable,
  evidence: readonly Run[],
  baseline: BaselineMatch,
): WithoutEnded | null {
  const endedHead = observeHead('ended-faults', evidence)
  const endedBase = observeBase('ended-faults', baseline)
  if (endedHead.kind !== 'usable' || endedBase.kind !== 'usable') return null
  if ([...endedHead.all.samples, ...endedBase.all.samples].every((faults) => faults === 0)) return null
  const isPaired = base.recordings.every(
    (samples, index) => samples.length === endedBase.recordings[index]?.length,
  )
  if (!isPaired) return null
  return {
    head: less(head, endedHead),
    base: less(base, endedBase),
    endedBefore: endedBase.all.median,
    endedAfter: endedHead.all.median,
  }
}

function less(all: Usable, part: Usable): Usable {
  const recordings = all.recordings.map((samples, index) =>
    samples.map((sample, run) => sample - (part.recordings[index]?.[run] ?? 0)),
  )
  const samples = recordings.flat()
  return { kind: 'usable', all: { median: median(samples), samples }, recordings }
}

/** The figure of a run as it is judged. */
export function judgedFigure(run: Run, metric: Metric, isWithoutEnded: boolean): number | undefined {
  const figure = run.figures[metric]
  return figure === undefined || !isWithoutEnded ? figure : figure - (run.figures['ended-faults'] ?? 0)
}
