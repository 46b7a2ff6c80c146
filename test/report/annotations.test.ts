import { expect, test } from 'vitest'
import { failingMetrics } from '../../src/report/annotations.ts'
import { faults, gate, regressedScenario, results, writable } from './samples.ts'

test('a failing metric is annotated with its figures and reasons', () => {
  expect(failingMetrics(results.regressed)).toEqual([
    {
      title: 'manager: writable memory regressed',
      message:
        '9.09 MiB → 10.11 MiB, +1.02 MiB (+11.2 %), limit +93.1 KiB\n' +
        'Writable memory grew by 1.02 MiB; 93.1 KiB is allowed (p = 0.0079).',
    },
  ])
  expect(failingMetrics(results['over limit'])[0]).toEqual({
    title: 'manager: writable memory over limit',
    message:
      '9.09 MiB → 9.09 MiB, ±0 B, limit ≤ 9.00 MiB\nWritable memory is 9.09 MiB, 92 KiB over the limit of 9.00 MiB.',
  })
})

test.each(['pass', 'improved', 'no baseline', 'another environment', 'never settled'] as const)(
  'nothing is annotated: %s',
  (name) => {
    expect(failingMetrics(results[name])).toEqual([])
  },
)

test('beyond ten, the last annotation lists all the others, within its limit', () => {
  const many = Array.from({ length: 200 }, (_, index) => ({
    ...regressedScenario,
    name: `${index} ${'service '.repeat(900)}`,
    metrics: [
      writable({ verdict: 'regressed', head: [10600448] }),
      faults({ verdict: 'regressed', head: [2800] }),
    ],
  }))
  const annotations = failingMetrics(gate('regressed', ...many))
  expect(annotations).toHaveLength(10)
  expect(annotations[9]?.title).toBe('and 391 more failing metrics')
  for (const { message } of annotations) expect(message.length).toBeLessThanOrEqual(4096)
})

test('no name commands the runner', () => {
  const [annotation] = failingMetrics(
    gate('regressed', { ...regressedScenario, name: '::error::x\n##[error]y' }),
  )
  expect(annotation?.title).toBe('\\::error::x ##\\[error]y: writable memory regressed')
})
