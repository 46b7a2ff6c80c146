import type { GatePlan } from '../config/scenario.ts'
import { withPassedNames } from '../launch/program-environment.ts'
import { createMeasurer } from '../measure/measurer.ts'
import type { HistoryPoint } from '../model/history.ts'
import type { World } from '../model/world.ts'
import { readCommit } from '../store/git.ts'
import { renderBaseline } from '../store/render.ts'
import { type ExitCode, exitCodeOf } from '../verdict/exit-code.ts'
import { historyOf } from '../verdict/history.ts'
import type { GateResult, ScenarioResult } from '../verdict/result.ts'
import { loadBoth, matchFor, withSides } from './both-baselines.ts'
import { type Checked, checkPairs } from './check-pairs.ts'
import { createExplainer } from './explain-result.ts'
import { checkScenario } from './check-scenario.ts'
import { noticeBlindCheck } from './notice-blindness.ts'
import { noticeCommands } from './notice-commands.ts'
import { noticeEnvironmentChanges } from './notice-environment.ts'
import { gateResult } from './gate-result.ts'
import { readyBaseline } from './ready-baseline.ts'

export interface CheckOutcome {
  readonly result: GateResult
  readonly exitCode: ExitCode
  /** What was recorded before, oldest first: for whoever draws it. */
  readonly history: readonly HistoryPoint[]
  /**
   * The text of the baseline file with the samples of this run, where committing it would be the answer; `null` where
   * there is nothing to commit.
   */
  readonly ready: string | null
}

/**
 * Measures every scenario of the plan and judges it against the stored baseline or, where the plan says so, against a
 * base that is measured in turn with it. Posts and prints nothing.
 *
 * @param token fetches a private base, and the branch of baselines; nothing but git gets it
 * @throws UserError when the baseline or the base cannot be used, or a program cannot be measured
 */
export async function check(
  plan: GatePlan,
  world: World,
  { token = null }: { readonly token?: string | null } = {},
): Promise<CheckOutcome> {
  const { result, stored, history } = await (plan.pair === null
    ? checkAgainstBaseline(plan, world, token)
    : checkPairs(plan, plan.pair, world, token))
  const outcome = { result, exitCode: exitCodeOf(result, plan), history }
  if (plan.baselineStore === 'branch') return { ...outcome, ready: null }
  const ready = readyBaseline(result, stored, await readCommit(world.env, world.signal))
  return { ...outcome, ready: ready === null ? null : renderBaseline(ready) }
}

async function checkAgainstBaseline(plan: GatePlan, world: World, token: string | null): Promise<Checked> {
  // Before anything is measured: a gate that cannot compare should say so at once.
  const baselines = await loadBoth(plan, world, token)
  const measurer = await createMeasurer(world)
  noticeCommands(plan, world)
  const explain = createExplainer(plan, world)
  const scenarios: ScenarioResult[] = []
  for (const planned of plan.scenarios) {
    const scenario = withPassedNames(planned, world.env)
    const match = matchFor(baselines, plan, scenario, measurer)
    noticeBlindCheck(scenario, match, world)
    const result = await checkScenario(scenario, match, measurer)
    const told = withSides(result, baselines, plan, scenario, measurer)
    scenarios.push(await explain(told, { scenario, world }))
  }
  noticeEnvironmentChanges(measurer, world)
  const { head, history } = baselines
  return {
    result: gateResult(scenarios, measurer.environment),
    stored: head,
    history: history.length === 0 ? historyOf(head) : history,
  }
}
