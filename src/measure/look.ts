import type { Scenario } from '../config/scenario.ts'
import type { Machine } from '../launch/machine.ts'
import { stop } from '../launch/stop.ts'
import { UserError } from '../model/errors/user-error.ts'
import { isUnsettled } from '../model/run.ts'
import type { World } from '../model/world.ts'
import { findListening } from '../proc/sockets.ts'
import { runToSteady } from './run-to-steady.ts'
import { hasEnded, type Session, startSession } from './session.ts'

/** What a program did when it was launched once, with nothing known of it. */
export interface Look {
  /** Whether it ended by itself, with status 0; came to rest; or did not in its time. */
  readonly end: 'exited' | 'settled' | 'unsettled'
  /** Until then. */
  readonly elapsedMs: number
  /** Of TCP, ascending. */
  readonly ports: readonly number[]
  /** Absolute paths of sockets that it listens at. */
  readonly paths: readonly string[]
  /** What it printed until it was at rest, some of the first lines. */
  readonly lines: readonly string[]
}

/** Of a program that prints without an end. */
const MOST_LINES = 1000

/**
 * Launches the program of a scenario that says nothing of when it is ready, and looks at what it does.
 *
 * @throws UserError when it cannot be launched, or fails; with the end of its output
 */
export async function lookAt(scenario: Scenario, machine: Machine, world: World): Promise<Look> {
  const session = await startSession(scenario, machine, world, {
    onReading: (phase, { writable, atMs }) =>
      world.onProgress({
        scenario: scenario.name,
        kind: 'warm-up',
        run: 1,
        runs: 1,
        phase,
        writableBytes: writable,
        elapsedMs: atMs,
      }),
  })
  try {
    return await watchIt(session)
  } finally {
    await stop(session, world, {
      signal: scenario.stopSignal,
      graceMs: scenario.stopTimeoutMs,
      abort: world.signal,
    })
    session.tree.close()
  }
}

async function watchIt(session: Session): Promise<Look> {
  const { program, tree, world } = session
  const printed: { readonly atMs: number; readonly line: string }[] = []
  const elapsed = () => world.clock.now() - program.launchedAt
  program.output.watchLines((lines) => {
    for (const line of lines) printed.push({ atMs: elapsed(), line })
    return printed.length > MOST_LINES
  })
  try {
    const { settlement } = await runToSteady(session, null)
    const steadyAtMs = settlement.kind === 'settled' ? settlement.steadyAtMs : elapsed()
    const pids = tree.scan().members.map(({ pid }) => pid)
    return {
      end: isUnsettled(settlement) ? 'unsettled' : 'settled',
      elapsedMs: steadyAtMs,
      ...findListening(world.proc, pids),
      // Words are a moment behind the work that they tell of.
      lines: printed.filter(({ atMs }) => atMs <= steadyAtMs + LATE_MS).map(({ line }) => line),
    }
  } catch (error) {
    const hasExited = program.report()?.exitStatus === 0 && hasEnded(session)
    if (!(error instanceof UserError) || !hasExited) throw error
    const lines = printed.map(({ line }) => line)
    return { end: 'exited', elapsedMs: elapsed(), ports: [], paths: [], lines }
  }
}

const LATE_MS = 500
