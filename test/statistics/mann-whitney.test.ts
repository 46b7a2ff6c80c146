import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mannWhitneyGreater, smallestPValue } from '../../src/statistics/mann-whitney.ts'
import { seededRandom } from '../helpers/noise-sources.ts'

/** The definition, by trying every way to pick the head's samples out of all of them. */
function bruteForce(head: readonly number[], base: readonly number[]): number {
  const all = [...head, ...base]
  // Twice U: two for each pair that the head wins, one for each tie.
  const doubledU = (isHead: (index: number) => boolean) =>
    all.reduce((sum, a, i) => {
      if (!isHead(i)) return sum
      return sum + all.reduce((won, b, j) => won + (isHead(j) ? 0 : 1 + Math.sign(a - b)), 0)
    }, 0)
  const observed = doubledU((index) => index < head.length)
  let [subsets, asHigh] = [0, 0]
  for (let mask = 0; mask < 2 ** all.length; mask += 1) {
    const isHead = (index: number) => ((mask >> index) & 1) === 1
    if (all.filter((_, index) => isHead(index)).length !== head.length) continue
    subsets += 1
    if (doubledU(isHead) >= observed) asHigh += 1
  }
  return asHigh / subsets
}

const few = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 })
const some = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 })

test('is exactly what trying all permutations gives, ties and all', () => {
  fc.assert(
    fc.property(few, few, (head, base) => {
      expect(mannWhitneyGreater(head, base)).toBeCloseTo(bruteForce(head, base), 12)
    }),
    { numRuns: 150 },
  )
})

test('both directions together count the observed ranking twice, so they add up to more than 1', () => {
  fc.assert(
    fc.property(some, some, (head, base) => {
      const both = mannWhitneyGreater(head, base) + mannWhitneyGreater(base, head)
      expect(both).toBeGreaterThan(1)
      expect(both).toBeLessThanOrEqual(2)
    }),
  )
})

test('turning every sign turns the direction', () => {
  fc.assert(
    fc.property(some, some, (head, base) => {
      const negative = (samples: readonly number[]) => samples.map((sample) => -sample)
      expect(mannWhitneyGreater(negative(base), negative(head))).toBeCloseTo(
        mannWhitneyGreater(head, base),
        10,
      )
    }),
  )
})

test('a larger shift is never less significant', () => {
  fc.assert(
    fc.property(some, some, fc.nat(20), (head, base, shift) => {
      const shifted = head.map((sample) => sample + shift)
      // With ties the shift changes the null distribution itself: compare where neither has any.
      fc.pre(new Set([...head, ...base]).size === head.length + base.length)
      fc.pre(new Set([...shifted, ...base]).size === head.length + base.length)
      expect(mannWhitneyGreater(shifted, base)).toBeLessThanOrEqual(mannWhitneyGreater(head, base) + 1e-12)
    }),
  )
})

test('five against five that do not overlap give 1/252, however often they repeat themselves', () => {
  expect(mannWhitneyGreater([6, 7, 8, 9, 10], [1, 2, 3, 4, 5])).toBeCloseTo(1 / 252, 14)
  expect(mannWhitneyGreater([2, 2, 2, 2, 2], [1, 1, 1, 1, 1])).toBeCloseTo(1 / 252, 14)
  expect(smallestPValue(5, 5)).toBeCloseTo(1 / 252, 14)
  expect(mannWhitneyGreater([1, 1, 1], [1, 1, 1])).toBe(1)
})

test('30 against 30 keep their digits', () => {
  const random = seededRandom(5)
  const samples = (from: number) => Array.from({ length: 30 }, () => from + random())
  mannWhitneyGreater(samples(0), samples(0))
  const p = mannWhitneyGreater(samples(2), samples(0))
  expect(p / smallestPValue(30, 30)).toBeCloseTo(1, 10)
})

test.each([
  [[], [1]],
  [[1], []],
  [[Number.NaN], [1]],
  [[1], [Number.POSITIVE_INFINITY]],
])('refuses %j against %j', (head, base) => {
  expect(() => mannWhitneyGreater(head, base)).toThrow(/samples/)
})
