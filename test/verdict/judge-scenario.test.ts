import { describe, expect, test } from 'vitest'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import type { MetricResult, ScenarioResult } from '../../src/verdict/result.ts'
import { entryOf, found, HERE, PAGE, repeat, runOf, runsOf, scenarioOf, writableCase } from './cases.ts'

const STEADY = repeat(5, 1000)

function metricOf(result: ScenarioResult, name = 'writable'): MetricResult {
  const metric = result.metrics.find((each) => each.metric === name)
  if (metric === undefined) throw new Error(`no ${name}`)
  return metric
}

describe('an increase', () => {
  test('fails when it exceeds the budget and every run shows it', () => {
    const result = judgeScenario(writableCase('+1%, +64KiB', STEADY, repeat(5, 1256)))
    expect(result.verdict).toBe('regressed')
    expect(metricOf(result)).toMatchObject({ delta: 256 * PAGE, allowed: 64 * 1024, noiseLimited: false })
    expect(metricOf(result).reasons).toEqual([
      {
        kind: 'regressed',
        metric: 'writable',
        delta: 256 * PAGE,
        allowed: 64 * 1024,
        p: expect.closeTo(1 / 252, 10) as number,
      },
    ])
  })

  test('passes up to the budget, and fails one page beyond', () => {
    expect(judgeScenario(writableCase('+64KiB', STEADY, repeat(5, 1016))).verdict).toBe('pass')
    expect(judgeScenario(writableCase('+64KiB', STEADY, repeat(5, 1017))).verdict).toBe('regressed')
  })

  test('of a single page is seen under +0', () => {
    const result = judgeScenario(writableCase('+0', STEADY, repeat(5, 1001)))
    expect(result.verdict).toBe('regressed')
    expect(metricOf(result)).toMatchObject({ delta: PAGE, allowed: 0, detectable: PAGE })
  })

  test('must pass the noise of the baseline too, and the report says so', () => {
    const result = judgeScenario(writableCase('+0', [1000, 996, 1004, 998, 1002], repeat(5, 1006)))
    expect(result.verdict).toBe('pass')
    expect(metricOf(result)).toMatchObject({ allowed: 10 * PAGE, noiseLimited: true })
    expect(metricOf(result).reasons).toEqual([
      { kind: 'noise-limited', metric: 'writable', allowed: 10 * PAGE, budgeted: 0 },
    ])
  })

  test('that too few runs show is inconclusive, and the reason says what to do', () => {
    const result = judgeScenario(writableCase('+0', repeat(3, 1000), repeat(3, 1256)))
    expect(result.verdict).toBe('inconclusive')
    expect(metricOf(result).reasons).toEqual([
      { kind: 'unproven', metric: 'writable', delta: 256 * PAGE, allowed: 0 },
      {
        kind: 'too-few-runs',
        head: 3,
        base: 3,
        best: expect.closeTo(1 / 20, 10) as number,
        baseNeeded: 7,
        headNeeded: 7,
      },
    ])
  })

  test('that some runs deny is inconclusive', () => {
    const result = judgeScenario(writableCase('+0', STEADY, [1256, 1256, 1256, 1000, 1000]))
    expect(result.verdict).toBe('inconclusive')
    expect(metricOf(result).reasons).toEqual([
      { kind: 'unproven', metric: 'writable', delta: 256 * PAGE, allowed: 0 },
      { kind: 'overlap', metric: 'writable', p: metricOf(result).pValue },
      {
        kind: 'two-groups',
        metric: 'writable',
        side: 'head',
        lower: { count: 2, median: 1000 * PAGE },
        upper: { count: 3, median: 1256 * PAGE },
      },
    ])
    expect(metricOf(result).pValue).toBeGreaterThan(0.01)
  })

  test('that a whole group of runs denies is inconclusive, however significant', () => {
    const head = [...repeat(8, 1256), 1000, 1000]
    const result = judgeScenario(writableCase('+0', repeat(20, 1000), head))
    expect(metricOf(result).pValue).toBeLessThan(0.01)
    expect(result.verdict).toBe('inconclusive')
    expect(metricOf(result).reasons).toContainEqual({ kind: 'divided', metric: 'writable' })
  })

  test('of one metric is judged together with the others', () => {
    const budgets = { writable: '+0', 'minor-faults': '+0', rss: '+0' }
    const figures = { writable: 1001 * PAGE, 'minor-faults': 50, rss: PAGE }
    const result = judgeScenario({
      scenario: scenarioOf(budgets),
      runs: repeat(5, runOf(figures)),
      environment: HERE,
      baseline: found({
        writable: repeat(5, 1000 * PAGE),
        'minor-faults': repeat(5, 50),
        rss: repeat(5, PAGE),
      }),
    })
    // 3/252 exceeds the overall level: three gated metrics need a sixth run.
    expect(metricOf(result).pValue).toBeCloseTo(3 / 252, 10)
    expect(result.verdict).toBe('inconclusive')
  })
})

test('a decrease beyond the allowance is an improvement, and the reason says by how much', () => {
  const result = judgeScenario(writableCase('+1%', STEADY, repeat(5, 900)))
  expect(result.verdict).toBe('improved')
  expect(metricOf(result).reasons).toEqual([{ kind: 'improved', metric: 'writable', delta: -100 * PAGE }])
})

test('several recordings are one pool', () => {
  const baseline = found({ writable: repeat(5, 1000 * PAGE) }, { writable: repeat(5, 1010 * PAGE) })
  const result = judgeScenario(writableCase('+0', null, repeat(5, 1020), { baseline }))
  expect(metricOf(result)).toMatchObject({ verdict: 'pass', allowed: 35 * PAGE, noiseLimited: true })
  expect(metricOf(result).base?.samples).toHaveLength(10)
})

describe('a ceiling', () => {
  test('fails by itself, without a baseline', () => {
    const result = judgeScenario(writableCase('<=4MiB', null, repeat(5, 1025)))
    expect(result.verdict).toBe('over-limit')
    expect(metricOf(result).reasons).toEqual([
      { kind: 'over-limit', metric: 'writable', head: 1025 * PAGE, ceiling: 4 * 1024 ** 2 },
    ])
    expect(judgeScenario(writableCase('<=4MiB', null, repeat(5, 1024))).verdict).toBe('pass')
  })

  test('outweighs a missing baseline', () => {
    expect(judgeScenario(writableCase('+1%, <=4MiB', null, repeat(5, 1025))).verdict).toBe('over-limit')
    expect(judgeScenario(writableCase('+1%, <=4MiB', null, repeat(5, 1024))).verdict).toBe('no-baseline')
  })
})

describe('a baseline of another environment', () => {
  const elsewhere = {
    kind: 'other-environment',
    entry: entryOf([{ writable: repeat(5, 1000 * PAGE) }]),
    differences: [{ fact: 'kernel', before: '6.5', after: '6.8' }],
  } as const

  test('cannot prove a regression, and the reason names what changed', () => {
    const result = judgeScenario(writableCase('+0', null, repeat(5, 1256), { baseline: elsewhere }))
    expect(result.verdict).toBe('inconclusive')
    expect(result.reasons).toEqual([{ kind: 'other-environment', differences: elsewhere.differences }])
  })

  test('lets a pass be a pass, and does not praise a decrease', () => {
    const verdictAt = (pages: number) =>
      judgeScenario(writableCase('+0', null, repeat(5, pages), { baseline: elsewhere })).verdict
    expect(verdictAt(1000)).toBe('pass')
    expect(verdictAt(500)).toBe('pass')
  })

  test('leaves a ceiling in force', () => {
    const subject = writableCase('+0, <=4MiB', null, repeat(5, 1256), { baseline: elsewhere })
    expect(judgeScenario(subject).verdict).toBe('over-limit')
  })
})

test('growth is judged by slopes, and a percentage of a shrinking base allows nothing', () => {
  const scenario = scenarioOf({ growth: '+50%' })
  const judge = (slope: number) =>
    judgeScenario({
      scenario,
      runs: runsOf('growth', repeat(5, slope)),
      environment: HERE,
      baseline: found({ growth: repeat(5, -200) }),
    })
  expect(judge(-200).verdict).toBe('pass')
  expect(judge(10_240)).toMatchObject({ verdict: 'regressed', metrics: [{ allowed: 0, unit: 'bytes/s' }] })
})

test('metrics without a budget are told after the gated ones, and never judged', () => {
  const runs = repeat(5, runOf({ writable: 1000 * PAGE, rss: 9 * PAGE, threads: 4 }))
  const baseline = found({ writable: repeat(5, 1000 * PAGE), rss: repeat(5, PAGE) })
  const { metrics, verdict } = judgeScenario(writableCase('+0', null, [], { runs, baseline }))
  expect(verdict).toBe('pass')
  expect(metrics.map(({ metric, verdict: told, delta }) => [metric, told, delta])).toEqual([
    ['writable', 'pass', 0],
    ['rss', 'pass', 8 * PAGE],
    ['threads', 'pass', null],
  ])
})
