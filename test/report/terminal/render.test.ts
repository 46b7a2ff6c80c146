import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { renderTerminal } from '../../../src/report/terminal/render.ts'
import { VERDICTS } from '../../../src/verdict/result.ts'
import {
  HOSTILE_NAMES,
  RECORD_COMMAND,
  context,
  gate,
  regressedScenario,
  results,
  run,
  scenario,
} from '../samples.ts'

const plain = { color: false, width: 80 }

test.each(Object.entries(results))('reads well: %s', async (name, result) => {
  await expect(renderTerminal(result, context, plain)).toMatchFileSnapshot(
    `__snapshots__/${name.replaceAll(' ', '-')}.txt`,
  )
})

test('reads well with hostile names', async () => {
  const result = gate('regressed', ...HOSTILE_NAMES.map((name) => ({ ...regressedScenario, name })))
  await expect(renderTerminal(result, context, plain)).toMatchFileSnapshot('__snapshots__/hostile-names.txt')
})

test('reads well in a narrow terminal', async () => {
  await expect(renderTerminal(results.regressed, context, { color: false, width: 44 })).toMatchFileSnapshot(
    '__snapshots__/narrow.txt',
  )
})

test('colors are only where they are asked for, and change nothing else', () => {
  const painted = renderTerminal(results.regressed, context, { color: true, width: 80 })
  expect(painted).toContain('\u001b[31m')
  expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(renderTerminal(results.regressed, context, plain))
})

test('no line is wider than the terminal or commands the runner, whatever the names', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(...HOSTILE_NAMES),
    fc
      .array(fc.constantFrom('::error::x', ':', 'word', '##[error]x', '家族'))
      .map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, text, fc.constantFrom(...VERDICTS)), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 20, max: 140 }),
      (named, width) => {
        const scenarios = named.map(([name, other, verdict]) => ({
          ...regressedScenario,
          name,
          verdict,
          reasons: [
            {
              kind: 'other-environment',
              differences: [{ fact: 'libc', before: other, after: name }],
            } as const,
          ],
          mappings: [{ group: other, base: 0, head: 4096, delta: 4096 }],
          runs: [run({ warnings: [{ kind: 'unkillable', pids: [4711] }] })],
        }))
        const verdict = scenarios[0]?.verdict ?? 'pass'
        for (const line of renderTerminal(gate(verdict, ...scenarios), context, {
          color: false,
          width,
        }).split('\n')) {
          if (line.includes(RECORD_COMMAND)) continue
          expect(stringWidth(line), JSON.stringify(line)).toBeLessThanOrEqual(width)
          expect(line).not.toMatch(/^\s*::|##\w*\[/)
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('every figure of the table has its unit', () => {
  const table = renderTerminal(results.regressed, context, plain)
  expect(table).toMatch(
    /✗ writable +9\.09 MiB +10\.11 MiB +\+1\.02 MiB \(\+11\.2 %\) +\+93\.1 KiB +regressed/,
  )
})

test('nothing measured never looks like a pass', () => {
  expect(renderTerminal(gate('pass'), context, plain)).toBe(
    '! Nothing was measured\n\nThere is no verdict, so fix the cause above and run again.\n',
  )
})

test('a scenario that failed as a whole is shown even where its metrics pass', () => {
  const text = renderTerminal(results['some runs do not count'], context, plain)
  expect(text).toMatch(/^! Inconclusive: manager: Run 2 of 5 did not settle/)
  expect(text).toMatch(/scenario .* inconclusive/)
})

test('of very many scenarios those that pass are counted, and those that do not are shown', () => {
  const passing = Array.from({ length: 50 }, (_, index) => scenario({ name: `leg ${index}` }))
  const text = renderTerminal(gate('regressed', ...passing, regressedScenario), context, {
    color: false,
    width: 80,
  })
  const table = text.split('\n\n')[1] ?? ''
  expect(table.split('\n').map((line) => line.trim().split(/ {2,}/)[0])).toEqual([
    'base',
    'manager',
    '✗ writable',
    'minor-faults',
    '50 scenarios within budget',
  ])
})
