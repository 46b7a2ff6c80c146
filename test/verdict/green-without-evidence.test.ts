import { describe, expect, test } from 'vitest'
import type { Figures } from '../../src/model/metrics.ts'
import { type Subject, subjectOf } from '../../src/config/scenario.ts'
import type { Run } from '../../src/model/run.ts'
import { decideNext } from '../../src/verdict/decide-next.ts'
import { type Case, judgeScenario } from '../../src/verdict/judge-scenario.ts'
import type { Reason } from '../../src/verdict/reason.ts'
import { entryOf, found, HERE, PAGE, repeat, runOf, scenarioOf } from './cases.ts'

const SAME: Figures = { writable: 1000 * PAGE, 'minor-faults': 900 }
const BASE = { writable: repeat(5, 1000 * PAGE), 'minor-faults': repeat(5, 900) }

/** Head and base agree to the page: it would pass, but for what the changes take away. */
function sound(changes: Partial<Case> = {}): Case {
  return {
    scenario: scenarioOf({ writable: '+1%', 'minor-faults': '+2%' }),
    runs: repeat(5, runOf(SAME)),
    environment: HERE,
    baseline: found(BASE),
    ...changes,
  }
}

const withLast = (run: Run): Run[] => [...repeat(4, runOf(SAME)), run]
const creeping = { kind: 'creeping', bytesPerSecond: 3072, overMs: 10_000 } as const
const unread = { kind: 'unread', readings: 2 } as const
const denied = { kind: 'memory-denied', process: '4711 (su)' } as const

/** A baseline of the scenario as it was before one of its keys changed, and the reason that says so. */
function recordedWith(key: keyof Subject, changes: Partial<Subject>): [reason: Reason, subject: Case] {
  const after = subjectOf(scenarioOf({}))
  const before = { ...after, ...changes }
  return [
    { kind: 'other-subject', key, before, after },
    sound({ baseline: { kind: 'found', entry: entryOf([BASE], { subject: before }) } }),
  ]
}

test('equal figures pass when nothing is in doubt', () => {
  expect(judgeScenario(sound())).toMatchObject({ verdict: 'pass', reasons: [] })
})

const holes: readonly [what: string, reason: Reason, subject: Case][] = [
  ['no runs', { kind: 'not-measured' }, sound({ runs: [] })],
  ['no budget', { kind: 'no-budget' }, sound({ scenario: scenarioOf({}) })],
  [
    'a metric that no run has',
    { kind: 'figure-missing', metric: 'minor-faults', lacking: 5, runs: 5 },
    sound({ runs: repeat(5, runOf({ writable: 1000 * PAGE })) }),
  ],
  [
    'a metric that one run lacks',
    { kind: 'figure-missing', metric: 'minor-faults', lacking: 1, runs: 5 },
    sound({ runs: withLast(runOf({ writable: 1000 * PAGE })) }),
  ],
  [
    'a figure that is NaN',
    { kind: 'not-a-number', metric: 'writable', side: 'head' },
    sound({ runs: withLast(runOf({ ...SAME, writable: Number.NaN })) }),
  ],
  [
    'a figure that is infinite',
    { kind: 'not-a-number', metric: 'writable', side: 'head' },
    sound({ runs: withLast(runOf({ ...SAME, writable: Number.NEGATIVE_INFINITY })) }),
  ],
  [
    'a ceiling over a figure that is missing',
    { kind: 'figure-missing', metric: 'rss', lacking: 5, runs: 5 },
    sound({ scenario: scenarioOf({ writable: '+1%', rss: '<=1GiB' }) }),
  ],
  [
    'a process that could not be read',
    { kind: 'incomplete-runs', of: 5, runs: [{ run: 5, gaps: [denied] }] },
    sound({ runs: withLast(runOf(SAME, { gaps: [denied] })) }),
  ],
  [
    'a program that died after the reading began',
    { kind: 'unsettled-runs', of: 5, runs: [{ run: 5, settlement: unread }] },
    sound({ runs: withLast(runOf(SAME, { settlement: unread })) }),
  ],
  [
    'a run that never settled',
    { kind: 'unsettled-runs', of: 5, runs: [{ run: 5, settlement: creeping }] },
    sound({ runs: withLast(runOf(SAME, { settlement: creeping })) }),
  ],
  [
    'only runs that are no evidence',
    { kind: 'no-run', metric: 'writable' },
    sound({ runs: repeat(5, runOf(SAME, { gaps: [denied] })) }),
  ],
  [
    'a baseline without samples of a metric',
    { kind: 'not-in-baseline', metric: 'minor-faults' },
    sound({ baseline: found({ writable: BASE.writable }) }),
  ],
  [
    'a baseline whose samples are empty',
    { kind: 'not-in-baseline', metric: 'writable' },
    sound({ baseline: found({ ...BASE, writable: [] }) }),
  ],
  [
    'a baseline without recordings',
    { kind: 'not-in-baseline', metric: 'writable' },
    sound({ baseline: found() }),
  ],
  [
    'a baseline with a NaN among its samples',
    { kind: 'not-a-number', metric: 'writable', side: 'baseline' },
    sound({ baseline: found({ ...BASE, writable: [Number.NaN, ...BASE.writable] }) }),
  ],
  ['a baseline of another command', ...recordedWith('command', { command: ['bin/old', 'a b'] })],
  ['a baseline of another env', ...recordedWith('env', { env: ['B', 'MALLOC_ARENA_MAX'] })],
  ['a baseline of another workload', ...recordedWith('workload', { workload: './load' })],
  ['a baseline of another end', ...recordedWith('until', { until: 'exit' })],
  ['a baseline of another ready condition', ...recordedWith('ready', { ready: ['tcp:80'] })],
  ['a baseline of another prepare', ...recordedWith('prepare', { prepare: 'rm -f x' })],
  ['a baseline of another soak', ...recordedWith('soakMs', { soakMs: 60_000 })],
]

describe('is never green', () => {
  test.each(holes)('%s', (_, reason, subject) => {
    const result = judgeScenario(subject)
    expect(result.verdict).toBe('inconclusive')
    expect([...result.reasons, ...result.metrics.flatMap(({ reasons }) => reasons)]).toContainEqual(reason)
  })

  test.each(holes)('%s, and no further runs are wasted on it', (_, __, subject) => {
    if (subject.runs.length > 0) expect(decideNext(subject).kind).toBe('enough')
  })

  test('no baseline', () => {
    expect(judgeScenario(sound({ baseline: { kind: 'missing' } })).verdict).toBe('no-baseline')
  })
})

describe('a regression', () => {
  const grown = runOf({ ...SAME, writable: 1256 * PAGE })
  const lost = runOf(SAME, { gaps: [denied] })
  const single = scenarioOf({ writable: '+1%' }, { runs: 5 })
  const many = found({ writable: repeat(20, 1000 * PAGE) })

  test('stays one when three runs that are evidence prove it', () => {
    const runs = [...repeat(3, grown), lost, lost]
    expect(judgeScenario(sound({ scenario: single, runs, baseline: many })).verdict).toBe('regressed')
  })

  test('is in doubt when only two runs are evidence', () => {
    const runs = [...repeat(2, grown), lost]
    const result = judgeScenario(sound({ scenario: single, runs, baseline: many }))
    expect(result.verdict).toBe('inconclusive')
    expect(result.metrics[0]?.reasons).toContainEqual({ kind: 'weak-evidence', evidence: 2, runs: 3 })
  })

  test('stays one against a baseline of another command', () => {
    const [, { baseline }] = recordedWith('command', { command: ['bin/old'] })
    expect(judgeScenario(sound({ scenario: single, runs: repeat(5, grown), baseline })).verdict).toBe(
      'regressed',
    )
  })
})
