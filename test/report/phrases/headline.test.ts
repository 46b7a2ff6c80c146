import { expect, test } from 'vitest'
import { headline } from '../../../src/report/phrases/headline.ts'
import type { GateResult } from '../../../src/verdict/result.ts'
import { faults, gate, metric, regressedScenario, results, scenario, writable } from '../samples.ts'
import type { MetricResult, ScenarioResult } from '../../../src/verdict/result.ts'

const withMetrics = (
  verdict: ScenarioResult['verdict'],
  metrics: readonly MetricResult[],
  name = 'manager',
): ScenarioResult => ({ ...regressedScenario, name, verdict, metrics })

const over = withMetrics(
  'over-limit',
  [
    writable({ verdict: 'over-limit', budget: '+1%, <=9MiB' }),
    faults({ verdict: 'regressed', head: [2700, 2700, 2700] }),
  ],
  'agent',
)

test.each<[what: string, result: GateResult, line: string]>([
  ['a pass', results.pass, 'Pass: 2 scenarios, writable memory unchanged (±0 B; detects 102.1 KiB)'],
  [
    'a pass with a change',
    results['pass with a change'],
    'Pass: manager, writable memory +8 KiB (+0.09 %); detects 102.1 KiB',
  ],
  [
    'a pass with a change in one of several',
    gate('pass', scenario(), withMetrics('pass', [writable({ head: [9527296] })], 'agent')),
    'Pass: 2 scenarios, writable memory -4 KiB (-0.04 %) at most, in agent; detects 102.1 KiB',
  ],
  [
    'a pass of a single page of a large program',
    gate('pass', withMetrics('pass', [writable({ base: [209715200], head: [209719296] })])),
    'Pass: manager, writable memory +4 KiB (+0.002 %); detects 4 KiB',
  ],
  ['a pass without a budget', gate('pass', withMetrics('pass', [metric('rss')])), 'Pass: manager'],
  [
    'a regression',
    results.regressed,
    'manager: writable memory grew by 1.02 MiB (+11.2 %), allowed +93.1 KiB',
  ],
  [
    'an increase beyond the noise of the baseline',
    gate(
      'regressed',
      withMetrics('regressed', [
        writable({ verdict: 'regressed', head: [9662464], allowed: 120000, noiseLimited: true }),
      ]),
    ),
    'manager: writable memory grew by 128 KiB (+1.38 %), allowed +117.2 KiB for noise',
  ],
  [
    'an increase that looks like what is allowed',
    gate(
      'regressed',
      withMetrics('regressed', [
        writable({ verdict: 'regressed', head: [9531392 + 1089536], allowed: 1087000 }),
      ]),
    ),
    'manager: writable memory grew by 1,089,536 B (+11.4 %), allowed +1,087,000 B',
  ],
  [
    'the worst of several failures',
    gate('over-limit', regressedScenario, over),
    'agent: writable memory is 9.09 MiB, over the limit of 9.00 MiB; and 2 more figures',
  ],
  ['a first run', results['no baseline'], 'No baseline for manager yet: writable memory is 9.09 MiB'],
  ['an improvement', results.improved, 'manager: writable memory shrank by 516 KiB (-5.54 %)'],
  [
    'another environment',
    results['another environment'],
    'Inconclusive: manager: The baseline was recorded in another environment (kernel 6.5 → 6.8, CPUs 4 → 2): it cannot prove a regression. Record one here',
  ],
  [
    'a program that never settles',
    results['never settled'],
    'Inconclusive: manager: None of the 5 runs settled: writable memory kept growing by 12 to 16 KiB/s for 1m',
  ],
  ['nothing at all', gate('pass'), 'Nothing was measured'],
])('says %s', (_, result, line) => {
  expect(headline(result)).toBe(line)
})

test('is one line, whatever a scenario is called', () => {
  const name = `two\nlines ${'long '.repeat(50)}::error::x\u001b[31m`
  const line = headline(gate('regressed', { ...regressedScenario, name }))
  expect(line).not.toMatch(/[\n\u001b]/)
  expect(line).toContain('writable memory grew by 1.02 MiB')
  expect(line.length).toBeLessThan(140)
})
