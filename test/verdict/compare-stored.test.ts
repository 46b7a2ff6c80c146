import { expect, test } from 'vitest'
import { termsOf } from '../../src/config/scenario.ts'
import type { Run } from '../../src/model/run.ts'
import type { StoredResult } from '../../src/model/stored-result.ts'
import { compareStored } from '../../src/verdict/compare-stored.ts'
import { HERE, PAGE, repeat, runOf, runsOf, scenarioOf } from './cases.ts'

const of = (pages: number) => runsOf('writable', repeat(8, pages * PAGE))

function stored(scenarios: Readonly<Record<string, readonly Run[]>>, changes: object = {}): StoredResult {
  const environment = { ...HERE, ...changes }
  return {
    origin: {
      tool: '0.1.0',
      measuredAt: '2026-01-31T12:00:00Z',
      commit: null,
      job: null,
      leg: null,
      legs: null,
      run: null,
      attempt: null,
    },
    environment,
    failure: null,
    scenarios: Object.entries(scenarios).map(([name, runs]) => ({
      terms: termsOf(scenarioOf({ writable: '+0' }, { name })),
      environment,
      facts: null,
      doubts: [],
      baseline: null,
      runs,
    })),
  }
}

const verdicts = (base: StoredResult, head: StoredResult) =>
  compareStored(base, head).scenarios.map(({ name, verdict }) => `${name}: ${verdict}`)

test('one page more is a regression, one less an improvement', () => {
  expect(verdicts(stored({ a: of(100), b: of(100) }), stored({ a: of(101), b: of(99) }))).toEqual([
    'a: regressed',
    'b: improved',
  ])
})

test('what the head did not measure is inconclusive, what the base did not know has no baseline', () => {
  expect(verdicts(stored({ a: of(100) }), stored({ b: of(100) }))).toEqual([
    'b: no-baseline',
    'a: inconclusive',
  ])
})

test('a base of which no run counts proves nothing', () => {
  const unsettled = repeat(5, runOf({}, { settlement: { kind: 'unread', readings: 1 } }))
  expect(verdicts(stored({ a: unsettled }), stored({ a: of(100) }))).toEqual(['a: inconclusive'])
})

test('another environment proves no regression', () => {
  expect(verdicts(stored({ a: of(100) }, { kernel: '5.15' }), stored({ a: of(101) }))).toEqual([
    'a: inconclusive',
  ])
})
