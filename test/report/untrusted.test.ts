import fc from 'fast-check'
import { expect, test } from 'vitest'
import { elide, neutralize, oneLine } from '../../src/report/untrusted.ts'
import { HOSTILE_NAMES } from './samples.ts'

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...HOSTILE_NAMES),
  fc
    .array(
      fc.constantFrom(
        ':',
        '::',
        '#',
        '##',
        '[',
        ' ',
        '\n',
        '\r',
        '\u001b',
        '\u001b[',
        '\u200b',
        '\u0000',
        '\u2028',
        '\ud800',
        'm',
        'x',
      ),
    )
    .map((pieces) => pieces.join('')),
)

test.each([
  ['a plain text', 'bin/manager: ready on :7531\nsecond line', 'bin/manager: ready on :7531\nsecond line'],
  ['colors', '\u001b[1;31mfatal\u001b[0m', 'fatal'],
  ['a title and a bell', '\u001b]0;title\u0007fatal\u0007', 'fatal'],
  ['the other way to start a sequence', '\u009b31mfatal', 'fatal'],
  ['what overwrites the line', 'fatal\rok', 'fatal\nok'],
  ['a turn of direction', 'safe\u202egnp.exe', 'safegnp.exe'],
  ['a workflow command', '::error::no', '\\::error::no'],
  ['a workflow command behind blanks', 'x\n \t ::add-mask::x', 'x\n    \\::add-mask::x'],
  ['a workflow command in pieces', ':\u0000:error::no', '\\::error::no'],
  ['a command of the old kind', 'x ##[error]no', 'x ##\\[error]no'],
  ['tabs', 'a\tb', 'a  b'],
])('neutralizes %s', (_, text, expected) => {
  expect(neutralize(text)).toBe(expected)
})

test('no text whatever brings a control, an escape or a workflow command through', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const safe = neutralize(text)
      expect(safe).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}]/u)
      expect(safe).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u2028\u2029]/)
      for (const line of safe.split('\n')) expect(line.trim()).not.toMatch(/^:|##\w*\[/)
      expect(oneLine(text)).not.toMatch(/[\n\r\u2028\u2029\u0085]|^\s|\s$|^:/)
    }),
    { numRuns: 2000 },
  )
})

test('long texts lose their middle, counted in characters and cut between them', () => {
  expect(elide('abcdefghij', 10)).toBe('abcdefghij')
  expect(elide('abcdefghijk', 10)).toBe('abcde…hijk')
  expect(elide('😀'.repeat(8), 8)).toBe('😀'.repeat(8))
  expect(elide('😀'.repeat(9), 4)).toBe('😀😀…😀')
  expect(neutralize('x'.repeat(1e6)).length).toBe(20_000)
})
