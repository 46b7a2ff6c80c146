import { describe, expect, test } from 'vitest'
import { findBlindness } from '../../src/verdict/blindness.ts'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import { sayReason } from '../../src/report/phrases/reasons.ts'
import { repeat, scenarioOf, writableCase } from './cases.ts'

const BUDGETS = { writable: '+1%', 'minor-faults': '+2%' } as const

describe('a gate that could never prove a growth', () => {
  test.each([
    // 1 / C(8, 3) for each of two metrics.
    [3, 5, 3, { head: 5, base: 3, best: 2 / 56, baseNeeded: 5, headNeeded: 9 }],
    [1, 1, 1, { head: 1, base: 1, best: 1, baseNeeded: null, headNeeded: null }],
    // A second recording is enough.
    [3, 5, 6, null],
    [5, 10, 5, null],
    // Nothing to compare with is another matter.
    [3, 5, 0, null],
  ])('of %i to %i runs against %i is known before it is measured', (runs, maxRuns, base, blindness) => {
    const found = findBlindness(scenarioOf(BUDGETS, { runs, maxRuns }), base)
    if (blindness === null) expect(found).toBeNull()
    else expect(found).toEqual({ ...blindness, best: expect.closeTo(blindness.best, 10) as number })
  })

  test('is none where limits alone are gated', () => {
    expect(findBlindness(scenarioOf({ writable: '<=1GiB' }, { runs: 1, maxRuns: 1 }), 1)).toBeNull()
  })

  test('says so beside its pass, and detects nothing', () => {
    const scenario = scenarioOf({ writable: '+1%' }, { runs: 3, maxRuns: 5 })
    const result = judgeScenario(writableCase('+1%', repeat(3, 100), repeat(3, 100), { scenario }))
    expect(result).toMatchObject({
      verdict: 'pass',
      reasons: [{ kind: 'blind', head: 5, base: 3 }],
      metrics: [{ detectable: null }],
    })
  })

  test('says it once where it has grown', () => {
    const scenario = scenarioOf({ writable: '+1%' }, { runs: 3, maxRuns: 5 })
    const result = judgeScenario(writableCase('+1%', repeat(3, 100), repeat(5, 200), { scenario }))
    expect(result).toMatchObject({ verdict: 'inconclusive', reasons: [] })
    expect(result.metrics[0]?.reasons.map(({ kind }) => kind)).toEqual(['unproven', 'too-few-runs'])
  })
})

describe('a pair, where every run of the head brings one of the base,', () => {
  test.each([
    // 2 / C(8, 4)
    [4, 4, 3, { head: 4, base: 4, best: 2 / 70, baseNeeded: null, headNeeded: 5, isPaired: true }],
    // 2 / C(10, 5): of the base there are three so far, and can be five.
    [5, 5, 3, null],
    [5, 5, 0, null],
  ])('of %i to %i runs, %i of the base so far', (runs, maxRuns, base, blindness) => {
    const found = findBlindness(scenarioOf(BUDGETS, { runs, maxRuns }), base, true)
    if (blindness === null) expect(found).toBeNull()
    else expect(found).toEqual({ ...blindness, best: expect.closeTo(blindness.best, 10) as number })
  })

  test('has no baseline that could be recorded', () => {
    const scenario = scenarioOf({ writable: '+1%' }, { runs: 3, maxRuns: 3 })
    const say = (pages: number) => {
      const { reasons, metrics } = judgeScenario({
        ...writableCase('+1%', repeat(3, 100), repeat(3, pages), { scenario }),
        isPaired: true,
      })
      return [...reasons, ...metrics.flatMap((metric) => metric.reasons)].map(sayReason)
    }
    const advice =
      '3 base and 3 head runs can reach p = 0.05 at best, and 0.01 is needed: raise max-runs to 5.'
    expect(say(100)).toEqual([`No growth can be proven against this base. ${advice}`])
    expect(say(200)).toContain(advice)
  })
})
