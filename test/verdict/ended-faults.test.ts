import { describe, expect, test } from 'vitest'
import type { Figures, Metric } from '../../src/model/metrics.ts'
import type { Run } from '../../src/model/run.ts'
import { decideNext } from '../../src/verdict/decide-next.ts'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import { found, HERE, repeat, runOf, scenarioOf } from './cases.ts'

const BASE = { 'minor-faults': repeat(5, 7000), 'ended-faults': repeat(5, 0) }

const processes: Run['processes'] = [
  {
    pid: 10,
    command: 'python3',
    writable: 1,
    role: 'python',
    faults: 7000,
    endedFaults: 3322,
    ended: ['gst-plugin-scan'],
  },
]

const runsOf = (living: number, ended: number, count = 5): Run[] => {
  const figures: Figures = { 'minor-faults': living + ended, 'ended-faults': ended }
  return repeat(count, runOf(figures, { processes: ended === 0 ? [] : processes }))
}

function check(
  runs: readonly Run[],
  isDefault: boolean,
  base: Partial<Record<Metric, readonly number[]>> = BASE,
) {
  const { budgets, ...others } = scenarioOf({ 'minor-faults': '+2%, +100' })
  const { 'minor-faults': budget } = budgets
  if (budget === undefined) throw new Error('no budget')
  const scenario = {
    ...others,
    budgets: { 'minor-faults': isDefault ? { ...budget, isDefault: true as const } : budget },
  }
  return { scenario, runs, environment: HERE, baseline: found(base) }
}

const judge = (...args: Parameters<typeof check>) => judgeScenario(check(...args)).metrics[0]

describe('page faults of processes that have ended', () => {
  test('do not count against the default budget, and whose they are is said', () => {
    const metric = judge(runsOf(7010, 3322), true)
    expect(metric).toMatchObject({ verdict: 'pass', head: { median: 7010 }, delta: 10, isWithoutEnded: true })
    expect(metric?.reasons).toEqual([
      {
        kind: 'ended-faults',
        metric: 'minor-faults',
        isCounted: false,
        base: 0,
        head: 3322,
        parents: [{ role: 'python', ended: ['gst-plugin-scan'] }],
      },
    ])
  })

  test('count against a budget that somebody asked for', () => {
    const metric = judge(runsOf(7010, 3322), false)
    expect(metric).toMatchObject({ verdict: 'regressed', head: { median: 10_332 }, delta: 3332 })
    expect(metric?.reasons).toContainEqual(expect.objectContaining({ kind: 'ended-faults', isCounted: true }))
  })

  test('hide nothing of what living processes have taken', () => {
    expect(judge(runsOf(7500, 3322), true)).toMatchObject({ verdict: 'regressed', delta: 500 })
    const before = { 'minor-faults': repeat(5, 10_322), 'ended-faults': repeat(5, 3322) }
    expect(judge(runsOf(10_322, 0), true, before)).toMatchObject({ verdict: 'regressed', delta: 3322 })
  })

  test('are left out of the fresh runs that confirm a growth, too', () => {
    const next = decideNext(check([...runsOf(7500, 0), ...runsOf(7000, 3322, 5)], true))
    expect(next).toMatchObject({ kind: 'enough', result: { verdict: 'inconclusive' } })
  })

  test('count where the baseline does not tell them apart', () => {
    const old = { 'minor-faults': BASE['minor-faults'] }
    expect(judge(runsOf(7010, 3322), true, old)).toMatchObject({ verdict: 'regressed', delta: 3332 })
  })

  test('are not worth a word where there are none more', () => {
    const before = { 'minor-faults': repeat(5, 10_322), 'ended-faults': repeat(5, 3322) }
    expect(judge(runsOf(7000, 3322), true, before)).toMatchObject({ verdict: 'pass', delta: 0, reasons: [] })
  })
})
