import { join, resolve } from 'node:path'
import { createScenario, type ScenarioText } from '../../src/config/scenario-text.ts'
import { createMeasurer } from '../../src/measure/measurer.ts'
import type { Run } from '../../src/model/run.ts'
import type { World } from '../../src/model/world.ts'
import { quietWorld } from './world.ts'

export const PYTHON = '/usr/bin/python3'

/** A program of test/apps. */
export const app = (name: string) => resolve(join(import.meta.dirname, '../apps', name))

/** Measures fresh launches of a program for real. What the text leaves open is quick: no grace time to speak of. */
export async function measure(
  text: ScenarioText,
  { count = 1, root = '/', world = {} }: { count?: number; root?: string; world?: Partial<World> } = {},
): Promise<Run[]> {
  const scenario = createScenario(
    { name: 'program', 'stop-timeout': '200ms', ...text },
    { root, budgets: [], nameOf: (key) => key },
  )
  const measurer = await createMeasurer(quietWorld(world))
  return measurer.measure(scenario, count, { kind: 'run', run: 1, runs: count })
}

/** {@link measure}, once. */
export async function measureOnce(...[draft, options]: Parameters<typeof measure>): Promise<Run> {
  const [run] = await measure(draft, options)
  if (run === undefined) throw new Error('nothing was measured')
  return run
}
