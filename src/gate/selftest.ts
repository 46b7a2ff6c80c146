import type { GatePlan } from '../config/scenario.ts'
import { withPassedNames } from '../launch/program-environment.ts'
import { createMeasurer } from '../measure/measurer.ts'
import type { Environment } from '../model/environment.ts'
import type { World } from '../model/world.ts'
import { selftest as simulate, type SelftestResult } from '../verdict/selftest.ts'
import { noticeCommands } from './notice-commands.ts'

export interface SelftestOutcome {
  readonly environment: Environment
  readonly results: readonly SelftestResult[]
}

/** This many times the runs of a gate: baseline, head and confirmations, and as many again to draw from. */
const RUNS_FACTOR = 4

/**
 * Measures every scenario of the plan many times and gates it against itself: how often it would cry wolf, and
 * what it could see. The baseline is neither read nor written.
 *
 * @throws UserError when a program cannot be measured
 */
export async function selftest(plan: GatePlan, world: World): Promise<SelftestOutcome> {
  const measurer = await createMeasurer(world)
  noticeCommands(plan, world)
  const { environment } = measurer
  const results: SelftestResult[] = []
  for (const planned of plan.scenarios) {
    const scenario = withPassedNames(planned, world.env)
    await measurer.warmUp(scenario)
    const count = scenario.runs * RUNS_FACTOR
    const runs = await measurer.measure(scenario, count, { kind: 'run', run: 1, runs: count })
    results.push(simulate(scenario, runs, environment))
  }
  return { environment, results }
}
