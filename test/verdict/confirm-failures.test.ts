import { expect, test } from 'vitest'
import { confirmFailures } from '../../src/verdict/confirm-failures.ts'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import { PAGE, repeat, runsOf, writableCase } from './cases.ts'

/** What is left of a failure when three fresh runs read so many pages. */
function confirmed(spec: string, basePages: number, headPages: number, freshPages: readonly number[]) {
  const judged = judgeScenario(writableCase(spec, repeat(5, basePages), repeat(8, headPages)))
  return confirmFailures(
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

test('no fresh run confirms nothing', () => {
  const { verdict, metrics } = confirmed('+0', 1000, 1005, [])
  expect(verdict).toBe('inconclusive')
  expect(metrics[0]?.reasons.at(-1)).toEqual({ kind: 'unconfirmed', metric: 'writable', fromLimit: null })
})
