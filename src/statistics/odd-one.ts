import { sorted } from './order-statistics.ts'

/** One sample far from all others, which lie close together. */
export interface OddOne {
  readonly odd: number
  readonly least: number
  readonly most: number
}

/** Fewer others show no usual level. */
const FEWEST_OTHERS = 4

/** So many times the spread of the others: so far apart is one of 10 normal samples in 0.1 % of cases, of 5 in 8 %. */
const GAP_TO_SPREAD = 2

/**
 * The one sample that stands apart from the others, below or above; `null` when there is none. It names what a reader
 * should look at, and changes no verdict.
 *
 * @param quantum the smallest distance that means something, in the samples' unit
 */
export function findOddOne(samples: readonly number[], quantum: number): OddOne | null {
  if (samples.length <= FEWEST_OTHERS) return null
  const ordered = [...sorted(samples)]
  const sides = [
    { odd: ordered[0], others: ordered.slice(1) },
    { odd: ordered.at(-1), others: ordered.slice(0, -1) },
  ]
  for (const { odd = Number.NaN, others } of sides) {
    const [least = Number.NaN, most = Number.NaN] = [others[0], others.at(-1)]
    const gap = Math.max(least - odd, odd - most)
    if (gap >= quantum && gap > GAP_TO_SPREAD * (most - least)) return { odd, least, most }
  }
  return null
}
