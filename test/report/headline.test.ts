import { expect, test } from 'vitest'
import { headline } from '../../src/report/headline.ts'
import type { GateResult } from '../../src/verdict/result.ts'
import { faults, gate, metric, regressedScenario, results, scenario, writable } from './samples.ts'

const over = scenario({
  name: 'agent',
  verdict: 'over-limit',
  metrics: [
    writable({ verdict: 'over-limit', budget: '+1%, <=9MiB' }),
    faults({ verdict: 'regressed', head: [2700, 2700, 2700] }),
  ],
})

test.each<[what: string, result: GateResult, line: string]>([
  ['a pass', results.pass, 'Pass: 2 scenarios, writable memory unchanged (±0 B; could have seen 4 KiB)'],
  [
    'a pass with a change',
    results['pass with a change'],
    'Pass: manager, writable memory +8 KiB (+0.09 %); could have seen 12 KiB',
  ],
  [
    'a pass with a change in one of several',
    gate('pass', scenario(), scenario({ name: 'agent', metrics: [writable({ head: [9527296] })] })),
    'Pass: 2 scenarios, writable memory -4 KiB (-0.04 %) at most, in agent; could have seen 4 KiB',
  ],
  [
    'a pass of a single page of a large program',
    gate('pass', scenario({ metrics: [writable({ base: [209715200], head: [209719296] })] })),
    'Pass: manager, writable memory +4 KiB (+0.002 %); could have seen 4 KiB',
  ],
  ['a pass without a budget', gate('pass', scenario({ metrics: [metric('rss')] })), 'Pass: manager'],
  [
    'a regression',
    results.regressed,
    'manager: writable memory grew by 1.02 MiB (+11.2 %), allowed +93.1 KiB',
  ],
  [
    'an increase beyond the noise of the baseline',
    gate(
      'regressed',
      scenario({
        verdict: 'regressed',
        metrics: [writable({ verdict: 'regressed', head: [9662464], allowed: 120000, noiseLimited: true })],
      }),
    ),
    'manager: writable memory grew by 128 KiB (+1.4 %), allowed +117.2 KiB for noise'.replace('1.4', '1.38'),
  ],
  [
    'an increase that looks like what is allowed',
    gate(
      'regressed',
      scenario({
        verdict: 'regressed',
        metrics: [writable({ verdict: 'regressed', head: [9531392 + 1089536], allowed: 1087000 })],
      }),
    ),
    'manager: writable memory grew by 1,089,536 B (+11.4 %), allowed +1,087,000 B',
  ],
  [
    'the worst of several failures',
    gate('over-limit', regressedScenario, over),
    'agent: writable memory is 9.09 MiB, over its limit of 9.00 MiB; and 2 more',
  ],
  ['a first run', results['no baseline'], 'No baseline for manager yet: writable memory is 9.09 MiB'],
  ['an improvement', results.improved, 'manager: writable memory shrank by 516 KiB (-5.54 %)'],
  [
    'another environment',
    results['another environment'],
    'Inconclusive: manager: The baseline was recorded elsewhere (kernel 6.5 → 6.8, CPUs 4 → 2): record it here',
  ],
  [
    'a program that never settles',
    results['never settled'],
    'Inconclusive: manager: None of the 3 runs is evidence: manager never came to rest',
  ],
  ['nothing at all', gate('pass'), 'Nothing was measured, and so nothing can be said'],
])('tells %s', (_, result, line) => {
  expect(headline(result)).toBe(line)
})

test('is one line, whatever a scenario is called', () => {
  const name = `two\nlines ${'long '.repeat(50)}::error::x\u001b[31m`
  const line = headline(gate('regressed', { ...regressedScenario, name }))
  expect(line).not.toMatch(/[\n\u001b]/)
  expect(line).toContain('writable memory grew by 1.02 MiB')
  expect(line.length).toBeLessThan(140)
})
