import { isSameSubject, type Subject } from '../config/scenario.ts'
import { type BaselineEntry, MAX_RECORDINGS } from '../model/baseline.ts'
import type { MetricResult } from './result.ts'

/** What becomes of a new recording: `unchanged` alone stores nothing. */
export type RecordingDecision =
  /** Nothing was recorded in this environment yet. */
  | 'first'
  /** The figures of another command, workload, … cannot be compared: it replaces them. */
  | 'other-subject'
  /** A mix of two levels would allow for both: it replaces the older ones. */
  | 'moved'
  /** It joins the older ones. */
  | 'beside'
  /** It would say nothing new, and two branches that store it would conflict: the entry stays to the byte. */
  | 'unchanged'

/**
 * @param previous the entry of the scenario in the environment of the runs
 * @param metrics the verdicts on the new runs, against that entry
 */
export function decideRecording(
  previous: BaselineEntry | null,
  subject: Subject,
  metrics: readonly MetricResult[],
): RecordingDecision {
  if (previous === null) return 'first'
  if (!isSameSubject(previous.subject, subject)) return 'other-subject'
  if (metrics.some(({ verdict }) => verdict === 'regressed' || verdict === 'improved')) return 'moved'
  if (previous.recordings.length < MAX_RECORDINGS) return 'beside'
  return metrics.every(saysNothingNew) ? 'unchanged' : 'beside'
}

/** A metric that only one side has, such as one that is new in this version, passes for want of a comparison. */
function saysNothingNew({ verdict, base, head }: MetricResult): boolean {
  return verdict === 'pass' && (base === null) === (head === null)
}
