import type { SteadyWindow } from './settle.ts'
import type { Motion } from './motion.ts'
import type { TreeReading } from './read-tree.ts'

/**
 * Looks for a window that two full readings prove: they agree, and from the beginning of the first to the end of the
 * second no process took a fault or changed its resident size, none came and none went. Full readings are dear, so it
 * also says when it wants one. Times are milliseconds since launch.
 */
export interface Stillness {
  /** @param isNewReading whether the latest reading was taken since the last call */
  readonly find: (nowMs: number, isNewReading: boolean) => SteadyWindow | null
  /**
   * When the next full reading is due.
   *
   * @param pacedMs when it may be taken by its share of a CPU
   */
  readonly dueMs: (nowMs: number, pacedMs: number) => number
}

/** A window that was broken after so large a part of it shows that the program does not stand still for long. */
const RESTLESS = 0.25
/** A reading may be taken so much before it is due, and one that comes too early is for nothing. */
const TIMER_GRAIN_MS = 1

/**
 * @param stillMs how long nothing may move, by the time since launch
 */
export function createStillness(
  motion: Motion,
  latest: () => TreeReading | undefined,
  launchedMs: number,
  stillMs: (elapsedMs: number) => number,
): Stillness {
  /** The first of the readings that agree, with nothing moved since it began. */
  let first: TreeReading | null = null
  let broken = 0
  /** Then readings are also taken as often as they may be, and judged by level and slope. */
  let restless = false

  function breakAt(nowMs: number): void {
    if (first === null) return
    broken += 1
    restless ||= nowMs - first.atMs > stillMs(nowMs) * RESTLESS
    first = null
  }

  function find(nowMs: number, isNewReading: boolean): SteadyWindow | null {
    if (!isNewReading) {
      if (motion.moved) breakAt(nowMs)
      return null
    }
    const reading = latest()
    if (reading === undefined) return null
    if (first !== null && motion.stoodStill && !reading.torn && agree(first, reading)) {
      const { atMs: startMs } = first
      return reading.atMs - startMs < stillMs(reading.atMs)
        ? null
        : { startMs, endMs: reading.atMs, writable: reading.writable }
    }
    breakAt(nowMs)
    first = reading.torn ? null : reading
    return null
  }

  function dueMs(nowMs: number, pacedMs: number): number {
    if (motion.latest === null) return pacedMs
    if (first !== null && !motion.moved) {
      const closingMs = first.atMs + stillMs(nowMs) + TIMER_GRAIN_MS
      return restless ? Math.min(pacedMs, closingMs) : closingMs
    }
    // Worth its cost when it stands still for as long as that takes; less and less after each disappointment.
    const quietMs = motion.latest.costMs * 2 ** broken
    return Math.min(pacedMs, motion.quietSinceMs - launchedMs + quietMs)
  }

  return { find, dueMs }
}

function agree(one: TreeReading, other: TreeReading): boolean {
  return one.writable === other.writable && one.membership === other.membership
}
