import { oneLine } from '../untrusted.ts'

/** Breaks what GitHub would link without being seen. */
const BREAK = '\u200b'

/**
 * Makes untrusted text plain text in GitHub's markdown and HTML alike: in a table cell, a sentence or a
 * `<summary>`. Nothing in it can end a cell, open a tag or a comment, format, link, mention a person or an
 * issue. What has a meaning becomes a numeric entity, which cannot be structure; what GitHub links by its
 * look (`@name`, `#12`, `GH-12`, `https://…`) is broken by a space without width, as entities do not help.
 */
export function escapeCell(text: string, maxLength?: number): string {
  return (
    oneLine(text, maxLength)
      .replace(/@(?=[\w-])/g, `@${BREAK}`)
      .replace(/#(?=\d)/g, `#${BREAK}`)
      .replace(/\b(GH-)(?=\d)/gi, `$1${BREAK}`)
      .replace(/:(?=\/\/)/g, `:${BREAK}`)
      .replace(/\bwww(?=\.)/gi, `$&${BREAK}`)
      .replace(/[&<>|`\\*~[\]#$"]/g, entity)
      // Within a word an underscore is a letter, as in my_app.
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, entity)
      // What would begin a list or a rule at the start of a line.
      .replace(/^[-+](?=[\s-]|$)/, entity)
      .replace(/^(\d+)([.)])(?=\s|$)/, (_, digits: string, mark: string) => digits + entity(mark))
  )
}

/** Names that mean nothing to markdown, so that backticks hold them and the raw text stays readable. */
const PLAIN_NAME = /^[\w.[\]/:-][\w.[\]/: -]*$/

/** {@link escapeCell} in the look of code, where GitHub neither mentions nor links anything anyway. */
export function escapeCode(text: string, maxLength?: number): string {
  const line = oneLine(text, maxLength)
  return PLAIN_NAME.test(line) && !line.includes('://')
    ? `\`${line}\``
    : `<code>${escapeCell(text, maxLength)}</code>`
}

/**
 * A block of code, for a command to paste. Its fence is longer than any in the text, and `<!--` cannot be
 * read as the start of a comment by who looks for one in the raw text.
 */
export function fence(text: string, language = 'sh'): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const bar = '`'.repeat(longest + 1)
  const printable = text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
  return `${bar}${language}\n${printable.replaceAll('<!--', `<${BREAK}!--`)}\n${bar}`
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`
}

/** Parentheses, spaces and quotes would leave the link. */
export function isPlainUrl(url: string): boolean {
  return /^https?:\/\/[\w.:/?=&%~#-]+$/.test(url)
}
