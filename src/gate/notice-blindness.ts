import { isSameSubject, type Scenario, subjectOf } from '../config/scenario.ts'
import { type BaselineEntry, MAX_RECORDINGS } from '../model/baseline.ts'
import type { World } from '../model/world.ts'
import type { BaselineMatch } from '../verdict/baseline-match.ts'
import { findBlindness } from '../verdict/blindness.ts'

/** Says, before anything is measured, that no growth could be proven against what will be recorded. */
export function noticeBlindRecording(
  scenario: Scenario,
  previous: BaselineEntry | null,
  { onNotice }: World,
): void {
  const isKept = previous !== null && isSameSubject(previous.subject, subjectOf(scenario))
  const kept = isKept ? previous.recordings.slice(1 - MAX_RECORDINGS) : []
  const blindness = findBlindness(scenario, samplesIn(kept) + scenario.runs)
  if (blindness !== null) onNotice({ kind: 'blind-recording', scenario: scenario.name, ...blindness })
}

/** Says, before anything is measured, that no growth can be proven against what was recorded. */
export function noticeBlindCheck(scenario: Scenario, baseline: BaselineMatch, { onNotice }: World): void {
  // One of another environment proves nothing anyway, and the report says so.
  if (baseline.kind !== 'found') return
  const blindness = findBlindness(scenario, samplesIn(baseline.entry.recordings))
  if (blindness !== null) onNotice({ kind: 'blind-check', scenario: scenario.name, ...blindness })
}

/** Of the metric that has the most of them: what others lack, their own verdicts say. */
function samplesIn(recordings: BaselineEntry['recordings']): number {
  const counts = recordings.map(({ samples }) =>
    Math.max(0, ...Object.values(samples).map(({ length }) => length)),
  )
  return counts.reduce((total, count) => total + count, 0)
}
