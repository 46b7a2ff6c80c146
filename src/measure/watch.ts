import { errors } from '../model/errors.ts'
import type { Scenario } from '../config/scenario.ts'
import type { MemoryReader } from '../proc/memory.ts'
import type { ProcessStat } from '../proc/stat.ts'
import type { Machine } from '../launch/machine.ts'
import { heldBackVariables } from '../launch/program-environment.ts'
import type { Started } from '../launch/program.ts'
import type { World } from '../model/world.ts'
import type { RunEvent } from '../model/run.ts'
import type { Phase } from '../model/progress.ts'
import { readTree, type TreeReading } from './read-tree.ts'

/** One launched program while it is watched. */
export interface Session extends Started {
  readonly scenario: Scenario
  readonly machine: Machine
  readonly world: World
  readonly memory: MemoryReader
  readonly readings: TreeReading[]
  /** Of the latest reading. */
  members: readonly ProcessStat[]
  readonly events: RunEvent[]
  /** Variables for the workload that the ready conditions caught. */
  caught?: Readonly<Record<string, string>>
  readonly onReading: (phase: Phase, reading: TreeReading) => void
}

export interface WatchOptions {
  readonly phase: Phase
  readonly timeoutMs: number
  /** Between two readings, at least. */
  readonly intervalMs: number
  /** Between two readings, at most, whatever they cost. */
  readonly longestGapMs?: number
  /** How often a condition other than a reading is looked at; when it is not given, with each reading. */
  readonly tickMs?: number
  /** When one of these settles, the condition is looked at once more without delay. */
  readonly wakes?: readonly Promise<unknown>[]
  /** Of one CPU, at most, for readings: the kernel walks the page tables of the target under its lock. */
  readonly share?: number
}

/** 20 readings a second, while they are cheap. */
export const READING_INTERVAL_MS = 50
/** A service must not be disturbed: 2 % of a CPU, of which an eighth is left for what cannot be counted here. */
const READING_SHARE = 0.0175
/**
 * While a workload is served, readings tell only of the peak, and a reading also delays the requests being
 * served (bench/cost.ts). So they take a sixth of what they take at rest.
 */
export const LOADED_PACE = { intervalMs: READING_INTERVAL_MS, share: READING_SHARE / 6 }
/** A timer may end so much too early; to sleep once more for the rest would cost more than it is worth. */
const TIMER_GRAIN_MS = 1
/** For conditions that come from outside and are told by nobody, such as a port. */
export const TICK_MS = 10

/**
 * Takes readings until something is found. Between two of them it sleeps for long enough that they, and being
 * woken for them, take no more than their share of a CPU.
 *
 * @param find looked at on every tick, and told whether a reading has just been taken
 * @returns what was found; `timed-out`; or `ended`, when no process of the program is left
 * @throws the signal's reason when the gate is aborted
 */
export async function watch<Found>(
  session: Session,
  {
    phase,
    timeoutMs,
    intervalMs,
    longestGapMs = Infinity,
    tickMs = Infinity,
    wakes = [],
    share = READING_SHARE,
  }: WatchOptions,
  find: (isNewReading: boolean) => Found | null,
): Promise<Found | 'timed-out' | 'ended'> {
  const { clock, signal } = session.world
  const deadline = clock.now() + timeoutMs
  /** Ends a sleep early; a new one for each time. */
  let alarm = new AbortController()
  const wakeUp = () => alarm.abort()
  signal.addEventListener('abort', wakeUp)
  for (const wake of wakes) void wake.then(wakeUp)
  try {
    let nextReadingAt = clock.now()
    let awakeSince = clock.cpuMs()
    let readingMs = 0
    for (;;) {
      signal.throwIfAborted()
      const isNewReading = clock.now() >= nextReadingAt - TIMER_GRAIN_MS
      if (isNewReading) {
        const startedAt = clock.cpuMs()
        const { reading, members } = readTree(session, session.memory, clock)
        readingMs = clock.cpuMs() - startedAt
        session.readings.push(reading)
        session.members = members
        session.onReading(phase, reading)
      }
      const found = find(isNewReading)
      if (found !== null) return found
      if (hasEnded(session)) return 'ended'
      if (clock.now() >= deadline) return 'timed-out'
      const usedMs = clock.cpuMs()
      if (isNewReading) {
        // Waking up and judging count; other work of this process does not.
        const costMs = Math.min(usedMs - awakeSince, 2 * readingMs)
        nextReadingAt = clock.now() + Math.min(longestGapMs, Math.max(intervalMs, costMs / share))
      }
      awakeSince = usedMs
      const untilMs = Math.min(nextReadingAt, deadline) - clock.now()
      await clock.sleep(Math.min(tickMs, Math.max(1, Math.ceil(untilMs))), alarm.signal)
      if (alarm.signal.aborted) alarm = new AbortController()
    }
  } finally {
    signal.removeEventListener('abort', wakeUp)
  }
}

/**
 * Whether nothing of the program lives. The main program may end with status 0 and leave a daemon behind: then
 * that is the program.
 */
export function hasEnded({ program, tree }: Started): boolean {
  if (program.report() === null && !program.isGone()) return false
  const { members, hidden } = tree.scan()
  return hidden.length === 0 && members.every(({ state }) => state === 'Z')
}

/** @throws UserError `exited-early` with the end of the program's output, when the program has failed or is gone. */
export function refuseEarlyExit(session: Session, during: Phase): void {
  const status = session.program.report()?.exitStatus ?? null
  if (status === null && !session.program.isGone()) return
  if (status === 0 && !hasEnded(session)) return
  const { output, oomKills } = session.program
  throw errors.exitedEarly(session.scenario.name, status, during, output.tail(), {
    heldBack: heldBackVariables(session.world.env, session.scenario),
    oomKills: oomKills(),
  })
}

export function note(session: Session, event: RunEvent['event']): number {
  const atMs = session.world.clock.now() - session.program.launchedAt
  session.events.push({ atMs, event })
  return atMs
}
