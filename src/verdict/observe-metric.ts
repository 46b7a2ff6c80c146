import { METRICS, type Metric } from '../model/metrics.ts'
import type { Run } from '../model/run.ts'
import type { BaselineMatch } from './baseline-match.ts'
import { median } from '../statistics/order-statistics.ts'
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
  readonly reason: string
}

export type HeadObservation = Usable | Unusable
/** `absent`: there is no baseline; nothing was promised, so nothing is missing. */
export type BaseObservation = Usable | Unusable | { readonly kind: 'absent' }

/** The figures of the head, one per run. Every run must have one, as the missing one might be the one that grew. */
export function observeHead(metric: Metric, evidence: readonly Run[]): HeadObservation {
  const { label } = METRICS[metric]
  if (evidence.length === 0) return { kind: 'unusable', reason: `There is no run to take ${label} from.` }
  const figures = evidence.map((run) => run.figures[metric])
  const samples = figures.filter((figure) => figure !== undefined)
  const lacking = figures.length - samples.length
  if (lacking > 0) {
    const which = samples.length === 0 ? 'No run' : `${lacking} of ${figures.length} runs`
    return {
      kind: 'unusable',
      reason: `${which} ${samples.length === 0 ? 'has a figure' : 'have no figure'} of ${label}.`,
    }
  }
  return usable([samples], `A run's figure of ${label} is not a number.`)
}

/** The figures of all recordings of the baseline. */
export function observeBase(metric: Metric, baseline: BaselineMatch): BaseObservation {
  const { label } = METRICS[metric]
  if (baseline.kind === 'missing') return { kind: 'absent' }
  const recordings = baseline.entry.recordings.map((recording) => recording.samples[metric] ?? [])
  if (recordings.every((samples) => samples.length === 0)) {
    return { kind: 'unusable', reason: `The baseline has no samples of ${label}. Record it again.` }
  }
  return usable(recordings, `The baseline's ${label} has a sample that is not a number. Record it again.`)
}

function usable(recordings: readonly (readonly number[])[], complaint: string): Usable | Unusable {
  const samples = recordings.flat()
  if (!samples.every(Number.isFinite)) return { kind: 'unusable', reason: complaint }
  return { kind: 'usable', all: { median: median(samples), samples }, recordings }
}

/** The samples for a report; `null` when they cannot be used. */
export function samplesOf(observation: BaseObservation): Samples | null {
  return observation.kind === 'usable' ? observation.all : null
}
