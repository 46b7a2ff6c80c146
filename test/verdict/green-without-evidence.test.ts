import { describe, expect, test } from 'vitest'
import type { Figures } from '../../src/model/metrics.ts'
import { subjectOf } from '../../src/config/scenario.ts'
import type { Run } from '../../src/model/run.ts'
import type { BaselineMatch } from '../../src/verdict/baseline-match.ts'
import { decideNext } from '../../src/verdict/decide-next.ts'
import { type Case, judgeScenario } from '../../src/verdict/judge-scenario.ts'
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
const creeping = { kind: 'creeping', detail: '+3 KiB/s at the end' } as const
const recordedWith = (subject: Parameters<typeof scenarioOf>[1]): BaselineMatch => {
  return { kind: 'found', entry: entryOf([BASE], { subject: subjectOf(scenarioOf({}, subject)) }) }
}

test('equal figures pass when nothing is in doubt', () => {
  expect(judgeScenario(sound())).toMatchObject({ verdict: 'pass', reasons: [] })
})

const holes: readonly [what: string, reason: RegExp, subject: Case][] = [
  ['no runs', /there are no runs/, sound({ runs: [] })],
  ['no budget', /No metric has a budget/, sound({ scenario: scenarioOf({}) })],
  [
    'a metric that no run has',
    /No run has a figure of minor page faults/,
    sound({ runs: repeat(5, runOf({ writable: 1000 * PAGE })) }),
  ],
  [
    'a metric that one run lacks',
    /1 of 5 runs have no figure of minor page faults/,
    sound({ runs: withLast(runOf({ writable: 1000 * PAGE })) }),
  ],
  [
    'a figure that is NaN',
    /A run's figure of writable memory is not a number/,
    sound({ runs: withLast(runOf({ ...SAME, writable: Number.NaN })) }),
  ],
  [
    'a figure that is infinite',
    /not a number/,
    sound({ runs: withLast(runOf({ ...SAME, writable: Number.NEGATIVE_INFINITY })) }),
  ],
  [
    'a ceiling over a figure that is missing',
    /No run has a figure of resident memory/,
    sound({ scenario: scenarioOf({ writable: '+1%', rss: '<=1GiB' }) }),
  ],
  [
    'a process that could not be read',
    /Run 5 is no evidence: cannot read 4711/,
    sound({ runs: withLast(runOf(SAME, { gaps: ['cannot read 4711 (su): EACCES'] })) }),
  ],
  [
    'a program that died after the reading began',
    /Run 5 is no evidence: the program ended while it was read/,
    sound({ runs: withLast(runOf(SAME, { gaps: ['the program ended while it was read'] })) }),
  ],
  [
    'a run that never settled',
    /did not settle \(creeping: \+3 KiB\/s at the end\)/,
    sound({ runs: withLast(runOf(SAME, { settlement: creeping })) }),
  ],
  ['only runs that are no evidence', /no evidence/, sound({ runs: repeat(5, runOf(SAME, { gaps: ['x'] })) })],
  [
    'a baseline without samples of a metric',
    /baseline has no samples of minor page faults/,
    sound({ baseline: found({ writable: BASE.writable }) }),
  ],
  [
    'a baseline whose samples are empty',
    /baseline has no samples of writable memory/,
    sound({ baseline: found({ ...BASE, writable: [] }) }),
  ],
  ['a baseline without recordings', /baseline has no samples/, sound({ baseline: found() })],
  [
    'a baseline with a NaN among its samples',
    /baseline's writable memory has a sample that is not a number/,
    sound({ baseline: found({ ...BASE, writable: [Number.NaN, ...BASE.writable] }) }),
  ],
  [
    'a baseline of another command',
    /another command: bin\/old "a b", and now bin\/manager/,
    sound({ baseline: recordedWith({ command: ['bin/old', 'a b'] }) }),
  ],
  [
    'a baseline of another env',
    /another env: "B=a b" MALLOC_ARENA_MAX=1, and now none/,
    sound({ baseline: recordedWith({ env: { MALLOC_ARENA_MAX: '1', B: 'a b' } }) }),
  ],
  [
    'a baseline of another workload',
    /another workload/,
    sound({ baseline: recordedWith({ workload: './load' }) }),
  ],
  ['a baseline of another end', /until: exit/, sound({ baseline: recordedWith({ until: 'exit' }) })],
  ['a baseline of another soak', /soak: 60 s/, sound({ baseline: recordedWith({ soakMs: 60_000 }) })],
]

describe('is never green', () => {
  test.each(holes)('%s', (_, reason, subject) => {
    const result = judgeScenario(subject)
    expect(result.verdict).toBe('inconclusive')
    expect([...result.reasons, ...result.metrics.flatMap((metric) => metric.reasons)].join('\n')).toMatch(
      reason,
    )
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
  const lost = runOf(SAME, { gaps: ['cannot read 4711'] })
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
    expect(result.metrics[0]?.reasons.join()).toContain('Only 2 of 3 runs are evidence')
  })

  test('stays one against a baseline of another command', () => {
    const baseline = recordedWith({ command: ['bin/old'] })
    expect(judgeScenario(sound({ scenario: single, runs: repeat(5, grown), baseline })).verdict).toBe(
      'regressed',
    )
  })
})
