import { errors } from '../model/errors.ts'
import { formatDuration } from '../model/units.ts'
import type { Scenario } from '../config/scenario.ts'
import type { Machine } from '../launch/machine.ts'
import type { World } from '../model/world.ts'
import { heldBackVariables } from '../launch/program-environment.ts'
import { runShellCommand } from './shell-command.ts'

/** A gate that is aborted still cleans up, but runners wait some seconds only before they kill. */
const LAST_MS = 3000

/**
 * Does something between what `prepare` and `cleanup` of the scenario do. They are launched like a workload, and nothing
 * of them survives either. `cleanup` runs whatever happened, and a failure of it never hides an earlier one.
 *
 * @throws UserError when one of them fails, or takes longer than its timeout
 * @throws the reason of the world's signal when the gate is aborted
 */
export async function betweenPrepareAndCleanup<Outcome>(
  scenario: Scenario,
  machine: Machine,
  world: World,
  act: () => Promise<Outcome>,
): Promise<Outcome> {
  let outcome: Outcome
  try {
    await runCommand('prepare', scenario, machine, world)
    outcome = await act()
  } catch (error) {
    await runCommand('cleanup', scenario, machine, world).catch(() => undefined)
    throw error
  }
  await runCommand('cleanup', scenario, machine, world)
  return outcome
}

async function runCommand(
  what: 'prepare' | 'cleanup',
  scenario: Scenario,
  machine: Machine,
  world: World,
): Promise<void> {
  const { [what]: command, workloadTimeoutMs: timeoutMs } = scenario
  if (command === null) return
  const lastMs = what === 'cleanup' ? LAST_MS : 0
  const end = await runShellCommand(command, { ...scenario, timeoutMs, lastMs }, machine, world)
  if (end.kind === 'timed-out') {
    throw errors.commandTimedOut(what, scenario.name, command, formatDuration(timeoutMs))
  }
  if (end.status === 0) return
  const heldBack = heldBackVariables(world.env, scenario)
  throw errors.commandFailed(what, scenario.name, command, end.status, end.output, heldBack)
}
