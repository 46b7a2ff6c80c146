import { describe, expect, test } from 'vitest'
import type { Figures } from '../../src/model/metrics.ts'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import { found, HERE, PAGE, repeat, runOf, scenarioOf } from './cases.ts'

const BASE = { writable: 5000 * PAGE, processes: 3, threads: 8, libraries: 12, 'minor-faults': 4000 }

function judge(head: Figures, budgets: Parameters<typeof scenarioOf>[0] = { writable: '+1%' }) {
  return judgeScenario({
    scenario: scenarioOf(budgets),
    runs: repeat(5, runOf({ ...BASE, ...head })),
    environment: HERE,
    baseline: found(Object.fromEntries(Object.entries(BASE).map(([key, value]) => [key, repeat(5, value)]))),
  })
}

describe('a head that does less', () => {
  test('is said next to the improvement, processes first', () => {
    const result = judge({ writable: 1000 * PAGE, processes: 1, 'minor-faults': 900 })
    expect(result.verdict).toBe('improved')
    expect(result.reasons).toEqual([
      {
        kind: 'did-less',
        falls: [
          { metric: 'processes', base: 3, head: 1 },
          { metric: 'minor-faults', base: 4000, head: 900 },
        ],
      },
    ])
  })

  test('is said of a pass, too, and leaves it a pass', () => {
    const result = judge({ processes: 2 })
    expect(result).toMatchObject({ verdict: 'pass', reasons: [{ kind: 'did-less' }] })
  })

  test.each<[string, Figures]>([
    ['a leaner start-up', { writable: 4000 * PAGE, 'minor-faults': 3000 }],
    ['a thread less in a pool', { threads: 7 }],
    ['more of everything', { processes: 4, libraries: 13 }],
  ])('is not %s', (_, head) => {
    expect(judge(head).reasons).toEqual([])
  })
})

describe('a floor', () => {
  test('fails by itself, whatever the baseline was', () => {
    const result = judge({ processes: 2 }, { processes: '>=3' })
    expect(result.verdict).toBe('over-limit')
    expect(result.metrics[0]?.reasons).toEqual([
      { kind: 'under-floor', metric: 'processes', head: 2, floor: 3 },
    ])
    expect(judge({ processes: 3 }, { processes: '>=3' }).verdict).toBe('pass')
  })

  test('stands beside a ceiling, and each fails by itself', () => {
    const verdictAt = (processes: number) => judge({ processes }, { processes: '>=2, <=4' }).verdict
    expect([1, 2, 4, 5].map(verdictAt)).toEqual(['over-limit', 'pass', 'pass', 'over-limit'])
  })
})
