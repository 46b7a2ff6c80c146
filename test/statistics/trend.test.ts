import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { risingPValue, TREND_ALPHA } from '../../src/statistics/trend.ts'
import { noisesOf, seededRandom } from '../helpers/noise-sources.ts'

/** All orders of the values, the equal ones as often as they are different values. */
function orders(values: readonly number[]): readonly (readonly number[])[] {
  if (values.length <= 1) return [values]
  return values.flatMap((value, index) => orders(values.toSpliced(index, 1)).map((rest) => [value, ...rest]))
}

function fallingPairs(values: readonly number[]): number {
  return values.reduce(
    (sum, value, index) => sum + values.slice(index + 1).filter((later) => later < value).length,
    0,
  )
}

/** As it is defined: the share of all orders of these samples that fall as seldom. */
function byCounting(samples: readonly number[]): number {
  const all = orders(samples)
  const asSeldom = all.filter((order) => fallingPairs(order) <= fallingPairs(samples))
  return asSeldom.length / all.length
}

describe('the chance that equal runs rise as these', () => {
  test('is what counting all their orders gives, with any ties', () => {
    const samples = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 5, maxLength: 7 })
    fc.assert(
      fc.property(samples, (values) => {
        // Even steps are another test, for samples that all differ.
        fc.pre(new Set(values).size < values.length)
        expect(risingPValue(values)).toBeCloseTo(byCounting(values), 10)
      }),
      { numRuns: 60 },
    )
  })

  test('of seven runs in a row is 1/7!, of fewer than five not small', () => {
    expect(risingPValue([1, 2, 9, 10, 50, 60, 61])).toBeCloseTo(1 / 5040, 10)
    expect(risingPValue([1, 2, 3, 4])).toBe(1)
    expect(risingPValue([5, 5, 5, 5, 5, 5])).toBe(1)
  })

  test('of five runs is small enough by even steps alone', () => {
    expect(risingPValue([3552, 3900, 4172, 4536, 4796])).toBeLessThanOrEqual(TREND_ALPHA)
    expect(risingPValue([3552, 3900, 4172, 4172, 4796])).toBeGreaterThan(TREND_ALPHA)
    expect(risingPValue([3552, 3553, 4172, 4536, 4796])).toBeCloseTo(1 / 120, 10)
    expect(risingPValue([4796, 4536, 4172, 3900, 3552])).toBeCloseTo(1, 10)
  })

  const noises = {
    ...noisesOf(seededRandom(11)),
    uniform: seededRandom(12),
    'five pages': (
      (random) => () =>
        Math.floor(5 * random())
    )(seededRandom(13)),
  }
  test.each(Object.entries(noises))('hardly ever takes %s noise for a trend', (_, noise) => {
    for (const [count, times] of [
      [5, 40_000],
      [8, 6000],
      [10, 6000],
    ] as const) {
      const found = Array.from({ length: times }, () =>
        risingPValue(Array.from({ length: count }, noise)),
      ).filter((p) => p <= TREND_ALPHA).length
      expect(found / times).toBeLessThanOrEqual(0.0006)
    }
  })
})
