import { median, sorted } from './order-statistics.ts'

/** A slope with the bounds between which it lies with 95 % confidence; infinite where the points are too few. */
export interface Slope {
  readonly perSecond: number
  readonly lower: number
  readonly upper: number
}

/** Of the standard normal distribution, two-sided 95 %. */
const Z_95 = 1.959964

/**
 * The pairs of n points are n²/2: above this many points the series is condensed first, which bounds the work
 * at 80,000 slopes (about 10 ms) however long the soak was.
 */
const MAX_POINTS = 400

/**
 * The Theil–Sen slope of a series: the median of the slopes of all pairs of points, which stands 29 % of
 * outliers, with Sen's confidence interval from the variance of Kendall's S, corrected for tied values.
 *
 * The interval takes the points as independent. Readings of one process follow one another closely, so take it
 * as a lower bound of the doubt; the gate compares slopes of whole runs, which are independent.
 *
 * @param timesMs when each value was read, in milliseconds, in any order
 * @param values in bytes (or any other unit), as many as times
 * @returns in units per second
 * @throws Error with fewer than two different times, or anything not finite
 * @see P. K. Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau", JASA 63 (1968), 1379–1389
 */
export function theilSenSlope(timesMs: readonly number[], values: readonly number[]): Slope {
  if (timesMs.length !== values.length) {
    throw new Error(`${timesMs.length} times for ${values.length} values`)
  }
  if (![...timesMs, ...values].every(Number.isFinite)) throw new Error('a series that is not all finite')
  const points = condense(timesMs.map((atMs, index) => ({ atMs, value: values[index] ?? Number.NaN })))
  const slopes = pairwiseSlopes(points)
  if (slopes.length === 0) throw new Error('a slope needs two different times')
  const ordered = sorted(slopes)
  const reach = Z_95 * Math.sqrt(varianceOfKendall(points.map((point) => point.value)))
  // Sen's ranks M₁ = (N − C)/2 and M₂ + 1 = (N + C)/2 + 1, counted from 1, both rounded outwards.
  const lower = Math.floor((slopes.length - reach) / 2) - 1
  const upper = Math.ceil((slopes.length + reach) / 2)
  return {
    perSecond: median(slopes),
    lower: ordered[lower] ?? Number.NEGATIVE_INFINITY,
    upper: ordered[upper] ?? Number.POSITIVE_INFINITY,
  }
}

/**
 * The slope as far as the points prove it: the end of its interval that is nearer to zero, or zero when the
 * interval holds it. Units per second; `null` where the points were too few to prove anything.
 */
export function confidentSlope({ lower, upper }: Slope): number | null {
  if (!Number.isFinite(lower) || !Number.isFinite(upper)) return null
  if (lower > 0) return lower
  return upper < 0 ? upper : 0
}

interface Point {
  readonly atMs: number
  readonly value: number
}

/** At most {@link MAX_POINTS} points: medians of neighbours of equal number, in order of time. */
function condense(points: readonly Point[]): readonly Point[] {
  if (points.length <= MAX_POINTS) return points
  const ordered = points.toSorted((a, b) => a.atMs - b.atMs)
  return Array.from({ length: MAX_POINTS }, (_, block) => {
    const members = ordered.slice(
      Math.floor((block * ordered.length) / MAX_POINTS),
      Math.floor(((block + 1) * ordered.length) / MAX_POINTS),
    )
    return {
      atMs: median(members.map((point) => point.atMs)),
      value: median(members.map((point) => point.value)),
    }
  })
}

function pairwiseSlopes(points: readonly Point[]): number[] {
  const slopes: number[] = []
  points.forEach((from, index) => {
    for (const to of points.slice(index + 1)) {
      if (to.atMs !== from.atMs) slopes.push(((to.value - from.value) / (to.atMs - from.atMs)) * 1000)
    }
  })
  return slopes
}

/** Var S = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)] / 18 over the groups of t tied values (Kendall 1970, ch. 4). */
function varianceOfKendall(values: readonly number[]): number {
  const ties = new Map<number, number>()
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1)
  const term = (n: number) => n * (n - 1) * (2 * n + 5)
  return [...ties.values()].reduce((sum, tied) => sum - term(tied), term(values.length)) / 18
}
