import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

/** Cut between what a reader sees as one character: an emoji, a letter with its accents. */
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Shortens plain text to so many columns of a terminal, where CJK and emoji take two: out of the middle, as
 * names differ at their ends.
 */
export function elideToWidth(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text
  if (columns < 1) return ''
  const graphemes = Array.from(segmenter.segment(text), ({ segment }) => segment)
  const head = takeWidth(graphemes, Math.ceil((columns - 1) / 2))
  const tail = takeWidth(graphemes.toReversed(), columns - 1 - head.width)
  const elided = `${head.taken.join('')}…${tail.taken.toReversed().join('')}`
  // Pieces may join to something wider than their sum; nothing that people write does.
  return stringWidth(elided) <= columns ? elided : '…'
}

function takeWidth(
  graphemes: readonly string[],
  columns: number,
): { readonly taken: readonly string[]; readonly width: number } {
  const taken: string[] = []
  let width = 0
  for (const grapheme of graphemes) {
    const next = width + stringWidth(grapheme)
    if (next > columns) break
    taken.push(grapheme)
    width = next
  }
  return { taken, width }
}

/** Between a figure and its unit: they are read together. */
const UNIT_SPACE = /(?<=\d) (?=(?:[KMG]iB|B|ms|s|%)(?:\/s)?(?![\w-]))/g
const NO_BREAK = '\u00a0'

/**
 * Breaks plain text between words into lines of so many columns; a longer word is elided. A word that would be a
 * workflow command at the start of a line gets a backslash, as `neutralize` does for the lines that there were.
 */
export function wrap(text: string, columns: number): string[] {
  const words = text
    .replace(UNIT_SPACE, NO_BREAK)
    .split(' ')
    .map((word) => elideToWidth(word.startsWith('::') ? `\\${word}` : word, columns))
  return wrapAnsi(words.join(' '), columns, { hard: false })
    .split('\n')
    .map((line) => line.replaceAll(NO_BREAK, ' '))
}

/** {@link wrap} after a mark, with the further lines under the text of the first. */
export function wrapBehind(mark: string, text: string, columns: number): string[] {
  const width = stringWidth(mark)
  return wrap(text, columns - width).map((line, index) => (index === 0 ? mark : ' '.repeat(width)) + line)
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)))
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - stringWidth(text))) + text
}

/** How much room each column needs: that of its widest cell. */
export function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const count = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: count }, (_, index) =>
    Math.max(...rows.map((row) => stringWidth(row[index] ?? ''))),
  )
}
