import type { StoredResult, StoredScenario } from '../model/stored-result.ts'
import { matchOf } from './baseline-match.ts'
import { withBaselineSide } from './baseline-side.ts'
import { decideNext } from './decide-next.ts'
import { type Case, judgeScenario } from './judge-scenario.ts'
import type { GateResult, ScenarioResult } from './result.ts'
import { scenarioVerdict } from './scenario-verdict.ts'
import { worstVerdict } from './worst-verdict.ts'

/** A stored result, judged afresh from its samples alone: whatever it says of itself is not heard. */
export function judgeStored({ environment, pair, scenarios }: StoredResult): GateResult {
  const judged = scenarios.map((scenario) => judgeStoredScenario(scenario, pair !== undefined))
  const verdict = worstVerdict(judged.map((scenario) => scenario.verdict))
  return { verdict, environment, ...(pair !== undefined && { pair }), scenarios: judged }
}

/** As the gate that measured it has judged it; where that would go on measuring, by the runs there are. */
function judgeStoredScenario(stored: StoredScenario, isPaired: boolean): ScenarioResult {
  const { explanation, unexplained } = stored
  return {
    ...judgeRuns(stored, isPaired),
    ...(explanation !== undefined && { explanation }),
    ...(unexplained !== undefined && { unexplained }),
  }
}

/**
 * The same, but for where its memory came from.
 *
 * @param isPaired whether its base was measured in turn with it
 */
export function judgeRuns(stored: StoredScenario, isPaired = false): ScenarioResult {
  const evident = judgeEvidence(stored, isPaired)
  const { side } = stored
  const judged = side === undefined ? evident : withBaselineSide(evident, side, side.isRefused)
  if (stored.doubts.length === 0) return judged
  const stated = stored.doubts.map((sentence) => ({ kind: 'stated', sentence }) as const)
  const reasons = [...stated, ...judged.reasons]
  return { ...judged, reasons, verdict: scenarioVerdict(judged.metrics, reasons) }
}

function judgeEvidence(
  { terms, runs, environment, facts, baseline }: StoredScenario,
  isPaired: boolean,
): ScenarioResult {
  const subject: Case = {
    scenario: terms,
    runs,
    environment,
    facts: facts ?? undefined,
    baseline: matchOf(baseline, environment),
    isPaired,
  }
  const next = decideNext(subject)
  if (next.kind === 'enough') return next.result
  const last = decideNext({
    ...subject,
    scenario: { ...terms, runs: Math.min(terms.runs, runs.length), maxRuns: runs.length },
  })
  const result = last.kind === 'enough' ? last.result : judgeScenario(subject)
  return { ...result, terms }
}
