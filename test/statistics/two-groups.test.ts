import { describe, expect, test } from 'vitest'
import { findTwoGroups } from '../../src/statistics/two-groups.ts'
import { PAGE } from '../verdict/cases.ts'
import { noisesOf, seededRandom } from '../helpers/noise-sources.ts'

test('two identical figures against three others are two groups', () => {
  expect(findTwoGroups([5 * PAGE, 9 * PAGE, 5 * PAGE, 9 * PAGE, 5 * PAGE], PAGE)).toEqual({
    lower: [5 * PAGE, 5 * PAGE, 5 * PAGE],
    upper: [9 * PAGE, 9 * PAGE],
  })
})

test('one stray run is an outlier and no group', () => {
  expect(findTwoGroups([5, 5, 5, 5, 5, 5, 5, 99], 1)).toBeNull()
})

test('groups nearer than one quantum are one', () => {
  expect(findTwoGroups([0, 0, 0, PAGE - 1, PAGE - 1], PAGE)).toBeNull()
  expect(findTwoGroups([0, 0, 0, PAGE, PAGE], PAGE)).not.toBeNull()
})

test('heaps with some spread are seen in eight samples, not in five', () => {
  expect(findTwoGroups([100, 101, 102, 100, 201, 203, 202, 200], 1)?.upper).toEqual([200, 201, 202, 203])
  expect(findTwoGroups([100, 101, 102, 201, 202], 1)).toBeNull()
})

test('a gap of three times the spread may be an accident', () => {
  expect(findTwoGroups([0, 0, 0, 1, 4, 4, 4, 5], 1)).toBeNull()
  expect(findTwoGroups([0, 0, 0, 1, 5, 5, 5, 6], 1)).not.toBeNull()
})

describe('plain noise', () => {
  const random = seededRandom(3)
  const noises = {
    normal: noisesOf(random)['normal'],
    lognormal: noisesOf(random)['lognormal'],
    uniform: random,
  }
  test.each(Object.entries(noises))('%s is called two groups in less than 1 % of samples', (_, noise) => {
    if (noise === undefined) throw new Error('no such noise')
    for (const count of [5, 6, 7, 8, 9, 10, 12, 15, 20]) {
      const trials = 2000
      let fired = 0
      for (let trial = 0; trial < trials; trial += 1) {
        if (findTwoGroups(Array.from({ length: count }, noise), 1e-9) !== null) fired += 1
      }
      expect(fired / trials, `${count} samples`).toBeLessThan(0.01)
    }
  })

  test('real heaps four times as far apart as wide are seen in ten samples', () => {
    const { bimodal } = noisesOf(random)
    if (bimodal === undefined) throw new Error('no such noise')
    let seen = 0
    let there = 0
    for (let trial = 0; trial < 500; trial += 1) {
      const samples = Array.from({ length: 10 }, bimodal)
      const upper = samples.filter((sample) => sample > 2).length
      if (upper < 2 || upper > 8) continue
      there += 1
      if (findTwoGroups(samples, 1e-9) !== null) seen += 1
    }
    expect(seen / there).toBeGreaterThan(0.95)
  })
})
