import { METRICS, type Metric } from '../../model/metrics.ts'
import { formatChange, formatFigure } from '../../model/units.ts'
import { capitalized, plural } from './words.ts'

/** A level that ended, and the recording with which the next one began. */
export interface Move {
  readonly before: number
  readonly after: number
  /** As people write it; `null` where it is not known. */
  readonly commit: string | null
  /** ISO 8601; `null` of the head itself. */
  readonly recordedAt: string | null
}

/** `Writable memory moved by +1.02 MiB, from 9.09 MiB to 10.11 MiB, with 0de4f1c8d2b6 (2026-01-31).` */
export function sayMove(metric: Metric, { before, after, commit, recordedAt }: Move): string {
  const { unit, label } = METRICS[metric]
  const change = `${formatChange(after - before, unit)}, from ${formatFigure(before, unit)} to ${formatFigure(after, unit)}`
  const day = recordedAt?.slice(0, 10)
  const where =
    day === undefined ? 'here' : commit === null ? `in the recording of ${day}` : `with ${commit} (${day})`
  return `${capitalized(label)} moved by ${change}, ${where}.`
}

/** Where a figure never moved. */
export function sayNoMove(metric: Metric, recordings: number): string {
  return `${capitalized(METRICS[metric].label)} kept its level in ${plural(recordings, 'recording')}.`
}
