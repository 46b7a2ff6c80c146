import { expect, test } from 'vitest'
import { compareAttributions } from '../../../src/ledger/compare-attributions.ts'
import { renderChange, renderExplanation } from '../../../src/report/markdown/explanation.ts'
import { after, before, named } from '../ledgers.ts'
import { HOSTILE_NAMES } from '../samples.ts'

test('reads well: a whole explanation', async () => {
  await expect(renderExplanation(after, null)).toMatchFileSnapshot('__snapshots__/explanation.md')
})

test('reads well: the change, for a comment', async () => {
  const text = renderChange(after, compareAttributions(before, after))
  await expect(`${text}\n`).toMatchFileSnapshot('__snapshots__/change.md')
})

test('reads well with hostile names', async () => {
  const text = HOSTILE_NAMES.map((name) => renderExplanation(named(name), null)).join('\n')
  await expect(text).toMatchFileSnapshot('__snapshots__/explanation-hostile.md')
  expect(text).not.toMatch(/<script|<!--|https:\/\/|@octocat|^::/m)
})

test('a comment has six rows at most, and what tracing moved', () => {
  for (const difference of [null, compareAttributions(before, after)]) {
    const text = renderChange(after, difference)
    expect(text.split('\n').filter((line) => line.startsWith('|')).length).toBeLessThanOrEqual(2 + 6)
    expect(text).toContain('The gate measured 8.07 MiB, this traced run 8.14 MiB (+68 KiB).')
  }
})
