import type { GatePlan, Scenario } from '../config/scenario.ts'
import { withPassedNames } from '../launch/program-environment.ts'
import { createMeasurer, type Measurer } from '../measure/measurer.ts'
import type { Run } from '../model/run.ts'
import type { World } from '../model/world.ts'
import { loadBaseline } from '../store/file-store.ts'
import type { Baseline } from '../model/baseline.ts'
import { selectBaseline } from '../verdict/baseline-match.ts'
import { decideNext } from '../verdict/decide-next.ts'
import { type ExitCode, exitCodeOf } from '../verdict/exit-code.ts'
import type { GateResult, ScenarioResult } from '../verdict/result.ts'
import { noticeBlindCheck } from './notice-blindness.ts'
import { noticeCommands } from './notice-commands.ts'
import { gateResult } from './gate-result.ts'

export interface CheckOutcome {
  readonly result: GateResult
  readonly exitCode: ExitCode
}

/**
 * Measures every scenario of the plan and judges it against the stored baseline. Posts and prints nothing.
 *
 * @throws UserError when the baseline cannot be used, or a program cannot be measured
 */
export async function check(plan: GatePlan, world: World): Promise<CheckOutcome> {
  // Before anything is measured: a gate that cannot compare should say so at once.
  const baseline = await loadBaseline(plan.baselinePath)
  const measurer = await createMeasurer(world)
  noticeCommands(plan, world)
  const scenarios: ScenarioResult[] = []
  for (const planned of plan.scenarios) {
    scenarios.push(await checkScenario(withPassedNames(planned, world.env), baseline, measurer, world))
  }
  const result = gateResult(scenarios, measurer.environment)
  return { result, exitCode: exitCodeOf(result, plan) }
}

/** Takes runs until they suffice for a verdict. */
async function checkScenario(
  scenario: Scenario,
  baseline: Baseline | null,
  measurer: Measurer,
  world: World,
): Promise<ScenarioResult> {
  const { environment } = measurer
  const match = selectBaseline(baseline, scenario, environment)
  noticeBlindCheck(scenario, match, world)
  await measurer.warmUp(scenario)
  const runs: Run[] = []
  const subject = {
    scenario,
    runs,
    environment,
    facts: measurer.factsOf(scenario),
    baseline: match,
  }
  for (;;) {
    const next = decideNext(subject)
    if (next.kind === 'enough') return next.result
    const planned = next.why === 'initial'
    runs.push(
      ...(await measurer.measure(scenario, next.count, {
        kind: planned ? 'run' : 'confirmation',
        run: runs.length + 1,
        runs: planned ? scenario.runs : runs.length + next.count,
      })),
    )
  }
}
