import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeCell, escapeCode, fence } from '../../../src/report/markdown/escape.ts'
import { HOSTILE_NAMES } from '../samples.ts'

const B = '\u200b'

test.each([
  ['manager', 'manager'],
  ['my_app-2.service (x64), 90%', 'my_app-2.service (x64), 90%'],
  ['a|b', 'a&#124;b'],
  ['a\n| b', 'a &#124; b'],
  ['<!-- x -->', '&#60;!-- x --&#62;'],
  ['`x` *y* _z_ ~w~', '&#96;x&#96; &#42;y&#42; &#95;z&#95; &#126;w&#126;'],
  ['[x](y)', '&#91;x&#93;(y)'],
  ['@octocat', `@${B}octocat`],
  ['acme/x#12', `acme/x&#35;${B}12`],
  ['GH-7', `GH-${B}7`],
  ['https://evil.example', `https:${B}//evil.example`],
  ['www.evil.example', `www${B}.evil.example`],
  ['&lt;', '&#38;lt;'],
  ['\\|', '&#92;&#124;'],
  ['- item', '&#45; item'],
  ['---', '&#45;--'],
  ['-4 KiB and +93.1 KiB', '-4 KiB and +93.1 KiB'],
  ['1.2 MiB', '1.2 MiB'],
  ['1. item', '1&#46; item'],
])('%s becomes plain text', (text, expected) => {
  expect(escapeCell(text)).toBe(expected)
})

test('no text whatever keeps a meaning in markdown or HTML', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_NAMES)), (text) => {
      for (const escaped of [escapeCell(text), escapeCode(text).slice('<code>'.length, -'</code>'.length)]) {
        expect(escaped).not.toMatch(/[|<>`*~[\]\\"$\n\r]/)
        expect(escaped).not.toMatch(/@[\w-]|(?<!&)#|:\/\/|\bwww\./i)
        expect(escaped).not.toMatch(/&(?!#\d+;)/)
      }
    }),
    { numRuns: 2000 },
  )
})

test('a command to paste stays as it is, and stays inside its fence', () => {
  expect(fence("npx footprint-gate record --scenario 'a|b' <x>")).toBe(
    "```sh\nnpx footprint-gate record --scenario 'a|b' <x>\n```",
  )
  expect(fence('echo ````\n```\n# heading')).toBe('`````sh\necho ````\n```\n# heading\n`````')
  expect(fence('<!-- footprint-gate -->')).not.toContain('<!--')
})
