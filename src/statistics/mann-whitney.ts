import { sorted } from './order-statistics.ts'

/**
 * The exact one-sided Mann–Whitney test: how probable it is that `head` ranks as high as it does, or higher,
 * if it came from the same distribution as `base`.
 *
 * Ties get midranks, and the null distribution is the permutation distribution of *these* midranks, so that the
 * result is exact with any ties (memory figures are mostly ties); no normal approximation is ever taken.
 *
 * @returns p in (0, 1]; the smallest possible is {@link smallestPValue}
 * @throws Error when either sample is empty or not all finite
 * @see H. B. Mann & D. R. Whitney, Annals of Mathematical Statistics 18 (1947), 50–60; for the permutation
 *   distribution under ties, E. L. Lehmann, "Nonparametrics" (1975), section 1.4
 */
export function mannWhitneyGreater(head: readonly number[], base: readonly number[]): number {
  const rankOf = doubledMidranks([...sorted(head), ...sorted(base)])
  const headRanks = head.map(rankOf)
  const baseRanks = base.map(rankOf)
  // Both rank sums add up to a constant, so a high sum of the head is a low sum of the base: count the fewer.
  const headIsFewer = head.length <= base.length
  const fewer = headIsFewer ? headRanks : baseRanks
  const observed = sum(fewer)
  const counts = subsetsByRankSum([...headRanks, ...baseRanks], fewer.length)
  const tail = headIsFewer ? counts.subarray(observed) : counts.subarray(0, observed + 1)
  return Math.min(1, sum(tail) / sum(counts))
}

/** The p-value of full separation, 1 / C(n+m, n): no sample of these sizes can give a smaller one. */
export function smallestPValue(headCount: number, baseCount: number): number {
  const fewer = Math.min(headCount, baseCount)
  let p = 1
  for (let i = 1; i <= fewer; i += 1) p *= i / (headCount + baseCount - fewer + i)
  return p
}

/** Twice the midrank of each value among all: whole numbers, as the i-th to j-th of equals share (i + j) / 2. */
function doubledMidranks(values: readonly number[]): (value: number) => number {
  const ranks = new Map<number, number>()
  const ordered = sorted(values)
  ordered.forEach((value) => {
    if (!ranks.has(value)) ranks.set(value, ordered.indexOf(value) + ordered.lastIndexOf(value) + 2)
  })
  return (value) => ranks.get(value) ?? Number.NaN
}

/**
 * How many subsets of `size` ranks have each sum: the generating function Π (1 + x·y^rank), its coefficients of
 * x^size, by dynamic programming over the ranks. Time N · size · (largest sum): 30 + 30 samples take about
 * 10 ms. Counts are doubles and all are positive: beyond 2⁵³ each addition rounds by 1e-16 of its value, which
 * no printed digit of a p-value can show.
 */
function subsetsByRankSum(ranks: readonly number[], size: number): Float64Array {
  const largest = sum(ranks.toSorted((a, b) => b - a).slice(0, size))
  const bySize = Array.from({ length: size + 1 }, () => new Float64Array(largest + 1))
  bySize[0]?.fill(1, 0, 1)
  for (const rank of ranks) {
    // Largest subsets first, so that no subset takes the same rank twice.
    for (let members = size; members >= 1; members -= 1) {
      const target = bySize[members]
      const source = bySize[members - 1]
      if (target === undefined || source === undefined) continue
      for (let rankSum = largest; rankSum >= rank; rankSum -= 1) {
        target[rankSum] = (target[rankSum] ?? 0) + (source[rankSum - rank] ?? 0)
      }
    }
  }
  return bySize[size] ?? new Float64Array()
}

function sum(values: readonly number[] | Float64Array): number {
  let total = 0
  for (const value of values) total += value
  return total
}
