import type { Baseline, BaselineEntry } from '../model/baseline.ts'
import { VERSION } from '../model/version.ts'
import { addRecording, findEntry } from '../store/entries.ts'
import { decideRecording } from '../verdict/decide-recording.ts'
import { recordingOf } from '../verdict/recording.ts'
import type { GateResult, ScenarioResult } from '../verdict/result.ts'

/**
 * The stored baseline as a `record` of these very runs would leave it, of the scenarios whose level has moved or that
 * cannot be compared: they are measured already, on the machine that counts. `null` where there is nothing to store.
 *
 * @param commit that was measured
 */
export function readyBaseline(
  { pair, scenarios }: GateResult,
  stored: Baseline | null,
  commit: string | null,
): Baseline | null {
  let baseline = stored
  for (const scenario of scenarios) {
    const { name, environment, facts, metrics, runs, terms } = scenario
    const hasEntry = stored?.entries.some((entry) => entry.scenario === name) === true
    // A base that was measured needs no entry; one that there is says what is accepted.
    if (terms.subject === null || !isWanted(scenario) || (pair !== undefined && !hasEntry)) continue
    const meta = { recordedAt: new Date(), commit, tool: VERSION, ...(facts !== null && { facts }) }
    const recording = recordingOf(runs, meta)
    if (recording === null) continue
    const previous: BaselineEntry | null = findEntry(baseline, name, environment)
    const decision = decideRecording(previous, terms.subject, metrics)
    const added = { scenario: name, environment, subject: terms.subject, recording }
    baseline = addRecording(baseline, added, { keep: decision === 'moved' ? 'none' : 'recent' })
  }
  return baseline === stored ? null : baseline
}

function isWanted({ verdict, reasons, metrics }: ScenarioResult): boolean {
  if (verdict === 'no-baseline' || verdict === 'improved') return true
  if (reasons.some(({ kind }) => kind === 'baseline-removed')) return true
  const isElsewhere = reasons.some(({ kind }) => kind === 'other-environment' || kind === 'other-subject')
  const hasGrown = metrics.some((metric) => metric.reasons.some(({ kind }) => kind === 'regressed'))
  return hasGrown || (isElsewhere && verdict === 'inconclusive')
}
