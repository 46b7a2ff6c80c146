import { describe, expect, test } from 'vitest'
import type { BaselineMatch } from '../../src/verdict/baseline-match.ts'
import { compareBaselines, withBaselineSide } from '../../src/verdict/baseline-side.ts'
import { exitCodeOf } from '../../src/verdict/exit-code.ts'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import { found, HERE, runOf, scenarioOf } from './cases.ts'

const MIB = 1024 ** 2
const scenario = scenarioOf({ writable: '+1%, +64KiB' })
const level = (mebibytes: number) => found({ writable: Array.from({ length: 5 }, () => mebibytes * MIB) })
const MISSING: BaselineMatch = { kind: 'missing' }

function outcome(head: BaselineMatch, base: BaselineMatch, measured: number, isRefused = false) {
  const runs = Array.from({ length: 5 }, () => runOf({ writable: measured * MIB }))
  const subject = { scenario, runs, environment: HERE, baseline: head }
  const result = withBaselineSide(judgeScenario(subject), compareBaselines(subject, base), isRefused)
  const exitCode = exitCodeOf(
    { verdict: result.verdict, environment: HERE, scenarios: [result] },
    { onMissingBaseline: 'warn', onInconclusive: 'fail' },
  )
  return { result, verdict: result.verdict, exitCode }
}

describe('a pull request that raises its baseline', () => {
  test('is accepted, and says from where to where', () => {
    const { result, verdict, exitCode } = outcome(level(12.8), level(12), 12.8)
    expect([verdict, exitCode]).toEqual(['accepted', 0])
    expect(result.metrics[0]?.reasons[0]).toEqual({
      kind: 'raised',
      metric: 'writable',
      from: 12 * MIB,
      to: 12.8 * MIB,
      isRefused: false,
    })
  })

  test('is accepted by small steps, too, where the runs have grown over the level of the base', () => {
    expect(outcome(level(12.1), level(12), 12.2).verdict).toBe('accepted')
  })

  test('fails where it grows beyond what it raises', () => {
    expect(outcome(level(12.8), level(12), 14)).toMatchObject({ verdict: 'regressed', exitCode: 1 })
  })

  test('is refused where the level of the base is to hold', () => {
    expect(outcome(level(12.8), level(12), 12, true)).toMatchObject({ verdict: 'over-limit', exitCode: 1 })
  })

  test.each([
    ['a level that stands', level(12), level(12), 12],
    ['a level that falls', level(11), level(12), 11],
    ['a level that moves by less than a growth may', level(12.05), level(12), 12.05],
    ['what no base has: the first pull request that records it', level(12), MISSING, 12],
  ])('%s is no raise', (_, head, base, measured) => {
    expect(outcome(head, base, measured)).toMatchObject({ verdict: 'pass', exitCode: 0 })
  })
})

test('an entry that the base has and the head lacks is over the limit, whatever was measured', () => {
  expect(outcome(MISSING, level(12), 11)).toMatchObject({ verdict: 'over-limit', exitCode: 1 })
})

test('where neither has one, nothing was recorded yet', () => {
  expect(outcome(MISSING, MISSING, 11)).toMatchObject({ verdict: 'no-baseline', exitCode: 0 })
})

test('growth over a base that was measured is accepted by the level that the file is raised to', () => {
  const runs = Array.from({ length: 5 }, () => runOf({ writable: 12.8 * MIB }))
  const measured = judgeScenario({ scenario, runs, environment: HERE, baseline: level(12) })
  expect(measured.verdict).toBe('regressed')
  const raised = [{ metric: 'writable', from: 12 * MIB, to: 12.8 * MIB }] as const
  expect(withBaselineSide(measured, { raised, isRemoved: false }).verdict).toBe('accepted')
  const less = [{ metric: 'writable', from: 12 * MIB, to: 12.3 * MIB }] as const
  expect(withBaselineSide(measured, { raised: less, isRemoved: false }).verdict).toBe('regressed')
})
