import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitCommand } from '../../src/config/command.ts'
import { UserError } from '../../src/model/errors/user-error.ts'
import { refusalOf } from '../helpers/refusal.ts'

/** The words that a real shell makes of a text. Only for texts that it would not run anything for. */
function wordsOfShell(text: string): string[] {
  const printed = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${text}`], { encoding: 'utf8' })
  return printed.split('\0').slice(0, -1)
}

describe('a command', () => {
  test.each([
    ['bin/manager conf/default.xml', ['bin/manager', 'conf/default.xml']],
    ['  a\t b  ', ['a', 'b']],
    [
      `server --title 'two words' --empty '' "and ""more"`,
      ['server', '--title', 'two words', '--empty', '', 'and more'],
    ],
    [`a'b c'd"e f"\\ g`, ['ab cde f g']],
    [`printf '%s\\n' "it's" 'say "so"' 'it'\\''s'`, ['printf', '%s\\n', "it's", 'say "so"', "it's"]],
    [
      `echo '$HOME' "\\$HOME" \\$HOME '*' \\* '#' \\# '~' '|'`,
      ['echo', '$HOME', '$HOME', '$HOME', '*', '*', '#', '#', '~', '|'],
    ],
    ['grep "^listening$" 100$', ['grep', '^listening$', '100$']],
    ['curl http://localhost/#top a#b', ['curl', 'http://localhost/#top', 'a#b']],
    [
      'server --listen [::1]:8080 --name a=b {x,y}',
      ['server', '--listen', '[::1]:8080', '--name', 'a=b', '{x,y}'],
    ],
    ['"a\\nb" a\\nb', ['a\\nb', 'anb']],
    ['server \\\n  --port 80\\\n80 "x\\\ny"', ['server', '--port', '8080', 'xy']],
  ])('is split as a shell splits it: %s', (text, words) => {
    expect(splitCommand(text)).toEqual(words)
    expect(wordsOfShell(text)).toEqual(words)
  })

  test.each([
    ['a | b', '"|" needs a shell'],
    ['a && b', '"&&" needs a shell'],
    ['a; b', '";" needs a shell'],
    ['a &', '"&" needs a shell'],
    ['a > log', '">" needs a shell'],
    ['a 2>&1', '">&" needs a shell'],
    ['(a)', '"(" needs a shell'],
    ['a\nb', 'a second line needs a shell'],
    ['a $HOME', '"$HOME" needs a shell'],
    ['a "${HOME}"', '"${HOME" needs a shell'],
    ['a "\\\\$HOME"', '"$HOME" needs a shell'],
    ['a $(b)', '"$(b" needs a shell'],
    ['a `b`', '"`" needs a shell'],
    ['a "`b`"', '"`" needs a shell'],
    ['a *.xml', 'the pattern character * needs a shell'],
    ['a file?', 'the pattern character ? needs a shell'],
    ['a ~/file', '"~" needs a shell'],
    ['a # and so on', 'a comment needs a shell'],
    ['PORT=80 a', 'the assignment PORT=80 needs a shell'],
    ['a "b', 'a quote is not closed'],
    ["a 'b", 'a quote is not closed'],
    ["it's", 'a quote is not closed'],
    ['a \\', 'it ends with a backslash'],
    ['', 'it is empty'],
    ['   ', 'it is empty'],
    ["'' a", 'it is empty'],
  ])('that needs a shell is refused rather than misread: %s', (text, why) => {
    const { code, message, hint } = refusalOf(() => splitCommand(text))
    expect(code).toBe('bad-command')
    expect(message).toBe(`cannot split the command "${text}": ${why}`)
    expect(hint).toContain('shell: true')
  })

  test('that is accepted has the words that a real shell gives it', () => {
    // No character here could make the shell run or write anything.
    const character = fc.constantFrom(...Array.from(`ab=1 \t\n'"\\$#*?~[]{},!%^-`))
    const text = fc.array(character, { maxLength: 14 }).map((characters) => `x${characters.join('')}`)
    let accepted = 0
    fc.assert(
      fc.property(text, (command) => {
        let words: readonly string[]
        try {
          words = splitCommand(command)
        } catch (error) {
          expect(error).toBeInstanceOf(UserError)
          return
        }
        accepted += 1
        expect(wordsOfShell(command)).toEqual(words)
      }),
      { numRuns: 600 },
    )
    expect(accepted).toBeGreaterThan(50)
  })
})
