import { expect, test } from 'vitest'
import { renderJson } from '../../../src/report/exports/json.ts'
import { gate, metric, regressedScenario, results } from '../samples.ts'

test('reads well', async () => {
  await expect(renderJson(results.regressed)).toMatchFileSnapshot('__snapshots__/regressed.json')
})

test('has every key of the contract, and figures as plain numbers', () => {
  const parsed = JSON.parse(renderJson(results.regressed)) as Record<string, unknown>
  expect(parsed).toMatchObject({
    schema: 'footprint-gate/result@1',
    verdict: 'regressed',
    environment: { kernel: '6.8', cpus: 2 },
    scenarios: [
      { name: 'agent', verdict: 'pass' },
      {
        name: 'manager',
        verdict: 'regressed',
        reasons: [],
        metrics: [
          {
            metric: 'writable',
            unit: 'bytes',
            verdict: 'regressed',
            base: { median: 9531392, samples: [9527296, 9531392, 9531392, 9531392, 9531392] },
            head: { median: 10600448 },
            delta: 1069056,
            allowed: 95313.92,
          },
          { metric: 'minor-faults' },
          { metric: 'rss' },
        ],
        mappings: expect.arrayContaining([
          { group: '[heap]', base: 6291456, head: 7340032, delta: 1048576 },
        ]) as unknown,
        runs: [
          {
            settled: true,
            readings: [{ atMs: 50 }, { atMs: 1450 }],
            unseenMs: 1400,
            events: [{}, {}, { atMs: 1450, event: 'steady' }],
            processes: [{ pid: 4242, command: 'bin/manager conf/default.xml', writable: 10600448 }],
          },
          {},
          {},
          {},
          {},
        ],
      },
    ],
  })
})

test('says null where there is no number, and ends with a newline', () => {
  const text = renderJson(
    gate('pass', {
      ...regressedScenario,
      metrics: [metric('writable', { delta: Number.NaN, allowed: Infinity })],
    }),
  )
  expect(text).toMatch(/"delta": null,\s+"allowed": null/)
  expect(text).not.toMatch(/NaN|Infinity/)
  expect(text.endsWith('}\n')).toBe(true)
})

test('a run that never came to rest is not settled', () => {
  expect(renderJson(results['never settled'])).toContain('"settled": false')
})
