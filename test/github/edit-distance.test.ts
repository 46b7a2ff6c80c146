import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editDistance } from '../../src/github/edit-distance.ts'

describe('the distance between two words', () => {
  test.each([
    ['budget', 'budget', 0],
    ['budgets', 'budget', 1],
    ['buget', 'budget', 1],
    ['budgat', 'budget', 1],
    ['bugdet', 'budget', 1],
    ['max_run', 'max-runs', 2],
    ['mdoe', 'mode', 1],
    ['file', 'name', 3],
    ['', 'run', 3],
    ['kitten', 'sitting', 3],
  ])('from %s to %s is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
    expect(editDistance(b, a)).toBe(distance)
  })

  test('is 0 of the same words alone, and at the most the longer one', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const distance = editDistance(a, b)
        expect(distance === 0).toBe(a === b)
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
      }),
    )
  })
})
