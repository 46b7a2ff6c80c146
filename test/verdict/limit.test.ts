import { describe, expect, test } from 'vitest'
import { parseBudget } from '../../src/config/budget.ts'
import { allowedIncrease, increaseLimit } from '../../src/verdict/limit.ts'

const KIB = 1024
const MIB = 1024 ** 2

describe('a budget', () => {
  test('allows the larger of its increases, as both must be exceeded', () => {
    const budget = parseBudget('writable', '+1%, +64KiB')
    expect(allowedIncrease(budget, 10 * MIB)).toBeCloseTo(0.1 * MIB)
    expect(allowedIncrease(budget, MIB)).toBe(64 * KIB)
  })

  test('allows its only increase, be it a share or a number', () => {
    expect(allowedIncrease(parseBudget('writable', '+2%'), MIB)).toBeCloseTo(0.02 * MIB)
    expect(allowedIncrease(parseBudget('writable', '+64KiB'), 100 * MIB)).toBe(64 * KIB)
    expect(allowedIncrease(parseBudget('writable', '+0'), MIB)).toBe(0)
  })

  test('allows nothing less than nothing, as of a base that shrinks', () => {
    expect(allowedIncrease(parseBudget('growth', '+50%'), -200)).toBe(0)
  })

  test('gates no increase when it has a ceiling only', () => {
    expect(allowedIncrease(parseBudget('writable', '<=1MiB'), MIB)).toBeNull()
  })
})

describe('the highest figure that is no regression', () => {
  const base = { median: 9 * MIB, samples: [9 * MIB] }

  test('is the median of the baseline and what is allowed', () => {
    expect(increaseLimit({ base, allowed: 64 * KIB })).toBe(9 * MIB + 64 * KIB)
    expect(increaseLimit({ base, allowed: 0 })).toBe(9 * MIB)
    expect(increaseLimit({ base: { median: 0, samples: [0] }, allowed: 0 })).toBe(0)
  })

  test('is unknown without a baseline, or where no increase is gated', () => {
    expect(increaseLimit({ base: null, allowed: 64 * KIB })).toBeNull()
    expect(increaseLimit({ base, allowed: null })).toBeNull()
  })
})
