import type { ProcessStat } from '../proc/stat.ts'
import type { Phase } from '../model/progress.ts'
import { noteLook, noteReading } from './motion.ts'
import { readTree } from './read-tree.ts'
import { hasEnded, type Session } from './session.ts'

export interface WatchOptions {
  readonly phase: Phase
  readonly timeoutMs: number
  /** Between two readings, at least. */
  readonly intervalMs: number
  /** Between two readings, at most, whatever they cost. */
  readonly longestGapMs?: number
  /** How often a condition other than a reading is looked at; when it is not given, with each reading. */
  readonly tickMs?: number
  /** When this settles, or the program has ended, the condition is looked at once more without delay. */
  readonly wake?: Promise<unknown>
  /** Of one CPU, at most, for readings: the kernel walks the page tables of the target under its lock. */
  readonly share?: number
  /**
   * Given, the counters of the tree are looked at between two readings, and this says when the next one is due, by
   * the clock of the world.
   *
   * @param pacedMs when it may be taken by its share of a CPU
   * @param hurriedMs when it may be taken by three times that share
   */
  readonly due?: (pacedMs: number, hurriedMs: number) => number
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
/**
 * Counters are much cheaper than readings, and there are more looks than readings. What stands still is looked at less,
 * so that a process is proven to be at rest with about 1 % of a CPU.
 */
const LOOK_SHARES = { moving: 0.01, still: 0.005 }
/** While a tree grows its peak is ahead. */
const HURRY = 3
/** What moves no counter moves all the same, if seldom: then so long after the last reading. */
const QUIET_GAP_MS = 1000
/** A timer may end so much too early; to sleep once more for the rest would cost more than it is worth. */
const TIMER_GRAIN_MS = 1
/** For conditions that come from outside and are told by nobody, such as a port. */
export const TICK_MS = 10

/**
 * When a reading is due while nobody waits for rest: as the tree moves, and sooner while it grows, for its peak; and
 * seldom while it stands still.
 */
export function dueByMotion({ motion }: Pick<Session, 'motion'>): NonNullable<WatchOptions['due']> {
  return (pacedMs, hurriedMs) => {
    if (motion.moved) return motion.grown ? hurriedMs : pacedMs
    return Math.max(pacedMs, (motion.latest?.endMs ?? 0) + QUIET_GAP_MS)
  }
}

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
    wake,
    share = READING_SHARE,
    due,
  }: WatchOptions,
  find: (isNewReading: boolean) => Found | null,
): Promise<Found | 'timed-out' | 'ended'> {
  const { motion, program, tree } = session
  const { clock, signal } = session.world
  const deadline = clock.now() + timeoutMs
  /** Ends a sleep early; a new one for each time. */
  let alarm = new AbortController()
  const wakeUp = () => alarm.abort()
  signal.addEventListener('abort', wakeUp)
  void wake?.then(wakeUp)
  void program.ended.then(wakeUp)
  const gapAfter = (costMs: number) => Math.min(longestGapMs, Math.max(intervalMs, costMs / share))
  try {
    const { latest } = motion
    let pacedMs =
      due === undefined || latest === null
        ? clock.now()
        : Math.max(clock.now(), latest.endMs + gapAfter(latest.costMs))
    let hurriedMs = pacedMs
    const dueMs = () => due?.(pacedMs, hurriedMs) ?? pacedMs
    let nextLookAt = clock.now()
    let lookGapMs = intervalMs
    let awakeSince = clock.cpuMs()
    /** What the latest reading took of a CPU, or the latest look. */
    let spentMs = 0
    for (;;) {
      signal.throwIfAborted()
      const isLook = due !== undefined && clock.now() >= nextLookAt - TIMER_GRAIN_MS
      const startedAt = clock.cpuMs()
      if (isLook) {
        noteLook(motion, tree.look(), clock.now())
        spentMs = clock.cpuMs() - startedAt
      }
      const isNewReading = clock.now() >= dueMs() - TIMER_GRAIN_MS
      if (isNewReading) {
        const startMs = clock.now()
        const taken = readTree(session, session.memory, clock)
        spentMs = clock.cpuMs() - startedAt
        noteReading(motion, taken, { startMs, endMs: clock.now(), costMs: spentMs }, program.launchedAt)
        session.readings.push(taken.reading)
        noteMembers(session, taken.members)
        session.onReading(phase, taken.reading)
      }
      const found = find(isNewReading)
      if (found !== null) return found
      if (hasEnded(session)) return 'ended'
      if (clock.now() >= deadline) return 'timed-out'
      const usedMs = clock.cpuMs()
      // Waking up and judging count; other work of this process does not.
      const costMs = Math.min(usedMs - awakeSince, 2 * spentMs)
      if (isNewReading) {
        pacedMs = clock.now() + gapAfter(costMs)
        hurriedMs = clock.now() + Math.min(longestGapMs, Math.max(intervalMs, costMs / share / HURRY))
      }
      const lookShare = Math.min(LOOK_SHARES[motion.moved ? 'moving' : 'still'], share)
      if (isLook && !isNewReading) lookGapMs = Math.max(intervalMs, costMs / lookShare)
      if (isLook || isNewReading) nextLookAt = clock.now() + lookGapMs
      awakeSince = usedMs
      const untilMs = Math.min(dueMs(), due === undefined ? Infinity : nextLookAt, deadline) - clock.now()
      await clock.sleep(Math.min(tickMs, Math.max(1, Math.ceil(untilMs))), alarm.signal)
      if (alarm.signal.aborted) alarm = new AbortController()
    }
  } finally {
    signal.removeEventListener('abort', wakeUp)
  }
}

/** Of the newest look at all of them. */
export function noteMembers(session: Session, members: readonly ProcessStat[]): void {
  session.members = members
  for (const { pid, command, parentPid } of members) session.seen.set(pid, { command, parentPid })
}
