/**
 * How one kernel prints a record of smaps. Every record of a file, and of every file of the same kernel, has
 * the same lines; numbers are right-aligned in eight columns. So each field stands at a fixed distance from
 * the end of its record's header line, which is learned once and checked at every use: a wider number
 * (≥ 100 GB) shifts what follows it, and such a record is read line by line instead.
 */

/** The fields that are read; all other keys are skipped, as every kernel brings new ones. */
export const SMAPS_FIELDS = [
  'Rss',
  'Pss',
  'Pss_Dirty',
  'Shared_Clean',
  'Shared_Dirty',
  'Private_Clean',
  'Private_Dirty',
  'Anonymous',
  'Private_Hugetlb',
  'Swap',
  'SwapPss',
] as const

export type SmapsField = (typeof SMAPS_FIELDS)[number]

/** Index of a field in the values of a record. */
export const FIELD = Object.fromEntries(SMAPS_FIELDS.map((name, index) => [name, index])) as Readonly<
  Record<SmapsField, number>
>

/** The value of a field that this kernel does not print. */
export const ABSENT = -1

/** In every kernel that has smaps at all (2.6.14). */
export const REQUIRED_FIELDS: readonly SmapsField[] = [
  'Rss',
  'Pss',
  'Shared_Clean',
  'Shared_Dirty',
  'Private_Clean',
  'Private_Dirty',
]

/** Where one field's line stands, in bytes after the header's newline. */
interface FieldPlace {
  readonly field: number
  readonly lineStart: number
  /** The whole line's fixed beginning: the key, its colon and the padding before the eight columns. */
  readonly prefix: Uint8Array
}

export interface SmapsLayout {
  readonly places: readonly FieldPlace[]
  /** From the header's newline to the end of the last line of fixed width. */
  readonly length: number
}

const NUMBER_WIDTH = 8
const SUFFIX = Buffer.from(' kB\n')
const SPACE = 0x20
const ZERO = 0x30
const NINE = 0x39
const NEWLINE = 0x0a
const KEY_OF_FLAGS = 0x56 // The V of VmFlags, the one line whose width varies.

/**
 * Learns the layout of the record whose body is `text[bodyStart, bodyEnd)`. The record has been read line by
 * line and is well formed. `null` when its lines are not of the fixed width that the fast way needs.
 */
export function learnLayout(text: Uint8Array, bodyStart: number, bodyEnd: number): SmapsLayout | null {
  const places: FieldPlace[] = []
  let at = bodyStart
  let length = 0
  while (at < bodyEnd && text[at] !== KEY_OF_FLAGS) {
    const end = text.indexOf(NEWLINE, at) + 1
    const colon = text.indexOf(0x3a, at)
    const field = fieldNamed(Buffer.from(text.subarray(at, colon)).toString('latin1'))
    if (field !== undefined) {
      const numberStart = end - SUFFIX.length - NUMBER_WIDTH
      if (numberStart <= colon || !onlySpaces(text, colon + 1, numberStart)) return null
      places.push({ field, lineStart: at - bodyStart, prefix: text.slice(at, numberStart) })
    }
    at = end
    length = at - bodyStart
  }
  return { places, length }
}

/** The index of the field of that name; `undefined` for the many that are not read. */
export function fieldNamed(name: string): number | undefined {
  return Object.hasOwn(FIELD, name) ? FIELD[name as SmapsField] : undefined
}

/**
 * Reads the fields of a record at their learned places into `values` (kB). `false` when anything is not where
 * the layout has it: then `values` means nothing, and the record must be read line by line.
 */
export function readAtPlaces(
  text: Uint8Array,
  length: number,
  bodyStart: number,
  layout: SmapsLayout,
  values: Float64Array,
): boolean {
  const bodyEnd = bodyStart + layout.length
  if (bodyEnd > length || text[bodyEnd - 1] !== NEWLINE) return false
  for (const { field, lineStart, prefix } of layout.places) {
    let at = bodyStart + lineStart
    for (const byte of prefix) {
      if (text[at] !== byte) return false
      at += 1
    }
    const value = readNumber(text, at)
    if (value < 0) return false
    at += NUMBER_WIDTH
    for (const byte of SUFFIX) {
      if (text[at] !== byte) return false
      at += 1
    }
    values[field] = value
  }
  return true
}

/** Eight columns: spaces, then at least one digit. −1 when they are anything else. */
function readNumber(text: Uint8Array, start: number): number {
  let at = start
  const end = start + NUMBER_WIDTH
  while (text[at] === SPACE && at < end - 1) at += 1
  let value = 0
  for (; at < end; at += 1) {
    const digit = text[at] ?? 0
    if (digit < ZERO || digit > NINE) return -1
    value = value * 10 + (digit - ZERO)
  }
  return value
}

function onlySpaces(text: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (text[at] !== SPACE) return false
  return true
}
