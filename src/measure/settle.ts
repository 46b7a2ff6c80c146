import { median, quantile } from '../statistics/order-statistics.ts'
import { theilSenSlope } from '../statistics/theil-sen.ts'
import type { Unsettled } from '../model/run.ts'

/** What settling looks at: one point a reading, oldest first. */
export interface SettlePoint {
  readonly atMs: number
  readonly writable: number
  readonly membership: string
}

export interface SettleRule {
  /** So long must nothing move at all, not a page, for the program to count as settled. */
  readonly stillMs: number
  /** So long must level and slope hold for a program that never stands quite still. */
  readonly windowMs: number
  /** How far the readings of the window may spread (10th to 90th percentile), as a share of their median. */
  readonly levelTolerance: number
  /** How far the slope may carry over the window, as a share of the median. */
  readonly driftTolerance: number
  /** No tolerance is smaller than this many bytes. */
  readonly quantumBytes: number
}

/** Readings that prove the program is at rest. */
export interface SteadyWindow {
  readonly startMs: number
  readonly endMs: number
  /** The median of the window. */
  readonly writable: number
}

/** Fewer readings prove nothing, however long they took. */
const FEWEST_READINGS = 5

/**
 * Whether the readings up to the last one prove that the program is at rest, and from when on.
 *
 * @param points of one phase only (since the program was ready, or since its workload ended)
 * @returns `null` while there is no proof
 */
export function findSteadyWindow(points: readonly SettlePoint[], rule: SettleRule): SteadyWindow | null {
  const last = points.at(-1)
  if (last === undefined) return null
  const sameMembers = trailing(points, (point) => point.membership === last.membership)
  const still = trailing(sameMembers, (point) => point.writable === last.writable)
  if (covers(still, rule.stillMs)) return windowOf(still)
  const recent = sameMembers.filter((point) => point.atMs >= last.atMs - rule.windowMs * 1.1)
  if (!covers(recent, rule.windowMs)) return null
  const values = recent.map((point) => point.writable)
  const level = median(values)
  const spread = quantile(values, 0.9) - quantile(values, 0.1)
  if (spread > Math.max(rule.quantumBytes, level * rule.levelTolerance)) return null
  const slope = theilSenSlope(
    recent.map((point) => point.atMs),
    values,
  )
  const drift = (Math.abs(slope.perSecond) * rule.windowMs) / 1000
  return drift > Math.max(rule.quantumBytes, level * rule.driftTolerance) ? null : windowOf(recent)
}

/** The longest run of points at the end that all hold. */
function trailing(
  points: readonly SettlePoint[],
  holds: (point: SettlePoint) => boolean,
): readonly SettlePoint[] {
  const lastBreak = points.findLastIndex((point) => !holds(point))
  return points.slice(lastBreak + 1)
}

function covers(points: readonly SettlePoint[], lengthMs: number): boolean {
  const [first] = points
  const last = points.at(-1)
  return (
    points.length >= FEWEST_READINGS &&
    first !== undefined &&
    last !== undefined &&
    last.atMs - first.atMs >= lengthMs
  )
}

function windowOf(points: readonly SettlePoint[]): SteadyWindow {
  return {
    startMs: points[0]?.atMs ?? 0,
    endMs: points.at(-1)?.atMs ?? 0,
    writable: median(points.map((point) => point.writable)),
  }
}

/** What kept a program from settling, with its figures. */
export function classifyUnsettled(points: readonly SettlePoint[]): Unsettled {
  const values = points.map((point) => point.writable)
  const times = points.map((point) => point.atMs)
  const overMs = Math.max(...times) - Math.min(...times)
  if (points.length < FEWEST_READINGS || overMs <= 0) return { kind: 'unread', readings: points.length }
  const levelBytes = median(values)
  const slope = theilSenSlope(times, values)
  const spreadBytes = quantile(values, 0.9) - quantile(values, 0.1)
  const driftBytes = (slope.perSecond * overMs) / 1000
  if (slope.lower > 0 && driftBytes > spreadBytes / 2) {
    return { kind: 'creeping', bytesPerSecond: slope.perSecond, overMs }
  }
  const falls = values.filter(
    (value, index) => index > 0 && (values[index - 1] ?? value) - value > spreadBytes / 2,
  ).length
  return falls >= 2
    ? { kind: 'sawtooth', falls, spreadBytes, levelBytes }
    : { kind: 'noisy', spreadBytes, levelBytes }
}

/** 25 KiB/s over the usual window. */
const SOAK_QUANTUM_BYTES = 64 * 1024

/**
 * The rule for a phase. A program of which only silence is known is watched for longer than one that said it
 * was ready, and one that took long to start may pause for long: the window grows with the time since launch.
 *
 * @param elapsedMs since launch
 * @param soaks whether growth is measured afterwards: then a program that leaks a little must get that far
 */
export function settleRule(
  evidence: 'unknown' | 'ready' | 'before-workload',
  elapsedMs: number,
  soaks = false,
): SettleRule {
  const leastStillMs = { unknown: 3000, ready: 1000, 'before-workload': 400 }[evidence]
  const stillMs = Math.min(Math.max(leastStillMs, elapsedMs * 0.1), Math.max(leastStillMs, 5000))
  return {
    stillMs,
    windowMs: stillMs * 2.5,
    levelTolerance: 0.002,
    driftTolerance: 0.001,
    quantumBytes: soaks ? SOAK_QUANTUM_BYTES : 4096,
  }
}
