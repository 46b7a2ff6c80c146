import { guessReady } from '../config/guess/ready.ts'
import { createScenario, type ScenarioText } from '../config/scenario-text.ts'
import type { Until } from '../config/scenario.ts'
import { withPassedNames } from '../launch/program-environment.ts'
import { createMeasurer } from '../measure/measurer.ts'
import { UserError } from '../model/errors/user-error.ts'
import type { World } from '../model/world.ts'
import type { TryOut } from '../report/phrases/init.ts'
import { selftest } from '../verdict/selftest.ts'

/**
 * Launches the program once to see what it does, and some more times, as a gate would, to see how steady it is.
 *
 * @param text its name, its command and its variables
 * @throws UserError when it cannot be launched, or fails
 */
export async function tryOut(text: ScenarioText, root: string, world: World): Promise<TryOut> {
  const measurer = await createMeasurer(world)
  const scenarioOf = (more: Partial<ScenarioText>) =>
    withPassedNames(
      createScenario({ ...text, ...more }, { root, budgets: [], nameOf: (key) => key }),
      world.env,
    )
  const first = scenarioOf({})
  const look = await measurer.look(first)
  const until: Until = look.end === 'exited' ? 'exit' : 'steady'

  async function measure(ready: readonly string[]): Promise<TryOut> {
    const scenario = scenarioOf({ until, ...(ready.length > 0 && { ready }) })
    const count = scenario.runs
    const runs = await measurer.measure(scenario, count, { kind: 'run', run: 1, runs: count })
    return {
      look,
      until,
      ready,
      noise: selftest(scenario, runs, measurer.environment),
      environment: measurer.environment,
    }
  }

  const ready = until === 'exit' ? [] : guessReady(look, first.command)
  try {
    return await measure(ready)
  } catch (error) {
    // What held once need not hold each time: then it is no condition.
    if (!(error instanceof UserError) || error.code !== 'never-ready') throw error
    return measure([])
  }
}
