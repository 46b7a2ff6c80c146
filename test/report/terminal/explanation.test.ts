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
