import type { BaselineEntry } from '../model/baseline.ts'
import type { StoredResult, StoredScenario, StoredSide } from '../model/stored-result.ts'
import { judgeRuns } from './judge-stored.ts'
import { recordingOf } from './recording.ts'
import type { GateResult, ScenarioResult } from './result.ts'
import { worstVerdict } from './worst-verdict.ts'

/**
 * Judges the runs of one result against those of another, scenario by scenario, by the budgets of the head. What the
 * base has and the head lacks was not measured: that is inconclusive, as is a base of which no run counts.
 */
export function compareStored(base: StoredResult, head: StoredResult): GateResult {
  const before = new Map(base.scenarios.map((scenario) => [scenario.terms.name, scenario]))
  const names = new Set(head.scenarios.map(({ terms }) => terms.name))
  const dropped = base.scenarios
    .filter(({ terms }) => !names.has(terms.name))
    .map((scenario): StoredScenario => ({ ...scenario, runs: [] }))
  const scenarios = [...head.scenarios, ...dropped].map((scenario) =>
    compareScenario(before.get(scenario.terms.name) ?? null, scenario, base),
  )
  const verdict = worstVerdict(scenarios.map((scenario) => scenario.verdict))
  return { verdict, environment: head.environment, scenarios }
}

/** What the head did to a stored baseline has nothing to do with another result. */
const NO_SIDE: StoredSide = { raised: [], isRemoved: false, isRefused: false }

function compareScenario(
  before: StoredScenario | null,
  after: StoredScenario,
  base: StoredResult,
): ScenarioResult {
  const baseline = before === null ? null : entryOf(before, base)
  // Where the change since its own base came from says nothing of the change since this one.
  const judged = judgeRuns({ ...after, baseline, side: NO_SIDE })
  if (before === null || baseline !== null) return judged
  return {
    ...judged,
    verdict: worstVerdict([judged.verdict, 'inconclusive']),
    reasons: [...judged.reasons, { kind: 'no-base-run' }],
  }
}

/** The runs as a baseline would have them; `null` when none of them counts. */
function entryOf({ terms, environment, facts, runs }: StoredScenario, { origin }: StoredResult) {
  const { measuredAt, commit, tool } = origin
  const recording = recordingOf(runs, {
    recordedAt: new Date(measuredAt ?? 0),
    commit,
    tool: tool ?? 'unknown',
    ...(facts !== null && { facts }),
  })
  if (recording === null || terms.subject === null) return null
  const entry: BaselineEntry = {
    scenario: terms.name,
    environment,
    subject: terms.subject,
    recordings: [recording],
  }
  return entry
}
