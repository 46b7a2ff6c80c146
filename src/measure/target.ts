import { errors } from '../model/errors.ts'
import { formatDuration } from '../model/units.ts'
import { isLiving } from '../proc/tree.ts'
import { refuseEarlyExit, type Session } from './session.ts'
import { noteMembers, READING_INTERVAL_MS } from './watch.ts'

/**
 * Waits until the target lives, where the scenario has one. No readings are taken: there is nothing to read.
 *
 * @throws UserError `target-not-found` when it does not in the time that it has to be ready; `exited-early` when what
 * was launched fails
 * @throws the reason of the world's signal when the gate is aborted
 */
export async function awaitTarget(session: Session): Promise<void> {
  const { target, tree, scenario, program, world } = session
  if (target === null) return
  const deadline = program.launchedAt + scenario.readyTimeoutMs
  for (;;) {
    world.signal.throwIfAborted()
    refuseEarlyExit(session, 'starting')
    await target.refresh()
    const { members } = tree.scan()
    if (members.some(isLiving)) {
      noteMembers(session, members)
      return
    }
    if (world.clock.now() >= deadline) {
      const { why, cure } = target.explain()
      const timeout = formatDuration(scenario.readyTimeoutMs)
      throw errors.targetNotFound(scenario.name, target.text, timeout, why, cure, program.output.tail())
    }
    await world.clock.sleep(READING_INTERVAL_MS, world.signal)
  }
}

/**
 * Looks at what has become of the target after `cleanup`: the next run would measure it again. It gets the time to end
 * that a program has.
 *
 * @throws UserError `target-survived`
 */
export async function refuseSurvivors({ target, tree, scenario, world }: Session): Promise<void> {
  if (target === null) return
  const deadline = world.clock.now() + scenario.stopTimeoutMs
  for (;;) {
    const { members, hidden } = tree.scan()
    const living = [...members.filter(isLiving), ...hidden]
    if (living.length === 0) return
    if (world.clock.now() >= deadline) {
      const processes = living.map(({ pid, command }) => `${pid} (${command})`)
      throw errors.targetSurvived(scenario.name, target.text, processes, target.cleanup)
    }
    await world.clock.sleep(READING_INTERVAL_MS, world.signal)
    world.signal.throwIfAborted()
  }
}
