import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { compareAttributions } from '../../../src/ledger/compare-attributions.ts'
import { renderExplanation, renderLeak } from '../../../src/report/terminal/explanation.ts'
import { after, before, named } from '../ledgers.ts'
import { HOSTILE_NAMES } from '../samples.ts'

const plain = { color: false, width: 80 }

test('reads well: where it came from', async () => {
  await expect(renderExplanation(after, null, plain)).toMatchFileSnapshot('__snapshots__/explanation.txt')
})

test('reads well: what changed', async () => {
  const text = renderExplanation(after, compareAttributions(before, after), plain)
  await expect(text).toMatchFileSnapshot('__snapshots__/explanation-against-base.txt')
})

test('reads well in a narrow terminal', async () => {
  const text = renderExplanation(after, compareAttributions(before, after), { color: false, width: 40 })
  await expect(text).toMatchFileSnapshot('__snapshots__/explanation-narrow.txt')
})

test('reads well: what a soak left', async () => {
  await expect(renderLeak({ ...after, since: 3214.5 }, plain)).toMatchFileSnapshot('__snapshots__/leak.txt')
})

test('what did not change is said', () => {
  const text = renderExplanation(after, compareAttributions(after, after), plain)
  expect(text).toMatch(/^±0 B: nothing changed by more than two pages; 99\.\d % accounted for\n/)
})

test('what each module retains is said once for all processes, largest first', () => {
  const [program] = after.spans
  if (program === undefined) throw new Error('there are no spans')
  const span = (name: string, kibibytes: number, process: number) => {
    const [self, cumulative, retained] = [1024, 4096 * 1024, kibibytes * 1024]
    return { ...program, kind: 'import' as const, name, process, self, cumulative, retained }
  }
  const spans = [program, span('small', 1, 0), span('a', 300, 0), span('a', 212, 1), span('b', 700, 0)]
  const text = renderExplanation({ ...after, spans }, null, plain)
  expect(/what would go .*?\n\n/s.exec(text)?.[0]).toBe(`what would go if nobody imported it
  retained   self  all inside
   700 KiB  1 KiB    4.00 MiB  import b
   512 KiB  2 KiB    8.00 MiB  import a

`)
})

test('colors change nothing else', () => {
  const painted = renderExplanation(after, null, { color: true, width: 80 })
  expect(painted).toContain('\u001b[1m')
  expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(renderExplanation(after, null, plain))
})

test('no line is wider than the terminal or commands the runner, whatever the names', () => {
  const name = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_NAMES))
  fc.assert(
    fc.property(name, name, fc.integer({ min: 20, max: 120 }), (one, other, width) => {
      const head = named(one)
      for (const difference of [null, compareAttributions(named(other), head)]) {
        for (const line of renderExplanation(head, difference, { color: false, width }).split('\n')) {
          expect(stringWidth(line), JSON.stringify(line)).toBeLessThanOrEqual(width)
          expect(line).not.toMatch(/^\s*::|##\w*\[|\u001b/)
        }
      }
    }),
  )
})
