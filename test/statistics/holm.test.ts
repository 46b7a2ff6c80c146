import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canBeSignificant, holmAdjusted, runsForSignificance } from '../../src/statistics/holm.ts'

test('steps down from the smallest, in the order given', () => {
  const adjusted = holmAdjusted([0.04, 0.01, 0.03])
  expect(adjusted.map((p) => Number(p.toFixed(10)))).toEqual([0.06, 0.03, 0.06])
})

test('leaves what it was given', () => {
  const bare = [0.04, 0.01, 0.03]
  holmAdjusted(bare)
  expect(bare).toEqual([0.04, 0.01, 0.03])
})

test('lies between the bare values and those of Bonferroni, and keeps their order', () => {
  const pValues = fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(pValues, (bare) => {
      const adjusted = holmAdjusted(bare)
      bare.forEach((p, i) => {
        expect(adjusted[i]).toBeGreaterThanOrEqual(p)
        expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, p * bare.length) + 1e-12)
        bare.forEach((q, j) => {
          if (p < q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] ?? Number.NaN)
        })
      })
    }),
  )
})

test('five and five runs suffice for two gated metrics, but not for three', () => {
  expect(canBeSignificant(5, 5, 2)).toBe(true)
  expect(canBeSignificant(5, 5, 3)).toBe(false)
  expect(canBeSignificant(1, 99, 1)).toBe(true)
  expect(runsForSignificance(5, 3)).toBe(6)
  expect(runsForSignificance(3, 2)).toBe(9)
})
