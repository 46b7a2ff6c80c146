import { errors } from '../model/errors.ts'
import { formatDuration } from '../model/units.ts'
import type { Scenario } from '../config/scenario.ts'
import type { Machine } from '../launch/machine.ts'
import type { World } from '../model/world.ts'
import { start } from '../launch/program.ts'
import { heldBackVariables } from '../launch/program-environment.ts'
import { stop } from '../launch/stop.ts'
import { workloadShell } from '../launch/workload-shell.ts'

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
  const { [what]: command, workingDirectory, env, passEnv, workloadTimeoutMs } = scenario
  if (command === null) return
  const shell = workloadShell(env['PATH'] ?? world.env['PATH'] ?? '')
  const started = await start(
    { command: [...shell, command], workingDirectory, env, passEnv },
    machine,
    world,
  )
  const { program } = started
  const ended = new AbortController()
  void program.ended.then(() => ended.abort())
  try {
    await world.clock.sleep(workloadTimeoutMs, AbortSignal.any([ended.signal, world.signal]))
    if (world.signal.aborted && what === 'cleanup') await world.clock.sleep(LAST_MS, ended.signal)
    world.signal.throwIfAborted()
    const status = program.report()?.exitStatus ?? null
    if (status === 0) return
    if (status === null && !program.isGone()) {
      throw errors.commandTimedOut(what, scenario.name, command, formatDuration(workloadTimeoutMs))
    }
    const heldBack = heldBackVariables(world.env, scenario)
    throw errors.commandFailed(what, scenario.name, command, status, program.output.tail(), heldBack)
  } finally {
    await stop(started, world, { signal: 'SIGTERM', graceMs: 0 })
  }
}
