import { expect, test } from 'vitest'
import { environmentAdvice } from '../../../src/report/phrases/selftest.ts'
import { renderSelftest } from '../../../src/report/terminal/selftest.ts'
import { HERE } from '../../helpers/environments.ts'
import type { SelftestResult } from '../../../src/verdict/selftest.ts'

const QUIET = { ...HERE, cpus: 4 }

const RESULT: SelftestResult = {
  name: 'manager',
  runs: 20,
  usable: 20,
  doubts: [],
  verdicts: { pass: 297, regressed: 3 },
  gates: 300,
  metrics: [
    {
      metric: 'writable',
      unit: 'bytes',
      gated: true,
      median: 9_523_200,
      spread: 40_960,
      detectable: 98_304,
      twoGroups: true,
      budget: 'writable=+80KiB',
    },
    {
      metric: 'rss',
      unit: 'bytes',
      gated: false,
      median: 19_156_992,
      spread: 180_224,
      detectable: null,
      twoGroups: false,
      budget: 'rss=+352KiB',
    },
  ],
}

test('the first line is the answer; then the noise, the doubts and a budget to paste, within 80 columns', () => {
  const text = renderSelftest(RESULT, QUIET, { color: false, width: 80 })
  expect(text).toMatchInlineSnapshot(`
    "manager: 3 false alarms (1.0 %) in 300 simulated gates of an unchanged program
    (20 runs)

                       median           spread  detects
    writable memory  9.08 MiB  40 KiB (0.43 %)  +96 KiB

                        median            spread  detects
    resident memory  18.27 MiB  176 KiB (0.94 %)

    - The runs of writable fall into two groups: find out what differs; the median
      represents neither.

    Budgets that stay above this noise (twice it), to paste:
      --budget writable=+80KiB
    "
  `)
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

test('a quiet machine needs no advice', () => {
  expect(environmentAdvice(QUIET)).toEqual([])
})

test.each([
  ['randomised addresses', { launcher: 'randomised' }, 'setarch -R'],
  ['huge pages', { transparentHugePages: 'always' }, 'madvise'],
  ['many CPUs', { cpus: 64 }, 'taskset'],
] as const)('%s are said, with what to do', (_what, change, advice) => {
  expect(environmentAdvice({ ...QUIET, ...change }).join(' ')).toContain(advice)
})
