import { expect, test } from 'vitest'
import { exitCodeOf, type Leniency } from '../../src/verdict/exit-code.ts'
import { type ScenarioResult, type Verdict, VERDICTS } from '../../src/verdict/result.ts'
import { worstVerdict } from '../../src/verdict/worst-verdict.ts'
import { termsOf } from '../../src/config/scenario.ts'
import { HERE, scenarioOf } from './cases.ts'

const defaults: Leniency = { onMissingBaseline: 'warn', onInconclusive: 'fail' }
const scenario = (verdict: Verdict): ScenarioResult => ({
  name: verdict,
  verdict,
  reasons: [],
  metrics: [],
  mappings: [],
  soaked: [],
  processes: [],
  runs: [],
  terms: termsOf(scenarioOf({})),
  environment: HERE,
  facts: null,
  baseline: null,
})
const exitOf = (verdicts: readonly Verdict[], leniency: Partial<Leniency> = {}) =>
  exitCodeOf(
    { verdict: worstVerdict(verdicts), environment: HERE, scenarios: verdicts.map(scenario) },
    { ...defaults, ...leniency },
  )

test('by default only failures and doubt are red', () => {
  expect(Object.fromEntries(VERDICTS.map((verdict) => [verdict, exitOf([verdict])]))).toEqual({
    pass: 0,
    improved: 0,
    accepted: 0,
    'no-baseline': 0,
    inconclusive: 3,
    regressed: 1,
    'over-limit': 1,
  })
})

test('a missing baseline and doubt are as red as they were asked to be', () => {
  expect(exitOf(['no-baseline'], { onMissingBaseline: 'fail' })).toBe(3)
  expect(exitOf(['no-baseline'], { onMissingBaseline: 'pass' })).toBe(0)
  expect(exitOf(['inconclusive'], { onInconclusive: 'warn' })).toBe(0)
})

test('a missing baseline that must fail is not excused by doubt that may pass', () => {
  const leniency: Leniency = { onMissingBaseline: 'fail', onInconclusive: 'warn' }
  expect(exitOf(['no-baseline', 'inconclusive'], leniency)).toBe(3)
  expect(exitOf(['inconclusive', 'pass'], leniency)).toBe(0)
  expect(exitOf(['inconclusive', 'regressed'], leniency)).toBe(1)
})

test('failure outweighs doubt', () => {
  expect(exitOf(['inconclusive', 'regressed', 'pass'])).toBe(1)
})

test('a gate of no scenarios is not green', () => {
  expect(worstVerdict([])).toBe('inconclusive')
  expect(exitOf([], { onInconclusive: 'warn' })).toBe(3)
})
