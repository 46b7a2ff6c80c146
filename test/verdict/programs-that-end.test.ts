import { describe, expect, test } from 'vitest'
import type { Figures } from '../../src/model/metrics.ts'
import type { Run } from '../../src/model/run.ts'
import { subjectOf } from '../../src/config/scenario.ts'
import { exitCodeOf } from '../../src/verdict/exit-code.ts'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import { recordingOf } from '../../src/verdict/recording.ts'
import { entryOf, HERE, repeat, runOf, scenarioOf } from './cases.ts'

const FIGURES: Figures = { writable: 9_000_000, processes: 2, 'minor-faults': 900 }

/** A run of a tenth of a second that nobody looked at for so long. */
const endingRun = (unseenMs: number, figures = FIGURES): Run =>
  runOf(figures, {
    settlement: { kind: 'exited' },
    unseenMs,
    events: [
      { atMs: 0, event: 'launched' },
      { atMs: 100, event: 'exited' },
    ],
    groups: { '[heap]': 8_000_000 },
  })

const dense = endingRun(10)
const sparse = endingRun(11)
const DEFAULTS = { writable: '+1%', 'minor-faults': '+2%, +100' } as const

/** A scenario whose budgets are those that nobody has asked for, but for these. */
function scenario(asked: Parameters<typeof scenarioOf>[0] = {}) {
  const { budgets, ...others } = scenarioOf({ ...DEFAULTS, ...asked }, { until: 'exit' })
  const origin = Object.entries(budgets).map(([metric, budget]) => [
    metric,
    metric in asked ? budget : { ...budget, isDefault: true },
  ])
  return { ...others, budgets: Object.fromEntries(origin) as typeof budgets }
}

/** What a check says of these runs against a baseline of those. */
function check(head: readonly Run[], base: readonly Run[], asked?: Parameters<typeof scenarioOf>[0]) {
  const recording = recordingOf(base, { recordedAt: new Date(0), commit: null, tool: '' })
  if (recording === null) throw new Error('nothing was recorded')
  const subject = scenario(asked)
  const entry = { ...entryOf([]), subject: subjectOf(subject), recordings: [recording] }
  return judgeScenario({
    scenario: subject,
    runs: head,
    environment: HERE,
    baseline: { kind: 'found', entry },
  })
}

const find = (result: ReturnType<typeof check>, name: string) =>
  result.metrics.find(({ metric }) => metric === name)

test('the highest readings are not stored where more than a tenth of a run went unread', () => {
  const meta = { recordedAt: new Date(0), commit: null, tool: '' }
  expect(recordingOf([dense, dense], meta)).toMatchObject({
    samples: { writable: [9_000_000, 9_000_000], processes: [2, 2], 'minor-faults': [900, 900] },
    groups: { '[heap]': 8_000_000 },
  })
  expect(recordingOf([dense, sparse], meta)).toMatchObject({
    samples: { 'minor-faults': [900, 900] },
    groups: {},
  })
})

describe('with the default budgets', () => {
  test('programs that were read densely are gated by both figures', () => {
    const result = check(repeat(5, dense), repeat(5, dense))
    expect(result.verdict).toBe('pass')
    expect(find(result, 'writable')).toMatchObject({ verdict: 'pass', budget: { text: '+1%' }, delta: 0 })
  })

  test.each([
    ['head', repeat(5, sparse), repeat(5, dense), 'too-few-readings'],
    ['baseline', repeat(5, dense), repeat(5, sparse), 'too-few-readings-recorded'],
    ['both', repeat(5, sparse), repeat(5, sparse), 'too-few-readings'],
  ])('too few readings of the %s: the gate passes by its faults, and says so', (_, head, base, kind) => {
    const result = check(head, base)
    expect(result).toMatchObject({ verdict: 'pass', mappings: [] })
    expect(find(result, 'writable')).toMatchObject({ verdict: 'pass', budget: null, detectable: null })
    expect(find(result, 'writable')?.reasons).toMatchObject([{ kind, metric: 'writable' }])
    expect(find(result, 'minor-faults')).toMatchObject({ verdict: 'pass', delta: 0, detectable: 101 })
    const gate = { verdict: result.verdict, environment: HERE, scenarios: [result] }
    expect(exitCodeOf(gate, { onMissingBaseline: 'warn', onInconclusive: 'fail' })).toBe(0)
  })

  test('it fails by its faults, tested as the only metric there is', () => {
    const grown = endingRun(50, { ...FIGURES, 'minor-faults': 1500 })
    const result = check(repeat(5, grown), repeat(5, sparse))
    expect(result.verdict).toBe('regressed')
    expect(find(result, 'minor-faults')?.pValue).toBeCloseTo(1 / 252)
  })

  test('a gate that has nothing else to go by is inconclusive', () => {
    const { budgets, ...others } = scenario()
    if (budgets.writable === undefined) throw new Error('no budget')
    const runs = repeat(5, sparse)
    const result = judgeScenario({
      scenario: { ...others, budgets: { writable: budgets.writable } },
      runs,
      environment: HERE,
      baseline: { kind: 'missing' },
    })
    expect(result.verdict).toBe('inconclusive')
  })
})

describe('with a budget that somebody asked for', () => {
  test.each([
    ['head', repeat(5, sparse), repeat(5, dense)],
    ['baseline', repeat(5, dense), repeat(5, sparse)],
  ])('too few readings of the %s are inconclusive', (_, head, base) => {
    const result = check(head, base, { writable: '+1%' })
    expect(result.verdict).toBe('inconclusive')
    expect(find(result, 'writable')?.verdict).toBe('inconclusive')
  })

  test('a ceiling that was exceeded is exceeded, however few the readings', () => {
    const base = repeat(5, sparse)
    expect(check(repeat(5, sparse), base, { writable: '<=8MiB' })).toMatchObject({ verdict: 'over-limit' })
    expect(check(repeat(5, sparse), base, { writable: '<=9MiB' })).toMatchObject({ verdict: 'inconclusive' })
    expect(check(repeat(5, dense), base, { writable: '<=9MiB' })).toMatchObject({ verdict: 'pass' })
  })

  test('a floor that was reached is reached, however few the readings', () => {
    const base = repeat(5, sparse)
    expect(check(repeat(5, sparse), base, { processes: '>=2' })).toMatchObject({ verdict: 'pass' })
    expect(check(repeat(5, sparse), base, { processes: '>=3' })).toMatchObject({ verdict: 'inconclusive' })
    expect(check(repeat(5, dense), base, { processes: '>=3' })).toMatchObject({ verdict: 'over-limit' })
  })
})
