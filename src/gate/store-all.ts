import type { Terms } from '../config/scenario.ts'
import { BASELINE_SCHEMA, type Baseline, type Recording } from '../model/baseline.ts'
import type { Environment } from '../model/environment.ts'
import { isEvidence, type Run } from '../model/run.ts'
import type { StoredScenario } from '../report/phrases/notices.ts'
import type { Recorded } from '../store/branch-store.ts'
import { addRecording, findEntry } from '../store/entries.ts'
import { selectBaseline } from '../verdict/baseline-match.ts'
import { decideRecording } from '../verdict/decide-recording.ts'
import { historyPoint } from '../verdict/history.ts'
import { judgeScenario } from '../verdict/judge-scenario.ts'
import type { ScenarioResult } from '../verdict/result.ts'

/** What was measured of a scenario, and is to be stored. */
export interface MeasuredScenario {
  readonly terms: Terms
  readonly environment: Environment
  readonly runs: readonly Run[]
  readonly recording: Recording
}

/** What became of it. */
interface StoredAll extends Recorded {
  /** Judged against what was stored before. */
  readonly scenarios: readonly ScenarioResult[]
  readonly stored: readonly StoredScenario[]
}

/** Judges what was measured against the baseline as it is now, and adds it. */
export function storeAll(measured: readonly MeasuredScenario[], before: Baseline | null): StoredAll {
  let baseline: Baseline = { schema: BASELINE_SCHEMA, entries: before?.entries ?? [] }
  const scenarios: ScenarioResult[] = []
  const stored: StoredScenario[] = []
  for (const { terms, environment, runs, recording } of measured) {
    const { name, subject } = terms
    const found = selectBaseline(before, terms, environment)
    const result = judgeScenario({
      scenario: terms,
      runs,
      environment,
      facts: recording.facts,
      baseline: found,
    })
    scenarios.push(result)
    if (subject === null) continue
    const decision = decideRecording(findEntry(before, name, environment), subject, result.metrics)
    if (decision !== 'unchanged') {
      const added = { scenario: name, environment, subject, recording }
      baseline = addRecording(baseline, added, { keep: decision === 'moved' ? 'none' : 'recent' })
    }
    stored.push({ scenario: name, runs: runs.filter(isEvidence).length, decision })
  }
  const points = measured.map(({ terms, environment, recording }) =>
    historyPoint(terms.name, environment, recording),
  )
  const recordings = measured.flatMap(({ terms: { name, subject }, environment, recording }) =>
    subject === null ? [] : [{ scenario: name, environment, subject, recording }],
  )
  return { baseline, points, recordings, scenarios, stored }
}
