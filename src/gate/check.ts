import type { GatePlan } from '../config/scenario.ts'
import { withPassedNames } from '../launch/program-environment.ts'
import { createMeasurer } from '../measure/measurer.ts'
import type { World } from '../model/world.ts'
import { loadStored } from '../store/baseline-store.ts'
import { selectBaseline } from '../verdict/baseline-match.ts'
import { type ExitCode, exitCodeOf } from '../verdict/exit-code.ts'
import type { GateResult, ScenarioResult } from '../verdict/result.ts'
import { checkPairs } from './check-pairs.ts'
import { checkScenario } from './check-scenario.ts'
import { noticeBlindCheck } from './notice-blindness.ts'
import { noticeCommands } from './notice-commands.ts'
import { gateResult } from './gate-result.ts'

export interface CheckOutcome {
  readonly result: GateResult
  readonly exitCode: ExitCode
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
  const result = await (plan.pair === null
    ? checkAgainstBaseline(plan, world, token)
    : checkPairs(plan, plan.pair, world, token))
  return { result, exitCode: exitCodeOf(result, plan) }
}

async function checkAgainstBaseline(plan: GatePlan, world: World, token: string | null): Promise<GateResult> {
  // Before anything is measured: a gate that cannot compare should say so at once.
  const baseline = await loadStored(plan, world, { token })
  const measurer = await createMeasurer(world)
  noticeCommands(plan, world)
  const scenarios: ScenarioResult[] = []
  for (const planned of plan.scenarios) {
    const scenario = withPassedNames(planned, world.env)
    const match = selectBaseline(baseline, scenario, measurer.environment)
    noticeBlindCheck(scenario, match, world)
    scenarios.push(await checkScenario(scenario, match, measurer))
  }
  return gateResult(scenarios, measurer.environment)
}
