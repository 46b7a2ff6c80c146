import { fieldNamed, isFreeText, UNREAD } from './smaps-fields.ts'

/**
 * How one kernel prints a record of smaps. Every record of a file, and of every file of the same kernel, has
 * the same lines; numbers are right-aligned in eight columns. So each number stands at a fixed distance from
 * the start of its record's first line, which is learned once, and every byte that is the same in all records
 * is checked at every use: a record that differs in any (a wider number, ≥ 100 GB, shifts what follows it) is
 * read line by line instead.
 */
export interface SmapsLayout {
  /** Where the bytes between the numbers stand, and what they are, eight at a time. */
  readonly fixedAt: Int32Array
  readonly fixedWords: Float64Array
  /** Where each line's number starts and ends, and its place among the values. */
  readonly numberStarts: Int32Array
  readonly numberEnds: Int32Array
  readonly fields: Int32Array
  /** What follows the last number. */
  readonly ending: Uint8Array
  /** Up to the end of the last line that holds a number. */
  readonly length: number
}

const COLUMNS = 8
const WORD = 8
const SPACE = 0x20
const TAB = 0x09
const ZERO = 0x30
const NINE = 0x39
const COLON = 0x3a
const NEWLINE = 0x0a
const UNIT = Buffer.from(' kB')
/** Kernels of today print 23 lines of numbers. */
const MOST_LINES = 64

/**
 * Learns the layout of the lines of numbers in `text[start, end)`, which have been read line by line and are
 * well formed. `null` when they are not of the shape that the fast way needs.
 */
export function learnLayout(text: Uint8Array, start: number, end: number): SmapsLayout | null {
  const view = viewOf(text)
  const fixedAt: number[] = []
  const numberStarts: number[] = []
  const numberEnds: number[] = []
  const fields: number[] = []
  let at = start
  let fixedStart = start
  while (at < end && !isFreeText(text, at)) {
    const lineEnd = text.indexOf(NEWLINE, at)
    const colon = text.indexOf(COLON, at)
    const hasUnit = UNIT.every((byte, index) => text[lineEnd - UNIT.length + index] === byte)
    const numberEnd = hasUnit ? lineEnd - UNIT.length : lineEnd
    // Tabs, which Linux 5.3 to 5.8 have before the number of THPeligible, are among the fixed bytes.
    const numberStart = Math.max(colon + 1, numberEnd - COLUMNS, text.lastIndexOf(TAB, lineEnd) + 1)
    // A wider number would leave its first digits among the fixed bytes.
    const isNarrow = text.subarray(colon + 1, numberStart).every((byte) => byte === SPACE || byte === TAB)
    if (!isNarrow || readNumber(text, numberStart, numberEnd) < 0) return null
    if (numberStart - fixedStart < WORD || fields.length === MOST_LINES) return null
    // The last word overlaps the one before it, as the bytes are seldom a multiple of eight.
    for (let word = fixedStart; word < numberStart - WORD; word += WORD) fixedAt.push(word - start)
    fixedAt.push(numberStart - WORD - start)
    numberStarts.push(numberStart - start)
    numberEnds.push(numberEnd - start)
    fields.push(fieldNamed(Buffer.from(text.subarray(at, colon)).toString('latin1')) ?? UNREAD)
    fixedStart = numberEnd
    at = lineEnd + 1
  }
  const length = at - start
  const ending = text.slice(fixedStart, at)
  for (; at < end; at = text.indexOf(NEWLINE, at) + 1) if (!isFreeText(text, at)) return null
  return {
    fixedAt: Int32Array.from(fixedAt),
    fixedWords: Float64Array.from(fixedAt, (place) => wordAt(view, start + place)),
    numberStarts: Int32Array.from(numberStarts),
    numberEnds: Int32Array.from(numberEnds),
    fields: Int32Array.from(fields),
    ending,
    length,
  }
}

/** The words that the last record had as its numbers. */
export function createLastWords(): Float64Array {
  return new Float64Array(MOST_LINES).fill(NaN)
}

/**
 * Reads the numbers of a record's lines to their places among `values`. A number that reads as in the record
 * before, as most do, is there already.
 *
 * @param start where the lines start; the text is long enough for all of them
 * @param values of the record before
 * @param lastWords of the record before; NaN where `values` do not stand for them
 * @returns `false` when anything is not where the layout has it: then `values` means nothing
 */
export function readAtPlaces(
  text: Uint8Array,
  view: DataView,
  start: number,
  layout: SmapsLayout,
  values: Float64Array,
  lastWords: Float64Array,
): boolean {
  const { fixedAt, fixedWords, numberStarts, numberEnds, fields, ending } = layout
  const end = start + layout.length
  for (let index = 0; index < fixedAt.length; index += 1) {
    if (wordAt(view, start + (fixedAt[index] ?? 0)) !== fixedWords[index]) return false
  }
  for (let index = 0; index < ending.length; index += 1) {
    if (text[end - ending.length + index] !== ending[index]) return false
  }
  for (let index = 0; index < fields.length; index += 1) {
    const numberEnd = start + (numberEnds[index] ?? 0)
    const word = wordAt(view, numberEnd - WORD)
    if (word === lastWords[index]) continue
    const number = readNumber(text, start + (numberStarts[index] ?? 0), numberEnd)
    if (number < 0) return false
    values[fields[index] ?? UNREAD] = number
    lastWords[index] = word
  }
  return true
}

export function viewOf(text: Uint8Array): DataView {
  return new DataView(text.buffer, text.byteOffset, text.byteLength)
}

/**
 * Eight bytes as one number, to be compared and no more. Bytes of text (below 0x7f) are never those of NaN or
 * of a zero, so two words are equal when, and only when, all their bytes are.
 */
function wordAt(view: DataView, at: number): number {
  return view.getFloat64(at, true)
}

/** Up to eight columns: spaces, then at least one digit. −1 when they are anything else. */
function readNumber(text: Uint8Array, start: number, end: number): number {
  let at = start
  while (text[at] === SPACE && at < end - 1) at += 1
  if (at === end) return -1
  let value = 0
  for (; at < end; at += 1) {
    const digit = text[at] ?? 0
    if (digit < ZERO || digit > NINE) return -1
    value = value * 10 + (digit - ZERO)
  }
  return value
}
