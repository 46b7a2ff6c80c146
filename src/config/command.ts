import { parse } from 'shell-quote'
import { errors } from './errors.ts'

/**
 * Splits a command into its words as a shell would, but runs no shell: what only a shell could do (pipes,
 * redirections, `&&`, variables, patterns) is refused rather than passed on as it stands.
 *
 * @throws UserError `bad-command`
 */
export function splitCommand(text: string): readonly [string, ...string[]] {
  let words: readonly unknown[]
  try {
    // A variable becomes an object in the place of its text, so that it is told apart from quoted text.
    words = parse(text, (variable) => ({ op: `$${variable}` }))
  } catch (error) {
    throw errors.badCommand(text, error instanceof Error ? error.message : String(error))
  }
  if (hasOpenQuote(text)) throw errors.badCommand(text, 'a quote is not closed')
  const plain = words.map((word) => {
    if (typeof word === 'string') return word
    throw errors.badCommand(text, `${describe(word)} needs a shell`)
  })
  const [program, ...args] = plain
  if (program === undefined || program === '') throw errors.badCommand(text, 'it is empty')
  return [program, ...args]
}

function describe(word: unknown): string {
  if (typeof word === 'object' && word !== null) {
    if ('pattern' in word) return `the pattern ${String(word.pattern)}`
    if ('comment' in word) return `the comment #${String(word.comment)}`
    if ('op' in word) return `"${String(word.op)}"`
  }
  return 'something'
}

function hasOpenQuote(text: string): boolean {
  return /['"]/.test(text.replace(/\\.|'[^']*'|"(?:\\.|[^"\\])*"/gs, ''))
}
