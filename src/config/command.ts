import { errors } from '../model/errors.ts'

/** One part of a word, the blanks between two words, or something that only a shell understands. */
const PARTS = new RegExp(
  [
    String.raw`'(?<single>[^']*)'`,
    String.raw`"(?<double>(?:\\[^]|[^"\\])*)"`,
    String.raw`\\(?<escaped>[^])`,
    String.raw`(?<blank>[ \t]+)`,
    String.raw`(?<expansion>\$[\w{(@*#?$!'"-]+|\x60)`,
    String.raw`(?<operator>[|&;<>()\n\r]+)`,
    String.raw`(?<plain>[^\\'"])`,
  ].join('|'),
  'gy',
)
/** Within double quotes a shell still expands these. */
const EXPANSION_IN_QUOTES = /(?:^|[^\\])(?:\\\\)*(?<expansion>\$[\w{(@*#?$!-]+|`)/

/**
 * Splits a command into its words as a POSIX shell would, but runs no shell: what only a shell could do (pipes,
 * redirections, `&&`, variables, patterns) is refused rather than passed on as it stands.
 *
 * @throws UserError `bad-command`
 * @see POSIX.1-2017, Shell Command Language, 2.2 Quoting
 */
export function splitCommand(text: string): readonly [string, ...string[]] {
  const needsShell = (what: string) => errors.badCommand(text, `${what} needs a shell`)
  const words: string[] = []
  /** `null` between two words: `''` is a word. */
  let word: string | null = null
  let end = 0
  for (const { 0: part, index, groups = {} } of text.matchAll(PARTS)) {
    end = index + part.length
    const { single, double, escaped, blank, expansion, operator, plain } = groups
    if (expansion !== undefined) throw needsShell(`"${expansion}"`)
    if (operator !== undefined) throw needsShell(/[\n\r]/.test(operator) ? 'a second line' : `"${operator}"`)
    if (blank !== undefined) {
      if (word !== null) words.push(word)
      word = null
    } else if (plain !== undefined) {
      if (plain === '*' || plain === '?') throw needsShell(`the pattern character ${plain}`)
      if (word === null && plain === '#') throw needsShell('a comment')
      if (word === null && plain === '~') throw needsShell('"~"')
      word = (word ?? '') + plain
    } else if (escaped !== undefined) {
      // A backslash before the end of a line joins the lines.
      if (escaped !== '\n') word = (word ?? '') + escaped
    } else {
      word = (word ?? '') + (single ?? unquote(double ?? '', needsShell))
    }
  }
  if (end < text.length) {
    throw errors.badCommand(text, text[end] === '\\' ? 'it ends with a backslash' : 'a quote is not closed')
  }
  if (word !== null) words.push(word)
  const [program, ...args] = words
  if (program === undefined || program === '') throw errors.badCommand(text, 'it is empty')
  if (/^[A-Za-z_]\w*=/.test(text)) throw needsShell(`the assignment ${program}`)
  return [program, ...args]
}

/** Of double-quoted text: a backslash is one but before these. */
function unquote(double: string, needsShell: (what: string) => Error): string {
  const expansion = EXPANSION_IN_QUOTES.exec(double)?.groups?.['expansion']
  if (expansion !== undefined) throw needsShell(`"${expansion}"`)
  return double.replace(/\\([$`"\\\n])/g, (_, character: string) => (character === '\n' ? '' : character))
}
