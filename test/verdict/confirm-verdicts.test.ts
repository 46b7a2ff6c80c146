import { describe, expect, test } from 'vitest'
import { confirmVerdicts } from '../../src/verdict/confirm-verdicts.ts'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import { PAGE, repeat, runsOf, scenarioOf, writableCase } from './cases.ts'

/** What is left of a failure when three fresh runs read so many pages. */
function confirmed(spec: string, basePages: number, headPages: number, freshPages: readonly number[]) {
  const judged = judgeScenario(writableCase(spec, repeat(5, basePages), repeat(8, headPages)))
  return confirmVerdicts(
    judged,
    runsOf(
      'writable',
      freshPages.map((pages) => pages * PAGE),
    ),
  )
}

test('fresh runs above the limit confirm a regression, as it stood', () => {
  expect(confirmed('+10KiB', 1000, 1005, [1005, 1003, 1004])).toMatchObject({
    verdict: 'regressed',
    metrics: [{ verdict: 'regressed' }],
  })
})

test('fresh runs that grew by no more than is allowed leave a regression inconclusive, and say by how much', () => {
  const { verdict, metrics } = confirmed('+12KiB', 1000, 1005, [1003, 1003, 1003])
  expect(verdict).toBe('inconclusive')
  expect(metrics[0]?.reasons.at(-1)).toEqual({ kind: 'unconfirmed', metric: 'writable', fromLimit: 0 })
  expect(confirmed('+12KiB', 1000, 1005, [1001, 1001, 1009]).metrics[0]?.reasons.at(-1)).toEqual({
    kind: 'unconfirmed',
    metric: 'writable',
    fromLimit: -2 * PAGE,
  })
  expect(confirmed('+12KiB', 1000, 1005, [1004, 1004, 1000]).verdict).toBe('regressed')
})

test('a ceiling is confirmed by what lies above it, whatever the baseline was', () => {
  expect(confirmed('<=4000KiB', 1200, 1005, [1001, 1001, 1000]).verdict).toBe('over-limit')
  expect(confirmed('<=4000KiB', 1200, 1005, [1000, 1000, 1001]).verdict).toBe('inconclusive')
})

test('a floor is confirmed by what lies below it', () => {
  const judged = judgeScenario({
    ...writableCase('+0', null, []),
    scenario: scenarioOf({ processes: '>=3' }),
    runs: runsOf('processes', repeat(8, 1)),
  })
  expect(judged.verdict).toBe('over-limit')
  expect(confirmVerdicts(judged, runsOf('processes', [1, 2, 3])).verdict).toBe('over-limit')
  expect(confirmVerdicts(judged, runsOf('processes', [1, 3, 3])).verdict).toBe('inconclusive')
})

test('no fresh run confirms nothing', () => {
  const { verdict, metrics } = confirmed('+0', 1000, 1005, [])
  expect(verdict).toBe('inconclusive')
  expect(metrics[0]?.reasons.at(-1)).toEqual({ kind: 'unconfirmed', metric: 'writable', fromLimit: null })
})

describe('an improvement', () => {
  const gainConfirmed = (freshPages: readonly number[]) => confirmed('+10KiB', 1000, 900, freshPages)

  test('stands when fresh runs alone have fallen as far', () => {
    expect(gainConfirmed([900, 997, 901])).toMatchObject({
      verdict: 'improved',
      metrics: [{ verdict: 'improved' }],
    })
  })

  test.each([
    ['are where the baseline is', [1000, 1001, 998], 'pass', 0],
    ['have fallen by what is allowed', [998, 998, 998], 'pass', -2 * PAGE],
    ['have grown beyond what is allowed', [1005, 1004, 1003], 'inconclusive', 4 * PAGE],
  ] as const)('is none when fresh runs %s', (_, freshPages, verdict, fromBase) => {
    const result = gainConfirmed(freshPages)
    expect(result.verdict).toBe(verdict)
    expect(result.metrics[0]?.reasons).toEqual([{ kind: 'unconfirmed-fall', metric: 'writable', fromBase }])
  })

  test('is none without fresh runs', () => {
    expect(gainConfirmed([])).toMatchObject({
      verdict: 'pass',
      metrics: [{ reasons: [{ kind: 'unconfirmed-fall', metric: 'writable', fromBase: null }] }],
    })
  })

  test('that is withdrawn leaves a scenario in doubt where it was in doubt', () => {
    const judged = judgeScenario(writableCase('+0', repeat(5, 1000), repeat(8, 900)))
    const doubted = { ...judged, verdict: 'inconclusive', reasons: [{ kind: 'not-measured' }] } as const
    expect(confirmVerdicts(doubted, []).verdict).toBe('inconclusive')
  })
})
