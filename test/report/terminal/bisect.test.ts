import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { compareAttributions } from '../../../src/ledger/compare-attributions.ts'
import { findHeaviestSpans } from '../../../src/ledger/heavy-spans.ts'
import { renderBisection } from '../../../src/report/terminal/bisect.ts'
import type { BisectResult } from '../../../src/verdict/bisect.ts'
import { after, before } from '../ledgers.ts'
import { HOSTILE_NAMES } from '../samples.ts'

const plain = { color: false, width: 80 }
const tried = (commit: string, subject: string, standing: 'good' | 'bad', figure: number) => ({
  commit: commit.repeat(40),
  subject,
  standing,
  why: null,
  figure,
})

const result: BisectResult = {
  found: { commit: 'c'.repeat(40), subject: 'Use minidom' },
  candidates: [],
  growth: {
    scenario: 'manager',
    metric: 'writable',
    unit: 'bytes',
    before: before.total.writable,
    after: after.total.writable,
    mappings: [{ group: '[anon]', base: 0, head: 4_000_000, delta: 4_000_000 }],
  },
  unit: 'bytes',
  tried: [
    tried('a', 'Release 1.4', 'good', before.total.writable),
    tried('d', 'Say so', 'bad', after.total.writable),
    tried('c', 'Use minidom', 'bad', after.total.writable),
    tried('b', 'Faster start', 'good', before.total.writable),
  ],
}
const difference = compareAttributions(before, after)
const heavy = findHeaviestSpans(after, difference)
const explanation = { attribution: after, difference, heavy, doubts: [] }

test('reads well: the commit, and the import and the file that grew in it', async () => {
  const text = renderBisection({ ...result, explanation }, plain)
  await expect(text).toMatchFileSnapshot('__snapshots__/bisection.txt')
})

test('reads well: the commit, the mappings and what is lost without perf', async () => {
  const blind = { ...after, coverage: { ...after.coverage, means: [] } }
  const doubts = [{ kind: 'lack', means: 'perf', why: 'absent', said: '' } as const]
  const text = renderBisection(
    { ...result, explanation: { attribution: blind, difference: null, heavy, doubts } },
    plain,
  )
  await expect(text).toMatchFileSnapshot('__snapshots__/bisection-without-perf.txt')
})

test.each(HOSTILE_NAMES)('no line is wider than the terminal or commands the runner: %j', (name) => {
  const hostile = { ...result, found: { commit: 'c'.repeat(40), subject: name }, explanation }
  for (const line of renderBisection(hostile, { color: false, width: 60 }).split('\n')) {
    expect(stringWidth(line), JSON.stringify(line)).toBeLessThanOrEqual(60)
    expect(line).not.toMatch(/^\s*::|##\w*\[|\u001b/)
  }
})
