import { describe, expect, test } from 'vitest'
import { confidentSlope, theilSenSlope } from '../../src/statistics/theil-sen.ts'
import { normalNoise, seededRandom } from '../helpers/noise-sources.ts'

const times = (count: number) => Array.from({ length: count }, (_, index) => index * 50)

test('finds the slope of a line exactly, per second', () => {
  const slope = theilSenSlope(
    times(100),
    times(100).map((ms) => 7 + 10.24 * ms),
  )
  expect(slope.perSecond).toBeCloseTo(10_240, 6)
  expect(slope.lower).toBeCloseTo(10_240, 6)
  expect(slope.upper).toBeCloseTo(10_240, 6)
})

test('is not moved by a quarter of wild points', () => {
  const values = times(80).map((ms, index) => (index % 4 === 1 ? 1e9 * (index % 3) : 2 * ms))
  expect(theilSenSlope(times(80), values).perSecond).toBeCloseTo(2000, -2)
})

test('a level series has slope 0 and no doubt', () => {
  expect(
    theilSenSlope(
      times(50),
      times(50).map(() => 4096),
    ),
  ).toEqual({ perSecond: 0, lower: 0, upper: 0 })
})

test('two points have a slope and no bounds', () => {
  expect(theilSenSlope([0, 1000], [0, 5])).toEqual({ perSecond: 5, lower: -Infinity, upper: Infinity })
})

test('its interval holds the true slope in about 95 % of noisy series', () => {
  const noise = normalNoise(seededRandom(11))
  const trials = 400
  let held = 0
  for (let trial = 0; trial < trials; trial += 1) {
    const { lower, upper } = theilSenSlope(
      times(30),
      times(30).map((ms) => 0.5 * ms + 100 * noise()),
    )
    if (lower <= 500 && 500 <= upper) held += 1
  }
  expect(held / trials).toBeGreaterThan(0.92)
})

test('its interval is narrower where values are tied, as the variance of S is', () => {
  // Two levels of ten: var S = (20·19·45 − 2·10·9·25) / 18 = 700, so the bounds are the 69th and the 122nd of the 190
  // slopes, of which 90 are 0 and the others 1/19, 2 × 1/18, 3 × 1/17, …
  const seconds = Array.from({ length: 20 }, (_, index) => index * 1000)
  const { lower, upper } = theilSenSlope(
    seconds,
    seconds.map((_, index) => (index < 10 ? 0 : 1)),
  )
  expect(lower).toBe(0)
  expect(upper).toBeCloseTo(1 / 12, 10)
})

test('its bounds have the ranks that Sen gives them', () => {
  // Without ties var S = 20·19·45 / 18 = 950, and of the 190 slopes the bounds are the 64th and the 127th.
  const powers = Array.from({ length: 20 }, (_, index) => 2 ** index)
  const slopes = powers.flatMap((from, index) =>
    powers.slice(index + 1).map((to, step) => (to - from) / (step + 1)),
  )
  slopes.sort((a, b) => a - b)
  const { lower, upper } = theilSenSlope(
    powers.map((_, index) => 1000 * index),
    powers,
  )
  expect({ lower, upper }).toEqual({ lower: slopes[63], upper: slopes[126] })
})

test('a long series is condensed in order of time, each point counted once', () => {
  const seconds = Array.from({ length: 800 }, (_, index) => index)
  const slopeOf = (times: readonly number[]) =>
    theilSenSlope(
      times.map((second) => 1000 * second),
      times.map((second) => second ** 2),
    )
  // Two neighbors of x² are at their mean time m, and m² + ¼ high: the slopes are sums of two such means.
  expect(slopeOf(seconds).perSecond).toBeCloseTo(799, 9)
  const shuffled = seconds.map((second) => (second * 367) % 800)
  expect(slopeOf(shuffled)).toEqual(slopeOf(seconds))
})

test('an hour of readings keeps its slope', () => {
  const long = times(72_000)
  expect(
    theilSenSlope(
      long,
      long.map((ms) => 3 * ms),
    ).perSecond,
  ).toBeCloseTo(3000, 6)
})

test('refuses a single instant, uneven lengths and NaN', () => {
  expect(() => theilSenSlope([5, 5], [1, 2])).toThrow(/two different times/)
  expect(() => theilSenSlope([1], [1, 2])).toThrow(/1 times for 2 values/)
  expect(() => theilSenSlope([1, 2], [1, Number.NaN])).toThrow('a series that is not all finite')
  expect(() => theilSenSlope([1, Infinity], [1, 2])).toThrow('a series that is not all finite')
})

describe('the slope as far as it is proven', () => {
  test('is the end of its interval that is nearer to zero', () => {
    expect(confidentSlope({ perSecond: 10, lower: 8, upper: 12 })).toBe(8)
    expect(confidentSlope({ perSecond: -10, lower: -12, upper: -8 })).toBe(-8)
  })

  test('is zero when the points prove none', () => {
    expect(confidentSlope({ perSecond: 1, lower: -1, upper: 3 })).toBe(0)
  })

  test('is no figure at all when the points are too few: that is not the same as no growth', () => {
    expect(confidentSlope(theilSenSlope([0, 50, 100], [1, 2, 3]))).toBeNull()
    expect(confidentSlope({ perSecond: 1, lower: -Infinity, upper: 3 })).toBeNull()
  })
})
