import { errors } from '../config/errors.ts'
import { formatDuration } from '../config/units.ts'
import { explainUnready, type Probe, type ReadyContext } from './ready.ts'
import type { RunContext } from './run-context.ts'
import { note, READING_INTERVAL_MS, refuseEarlyExit, type Session, TICK_MS, watch } from './session.ts'

/**
 * Takes readings until the ready condition holds.
 *
 * @returns when it held, in milliseconds since launch
 * @throws UserError when the program ends before, or the condition does not hold in its time
 */
export async function awaitReady(
  session: Session,
  { procRoot, files, env, signal }: RunContext,
  createReadyProbe: (context: ReadyContext) => Probe,
): Promise<number> {
  const { scenario, program } = session
  /** Ends a probe that still waits for an answer when nobody does any more. */
  const over = new AbortController()
  const readyContext: ReadyContext = {
    scenario,
    program,
    procRoot,
    files,
    memberPids: () => session.members.filter(({ state }) => state !== 'Z').map(({ pid }) => pid),
    stepEnv: env,
    signal: AbortSignal.any([signal, over.signal]),
  }
  const probe = createReadyProbe(readyContext)
  let isReady = false
  let probing: Promise<void> | null = null
  const outcome = await watch(
    session,
    {
      phase: 'waiting until ready',
      timeoutMs: scenario.readyTimeoutMs,
      intervalMs: READING_INTERVAL_MS,
      tickMs: TICK_MS,
    },
    () => {
      // A daemon's parent may end with status 0; a program that fails is not waited for.
      refuseEarlyExit(session, 'waiting until ready')
      probing ??= Promise.resolve(probe()).then((answer) => {
        isReady ||= answer
        probing = null
      })
      return isReady ? true : null
    },
  ).finally(() => over.abort())
  if (outcome === 'ended') refuseEarlyExit(session, 'waiting until ready')
  if (outcome !== true) {
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
  return note(session, 'ready')
}
