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

/** Most of it was made by code that no import, file or library names. */
const OWN = { rows: [], others: { bytes: 1, base: 0, head: 1 } }

test('a comment has six rows at most, of spans and functions together, and what tracing moved', () => {
  const row = { kind: 'rest', name: 'x', bytes: 1, base: 0, head: 1, inside: 0, readBytes: null } as const
  for (const text of [
    renderChange(after, null),
    renderChange(after, compareAttributions(before, after)),
    ...[0, 1, 3, 4, 5].map((count) => renderChange(after, null, { ...OWN, rows: Array(count).fill(row) })),
  ]) {
    const tables = text.split('\n\n').filter((block) => block.startsWith('|'))
    const rows = tables.flatMap((table) => table.split('\n').slice(2))
    expect(rows.length).toBeLessThanOrEqual(6)
    expect(text).toContain('The gate measured 8.07 MiB, this traced run 8.14 MiB (+68 KiB).')
  }
})

test('a comment names the functions of the program itself, and what nobody can name is one ellipsis', () => {
  const frames = ['main', '[unknown]', '[unknown]', 'fill', '[unknown]'].map((name) => ({ name, module: '' }))
  const stacks = { frames, nodes: frames.map((_, at) => [at - 1, at, at === 4 ? 81_920 : 0] as const) }
  const text = renderChange({ ...after, stacks }, null, OWN)
  expect(text).toContain('| … < `fill` < … < `main` | 80 KiB |')
  expect(renderChange(after, null)).not.toContain('In which functions')
})

test('a leak is not compared with what the gate measured', () => {
  expect(renderChange({ ...after, since: 1000 }, null, OWN)).not.toContain('The gate measured')
})

test('functions with hostile names put no markup into the comment', () => {
  const text = HOSTILE_NAMES.map((name) => renderChange(named(name), null, OWN)).join('\n')
  expect(text).toContain('In which functions')
  expect(text).not.toMatch(/<script|<!--|https:\/\/|@octocat|^::/m)
})
