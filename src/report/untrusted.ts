import { stripVTControlCharacters } from 'node:util'

/** As much of a untrusted text as one report may hold. */
const MAX_LENGTH = 20_000

/**
 * Makes untrusted text (a name, a program's output) harmless in a terminal and in the log of a CI job: no
 * escape sequence, no control character but the newline, nothing that turns the direction of writing or
 * hides, and no workflow command. A runner reads `::command::` at the start of a line, after blanks too, and
 * the older `##[command]` anywhere in it: both get a backslash, and stay readable. Long texts are cut.
 */
export function neutralize(text: string, maxLength = MAX_LENGTH): string {
  return elide(
    stripVTControlCharacters(text)
      .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
      .replace(/\t/g, '  ')
      // Controls, and what is there but not seen; joiners hold emoji and scripts together and are welcome.
      .replace(/(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u115f\u1160\u3164\uffa0]/gu, '')
      .replace(/^(\s*):/gm, '$1\\:')
      .replace(/##(\w*)\[/g, '##$1\\['),
    maxLength,
  )
}

/** {@link neutralize} for text that must stay on one line: a name, a sentence. */
export function oneLine(text: string, maxLength = 1000): string {
  return elide(neutralize(text).replace(/\s+/g, ' ').trim(), maxLength)
}

/**
 * Cuts the middle out of a text of more than `maxLength` characters: names differ at their ends. Counts and
 * cuts between code points.
 */
export function elide(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const characters = Array.from(text)
  if (characters.length <= maxLength) return text
  const kept = Math.max(0, maxLength - 1)
  const tail = Math.floor(kept / 2)
  return `${characters.slice(0, kept - tail).join('')}…${characters.slice(characters.length - tail).join('')}`
}
