import { type Counters, haveMoved } from '../proc/counters.ts'
import type { FullReading } from './read-tree.ts'

/** What is known of a tree between its full readings, by its counters. Times are of the clock of the world. */
export interface Motion {
  /** Whether anything has moved since the latest full reading began; before the first, it has. */
  moved: boolean
  /** Whether the resident size is 1 % above that of the latest full reading: time for another. */
  grown: boolean
  /** Since when no look has found anything moved; `Infinity` while the latest one did. */
  quietSinceMs: number
  /** Whether nothing moved from the beginning of the full reading before to the end of the latest. */
  stoodStill: boolean
  /** The span of the latest full reading, and what it took of a CPU; `null` before the first. */
  latest: { readonly startMs: number; readonly endMs: number; readonly costMs: number } | null
  /** The longest time between two full readings in which anything moved: so long may a peak have gone unseen. */
  unseenMs: number
  /** When the latest full reading began. */
  base: Counters | null
  /** Of the latest look or full reading, and when that was. */
  seen: Counters | null
  seenAtMs: number
  residentPages: number
}

const GROWTH = 1.01

/** @param launchedMs when the program was launched */
export function createMotion(launchedMs: number): Motion {
  return {
    moved: true,
    grown: true,
    quietSinceMs: Infinity,
    stoodStill: false,
    latest: null,
    unseenMs: 0,
    base: null,
    seen: null,
    seenAtMs: launchedMs,
    residentPages: 0,
  }
}

/** @param counters `null` when a process has ended */
export function noteLook(motion: Motion, counters: Counters | null, nowMs: number): void {
  see(motion, counters, nowMs)
  // Sticky, as a resident size may come back to what it was.
  motion.moved ||= areOthers(motion.base, counters)
  motion.grown = counters !== null && counters.residentPages > motion.residentPages * GROWTH
}

export function noteReading(
  motion: Motion,
  { before, after }: Pick<FullReading, 'before' | 'after'>,
  span: NonNullable<Motion['latest']>,
  launchedMs: number,
): void {
  see(motion, before, span.startMs)
  see(motion, after, span.endMs)
  const movedMeanwhile = haveMoved(before, after)
  motion.stoodStill = !motion.moved && !areOthers(motion.base, before) && !movedMeanwhile
  if (!motion.stoodStill) noteUnseen(motion, span.startMs, launchedMs)
  motion.moved = movedMeanwhile
  motion.grown = false
  motion.base = before
  motion.residentPages = after.residentPages
  motion.latest = span
}

/** Nothing has been read from the latest full reading up to now. */
export function noteUnseen(motion: Motion, nowMs: number, launchedMs: number): void {
  motion.unseenMs = Math.max(motion.unseenMs, nowMs - (motion.latest?.startMs ?? launchedMs))
}

function see(motion: Motion, counters: Counters | null, nowMs: number): void {
  if (areOthers(motion.seen, counters)) motion.quietSinceMs = Infinity
  else if (motion.quietSinceMs === Infinity) motion.quietSinceMs = motion.seenAtMs
  motion.seen = counters
  motion.seenAtMs = nowMs
}

function areOthers(one: Counters | null, other: Counters | null): boolean {
  return one === null || other === null || haveMoved(one, other)
}
