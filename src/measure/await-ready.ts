import { errors } from '../model/errors.ts'
import { formatDuration } from '../model/units.ts'
import type { ReadyContext, ReadyProbe } from '../launch/ready.ts'
import { readyVariables } from './workload-variables.ts'
import { refuseEarlyExit, type Session } from './session.ts'
import { dueByMotion, READING_INTERVAL_MS, TICK_MS, watch } from './watch.ts'

/**
 * Takes readings until the ready conditions hold, and keeps what they caught for the workload.
 *
 * @returns when it held, in milliseconds since launch
 * @throws UserError when the program ends before, or the condition does not hold in its time
 */
export async function awaitReady(
  session: Session,
  createReadyProbe: (context: ReadyContext) => ReadyProbe,
): Promise<number> {
  const { scenario, program, world } = session
  /** Ends a probe that still waits for an answer when nobody does any more. */
  const over = new AbortController()
  const readyContext: ReadyContext = {
    ...session,
    memberPids: () => session.members.filter(({ state }) => state !== 'Z').map(({ pid }) => pid),
    signal: AbortSignal.any([world.signal, over.signal]),
  }
  const probe = createReadyProbe(readyContext)
  let readyAtMs: number | null = null
  let failure: Error | null = null
  let probing: Promise<void> | null = null
  const outcome = await watch(
    session,
    {
      phase: 'starting',
      timeoutMs: program.launchedAt + scenario.readyTimeoutMs - world.clock.now(),
      intervalMs: READING_INTERVAL_MS,
      tickMs: TICK_MS,
      due: dueByMotion(session),
    },
    () => {
      // A daemon's parent may end with status 0; a program that fails is not waited for.
      refuseEarlyExit(session, 'starting')
      if (failure !== null) throw failure
      probing ??= probe
        .holds()
        .then((answer) => {
          // Here, and not when the watch hears of it: a reading may lie between.
          if (answer !== false)
            readyAtMs ??= (answer === true ? world.clock.now() : answer) - program.launchedAt
        })
        .catch((error: unknown) => {
          failure = error as Error
        })
        .finally(() => {
          probing = null
        })
      return readyAtMs
    },
  ).finally(async () => {
    over.abort()
    await probing // What it has started ends before the run does.
  })
  if (outcome === 'ended') refuseEarlyExit(session, 'starting')
  if (typeof outcome === 'string') {
    const unmet = probe.explain()
    throw errors.neverReady(
      scenario.name,
      formatDuration(scenario.readyTimeoutMs),
      unmet.map(({ why }) => why),
      program.output.tail(),
      unmet.find(({ cure }) => cure !== undefined)?.cure,
    )
  }
  session.caught = readyVariables(scenario.ready ?? [], probe.caught())
  session.events.push({ atMs: outcome, event: 'ready' })
  return outcome
}
