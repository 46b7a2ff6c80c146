import { expect, test } from 'vitest'
import { selftest } from '../../src/verdict/selftest.ts'
import { HERE, PAGE, repeat, runOf, scenarioOf } from './cases.ts'

const MIB = 1024 ** 2
const runsOf = (writable: readonly number[]) =>
  writable.map((bytes) => runOf({ writable: bytes, 'minor-faults': 2500 }))

test('a program that is the same to the page raises no false alarm at +0, and one page would be seen', () => {
  const scenario = scenarioOf({ writable: '+0', 'minor-faults': '+0' })
  const result = selftest(scenario, runsOf(Array.from({ length: 20 }, () => 9 * MIB)), HERE)
  expect(result).toMatchObject({ gates: 300, verdicts: { pass: 300 } })
  expect(result.metrics.find(({ metric }) => metric === 'writable')).toMatchObject({
    spread: 0,
    detectable: PAGE,
    budget: 'writable=+0',
  })
})

test('a ceiling below the level is told as what it is: an alarm in every gate', () => {
  const result = selftest(
    scenarioOf({ writable: '<=8MiB' }),
    runsOf(Array.from({ length: 20 }, () => 9 * MIB)),
    HERE,
  )
  expect(result.verdicts).toEqual({ 'over-limit': 300 })
})

test('the budget to paste is twice the noise, in the unit of the metric', () => {
  const steps = Array.from({ length: 20 }, (_, index) => index % 5)
  const runs = steps.map((step) =>
    runOf({ writable: 9 * MIB + step * 8 * PAGE, 'minor-faults': 2500 + step }),
  )
  const { metrics } = selftest(scenarioOf({ writable: '+0' }), runs, HERE)
  // Up to 2 steps above the median, and 3 mean spacings of the 19 smallest.
  const noise = 2 + (3 * 4) / 18
  expect(metrics.map(({ metric, spread, budget }) => ({ metric, spread, budget }))).toEqual([
    { metric: 'writable', spread: 32 * PAGE, budget: `writable=+${Math.ceil(2 * noise * 8) * 4}KiB` },
    { metric: 'minor-faults', spread: 4, budget: `minor-faults=+${Math.ceil(2 * noise)}` },
  ])
})

test('the budget to paste is in whole pages, as memory is', () => {
  const writable = Array.from({ length: 120 }, (_, index) => 9 * MIB + (index % 13 === 7 ? 0 : PAGE))
  const { metrics } = selftest(scenarioOf({ writable: '+0' }), runsOf(writable), HERE)
  expect(metrics.find(({ metric }) => metric === 'writable')).toMatchObject({
    spread: PAGE,
    budget: 'writable=+4KiB',
  })
})

test('says which metrics are gated', () => {
  const { metrics } = selftest(scenarioOf({ writable: '+0' }), runsOf(repeat(20, 9 * MIB)), HERE)
  expect(metrics.map(({ metric, gated, twoGroups }) => ({ metric, gated, twoGroups }))).toEqual([
    { metric: 'writable', gated: true, twoGroups: false },
    { metric: 'minor-faults', gated: false, twoGroups: false },
  ])
})

test('a metric that some of the runs lack is not told', () => {
  const runs = runsOf(Array.from({ length: 20 }, () => 9 * MIB))
  const { metrics } = selftest(scenarioOf({ writable: '+0' }), [...runs, runOf({ writable: 9 * MIB })], HERE)
  expect(metrics.map(({ metric }) => metric)).toEqual(['writable'])
})

test('two groups of runs are told', () => {
  const writable = Array.from({ length: 20 }, (_, index) => 9 * MIB + (index % 3 === 0 ? 64 * PAGE : 0))
  const { metrics } = selftest(scenarioOf({ writable: '+0' }), runsOf(writable), HERE)
  expect(metrics.find(({ metric }) => metric === 'writable')?.twoGroups).toBe(true)
})

test('too few runs that are evidence tell nothing', () => {
  const settlement = { kind: 'creeping', bytesPerSecond: 10_240, overMs: 60_000 } as const
  const runs = runsOf(Array.from({ length: 12 }, () => 9 * MIB)).map((run, index) =>
    index < 3 ? { ...run, settlement } : run,
  )
  const result = selftest(scenarioOf({ writable: '+0' }), runs, HERE)
  expect(result).toMatchObject({ gates: 0, verdicts: {}, runs: 12, usable: 9 })
  expect(result.doubts).toEqual([
    { kind: 'unsettled-runs', of: 12, runs: [1, 2, 3].map((run) => ({ run, settlement })) },
  ])
})

test('what was read too seldom has no noise to speak of', () => {
  const runs = runsOf(Array.from({ length: 20 }, () => 9 * MIB)).map((run) => ({
    ...run,
    settlement: { kind: 'exited' } as const,
    unseenMs: 60,
    events: [{ atMs: 100, event: 'exited' } as const],
  }))
  const result = selftest(scenarioOf({ 'minor-faults': '+0' }, { until: 'exit' }), runs, HERE)
  expect(result.metrics.map(({ metric }) => metric)).toEqual(['minor-faults'])
  expect(result.verdicts).toEqual({ pass: 300 })
})
