import { expect, test } from 'vitest'
import { parseExport } from '../../src/config/exports.ts'

test('an export is a format and a file', () => {
  expect(parseExport('junit=out/a=b.xml', '--export')).toEqual({ format: 'junit', file: 'out/a=b.xml' })
  expect(parseExport(' bencher = - ', '--export')).toEqual({ format: 'bencher', file: '-' })
})

test.each(['junit', 'junit=', 'xunit=a.xml', '=a', '', 'constructor=a'])(
  '%j is refused with what there is',
  (text) => {
    expect(() => parseExport(text, '--export')).toThrow(`--export cannot be "${text}"`)
  },
)
