import { describe, expect, it } from 'vitest'
import { createLineFinder } from '../../src/launch/line-pattern.ts'
import { refusalOf } from '../helpers/refusal.ts'

describe('a pattern', () => {
  it.each([
    ['colors', /ready in \d+/, '\u001b[2mready in \u001b[1m129\u001b[22m ms'],
    ['the carriage return of a line end', /^ready$/, 'ready\r'],
    ['a progress bar', /^ready$/, '10 %\r100 %\rready'],
    ['a link', /^open here$/, '\u001b]8;;http://x/\u0007open here\u001b]8;;\u0007'],
    ['other controls', /^ready$/, '\0re\u0007ady'],
    ['nothing', /a\tb/, 'a\tb'],
  ])('is looked for in what is shown of a line with %s', (_what, pattern, line) => {
    expect(createLineFinder(pattern)(['other', line])).not.toBeNull()
    expect(createLineFinder(pattern)(['other'])).toBeNull()
  })

  it('is looked for in what was written, too', () => {
    expect(createLineFinder(/\u001b\[32mup/)(['\u001b[32mup'])).not.toBeNull()
  })

  it('never matches an empty line that nobody wrote', () => {
    expect(createLineFinder(/^$/)(['ready\r', '\u001b[0mx'])).toBeNull()
    expect(createLineFinder(/^$/)([''])).not.toBeNull()
  })

  it('that backtracks without end is refused, and the one before it is found', () => {
    const find = createLineFinder(/^(a+)+$/, 200)
    expect(find(['aaa'])).not.toBeNull()
    const error = refusalOf(() => find([`${'a'.repeat(1000)}!`]))
    expect(error).toMatchObject({ code: 'slow-pattern', exitCode: 2 })
    expect(error.message).toContain('log:/^(a+)+$/')
  })
})
