import { errors } from '../model/errors.ts'
import { formatDuration } from '../model/units.ts'
import { explainUnready, type Probe, type ReadyContext } from '../launch/ready.ts'
import type { RunContext } from './run-context.ts'
import { READING_INTERVAL_MS, refuseEarlyExit, type Session, TICK_MS, watch } from './watch.ts'

/**
 * Takes readings until the ready condition holds.
 *
 * @returns when it held, in milliseconds since launch
 * @throws UserError when the program ends before, or the condition does not hold in its time
 */
export async function awaitReady(
  session: Session,
  { launcher, procRoot, files, env, signal }: RunContext,
  createReadyProbe: (context: ReadyContext) => Probe,
): Promise<number> {
  const { scenario, program } = session
  /** Ends a probe that still waits for an answer when nobody does any more. */
  const over = new AbortController()
  const readyContext: ReadyContext = {
    scenario,
    program,
    launcher,
    procRoot,
    files,
    memberPids: () => session.members.filter(({ state }) => state !== 'Z').map(({ pid }) => pid),
    scan: () => session.tree.scan(),
    stepEnv: env,
    signal: AbortSignal.any([signal, over.signal]),
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
    },
    () => {
      // A daemon's parent may end with status 0; a program that fails is not waited for.
      refuseEarlyExit(session, 'starting')
      probing ??= Promise.resolve(probe()).then((answer) => {
        // Here, and not when the watch hears of it: a reading may lie between.
        if (answer !== false)
          readyAtMs ??= (answer === true ? performance.now() : answer) - program.launchedAt
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
    const { why, cure } =
      ready === null ? { why: 'did not hold' } : explainUnready(ready.condition, readyContext)
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
