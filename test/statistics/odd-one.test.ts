import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findOddOne } from '../../src/statistics/odd-one.ts'

test('one sample far below or above all others is the odd one', () => {
  const others = [41.7, 42, 41.8, 41.9, 41.7, 42, 41.9, 41.8, 41.7]
  expect(findOddOne([...others, 39.6], 0.01)).toEqual({ odd: 39.6, least: 41.7, most: 42 })
  expect(findOddOne([44, ...others], 0.01)).toEqual({ odd: 44, least: 41.7, most: 42 })
  expect(findOddOne([7, 7, 7, 7, 8], 1)).toEqual({ odd: 8, least: 7, most: 7 })
})

test('two that stand apart, a near one, a small step and too few samples are none', () => {
  expect(findOddOne([7, 7, 7, 7, 9, 9], 1)).toBeNull()
  expect(findOddOne([1, 2, 3, 4, 5, 13], 1)).toBeNull()
  expect(findOddOne([7, 7, 7, 7, 8], 2)).toBeNull()
  expect(findOddOne([7, 7, 7, 8], 1)).toBeNull()
})

test('the odd one is no part of the others, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5 }), (samples) => {
      const found = findOddOne(samples, 1)
      expect(findOddOne(samples.toReversed(), 1)).toEqual(found)
      if (found === null) return
      expect(samples.filter((sample) => sample === found.odd)).toHaveLength(1)
      expect(found.odd < found.least || found.odd > found.most).toBe(true)
    }),
  )
})
