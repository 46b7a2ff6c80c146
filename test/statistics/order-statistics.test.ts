import { expect, test } from 'vitest'
import { median, medianAbsoluteDeviation, quantile } from '../../src/statistics/order-statistics.ts'

test('the median is the middle sample, or the mean of the two middle ones', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([10, 9, 1, 2])).toBe(5.5)
  expect(median([-0.5])).toBe(-0.5)
})

test('quantiles interpolate as R and NumPy do', () => {
  expect([0, 0.25, 0.9, 1].map((p) => quantile([1, 2, 3, 4], p))).toEqual([1, 1.75, 3.7, 4])
})

test.each([-0.1, 1.1, Number.NaN])('refuses the quantile of %f', (probability) => {
  expect(() => quantile([1, 2], probability)).toThrow(`${probability} is no probability`)
})

test('the median absolute deviation ignores one wild sample', () => {
  expect(medianAbsoluteDeviation([1, 2, 3, 4, 1e9])).toBe(1)
})

test.each([[[]], [[1, Number.NaN]], [[Number.POSITIVE_INFINITY]]])('refuses %j', (samples) => {
  expect(() => median(samples)).toThrow(/samples/)
})
