import { sorted } from './order-statistics.ts'

/**
 * The chance that equal runs look as if each built on the one before. Every gated metric of every gate is asked, so it
 * is far below the level of the test for a growth; five runs that rise by even steps just reach it.
 */
export const TREND_ALPHA = 0.000_25

/** Fewer runs show no trend, whatever they do. */
const FEWEST_RUNS = 5

/** Runs that each add about the same take steps of which none is more than twice another. */
const EVEN_STEPS = 2

/**
 * How probable it is that runs of one and the same distribution rise as much from each to the next as these do, or more.
 * It is the exact one-sided Mann–Kendall test. Five or six runs can reach no small value by their order alone (1/120,
 * 1/720), and may do so by their steps: what is left by one run for the next makes even steps, chance does not.
 *
 * @param samples in the order of the runs
 * @returns p in (0, 1]; 1 of fewer than five samples
 */
export function risingPValue(samples: readonly number[]): number {
  if (samples.length < FEWEST_RUNS) return 1
  return risesEvenly(samples) ? chanceOfEvenRise(samples.length) : mannKendallRising(samples)
}

function risesEvenly(samples: readonly number[]): boolean {
  const steps = samples.slice(1).map((sample, index) => sample - (samples[index] ?? Number.NaN))
  const least = Math.min(...steps)
  return least > 0 && Math.max(...steps) <= EVEN_STEPS * least
}

/**
 * 1/n! that n samples are in order, times the chance of even steps: the n − 1 spacings of uniform samples are as
 * exponential ones, and that of k of these none is twice another has the probability k · B(k, k). Spacings of samples
 * that crowd around a middle are less even.
 *
 * @see R. Pyke, "Spacings", Journal of the Royal Statistical Society B 27 (1965), 395–449
 */
function chanceOfEvenRise(count: number): number {
  const k = count - 1
  return (k * factorial(k - 1) ** 2) / factorial(2 * k - 1) / factorial(count)
}

/**
 * P(D ≤ d) of the number D of pairs that fall, over all orders of these samples: exact with any ties.
 *
 * @see H. B. Mann, "Nonparametric Tests Against Trend", Econometrica 13 (1945), 245–259
 */
function mannKendallRising(samples: readonly number[]): number {
  let falling = 0
  samples.forEach((sample, index) => {
    for (const later of samples.slice(index + 1)) if (later < sample) falling += 1
  })
  const chances = chancesOfFallingPairs(samples)
  return Math.min(
    1,
    chances.slice(0, falling + 1).reduce((sum, chance) => sum + chance, 0),
  )
}

/**
 * The chance of each number of falling pairs. Placed in the order of their values, t equal samples among m smaller ones
 * make between 0 and t·m of them, as often as a Mann–Whitney U has that value; and these numbers are independent.
 */
function chancesOfFallingPairs(samples: readonly number[]): readonly number[] {
  const ties = new Map<number, number>()
  for (const sample of sorted(samples)) ties.set(sample, (ties.get(sample) ?? 0) + 1)
  let chances: readonly number[] = [1]
  let placed = 0
  for (const tied of ties.values()) {
    chances = convolve(chances, chancesOfU(placed, tied))
    placed += tied
  }
  return chances
}

/** By the recurrence on whether the last of all is one of the `tied`, which then makes no falling pair. */
function chancesOfU(smaller: number, tied: number): readonly number[] {
  let row: readonly (readonly number[])[] = Array.from({ length: tied + 1 }, () => [1])
  for (let m = 1; m <= smaller; m += 1) {
    const next: (readonly number[])[] = [[1]]
    for (let t = 1; t <= tied; t += 1) {
      const lastIsTied = t / (m + t)
      const withTiedLast = next[t - 1] ?? []
      const withSmallerLast = row[t] ?? []
      next.push(
        Array.from(
          { length: m * t + 1 },
          (_, u) => lastIsTied * (withTiedLast[u] ?? 0) + (1 - lastIsTied) * (withSmallerLast[u - t] ?? 0),
        ),
      )
    }
    row = next
  }
  return row[tied] ?? [1]
}

function convolve(one: readonly number[], other: readonly number[]): readonly number[] {
  const product = new Array<number>(one.length + other.length - 1).fill(0)
  one.forEach((a, i) => {
    other.forEach((b, j) => {
      product[i + j] = (product[i + j] ?? 0) + a * b
    })
  })
  return product
}

function factorial(n: number): number {
  let product = 1
  for (let factor = 2; factor <= n; factor += 1) product *= factor
  return product
}
