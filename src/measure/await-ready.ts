import { errors } from '../model/errors.ts'
import { formatDuration } from '../model/units.ts'
import { explainUnready, type Probe, type ReadyContext } from '../launch/ready.ts'
import { dueByMotion, READING_INTERVAL_MS, refuseEarlyExit, type Session, TICK_MS, watch } from './watch.ts'

/**
 * Takes readings until the ready condition holds.
 *
 * @returns when it held, in milliseconds since launch
 * @throws UserError when the program ends before, or the condition does not hold in its time
 */
export async function awaitReady(
  session: Session,
  createReadyProbe: (context: ReadyContext) => Probe,
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
  let probing: Promise<void> | null = null
  const outcome = await watch(
    session,
    {
      phase: 'starting',
      timeoutMs: scenario.readyTimeoutMs,
      intervalMs: READING_INTERVAL_MS,
      tickMs: TICK_MS,
      due: dueByMotion(session),
    },
    () => {
      // A daemon's parent may end with status 0; a program that fails is not waited for.
      refuseEarlyExit(session, 'starting')
      probing ??= Promise.resolve(probe()).then((answer) => {
        // Here, and not when the watch hears of it: a reading may lie between.
        if (answer !== false)
          readyAtMs ??= (answer === true ? world.clock.now() : answer) - program.launchedAt
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
    const { ready } = scenario
    const { why, cure } = explainUnready(ready?.condition ?? null, readyContext)
    throw errors.neverReady(
      scenario.name,
      ready?.text ?? '',
      formatDuration(scenario.readyTimeoutMs),
      why,
      program.output.tail(),
      cure,
    )
  }
  session.events.push({ atMs: outcome, event: 'ready' })
  return outcome
}
