import { ABSENT, createValues, FIELD, fieldNamed, isFreeText, isName } from './smaps-fields.ts'
import { REQUIRED_FIELDS, SMAPS_FIELDS } from './smaps-fields.ts'
import { findName, startsHeader } from './smaps-header.ts'
import { createLastWords, learnLayout, readAtPlaces, type SmapsLayout, viewOf } from './smaps-layout.ts'

/** A record of smaps that no kernel prints, or one that contradicts itself. */
export class MalformedSmapsError extends Error {
  override readonly name = 'MalformedSmapsError'
  constructor(why: string, at: number, text: Uint8Array) {
    const line = Buffer.from(text.subarray(at, Math.min(at + 80, text.length)))
      .toString('latin1')
      .split('\n')[0]
    super(`malformed smaps at byte ${at}: ${why}: ${JSON.stringify(line)}`)
  }
}

/** What is remembered from record to record, and from file to file of the same kernel. */
export interface SmapsMemory {
  layout: SmapsLayout | null
  /** Which fields the kernel prints, as a bit set; 0 before the first record. */
  present: number
}

export function createSmapsMemory(): SmapsMemory {
  return { layout: null, present: 0 }
}

/** One record: the same object each time, with the next record's places and values. */
export interface SmapsRecord {
  headerStart: number
  /** Of the mapping's name in the header; empty when they are the same. */
  nameStart: number
  nameEnd: number
  /** Of the lines below the header. */
  bodyStart: number
  /** Where the next record starts. */
  end: number
  /** In kB, by `FIELD`; `ABSENT` where the kernel does not print it. */
  readonly values: Float64Array
}

const NEWLINE = 0x0a
const COLON = 0x3a

/**
 * Calls back for each record of a file.
 *
 * @throws MalformedSmapsError and then remembers nothing of the file.
 */
export function forEachRecord(
  text: Uint8Array,
  length: number,
  memory: SmapsMemory,
  visit: (record: SmapsRecord) => void,
): void {
  const view = viewOf(text)
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength)
  const values = createValues()
  const lastWords = createLastWords()
  /** Where the lines of the record before start, when they are as the layout has them. */
  let last = -1
  const record = { headerStart: 0, nameStart: 0, nameEnd: 0, bodyStart: 0, end: 0, values }
  const learned = { ...memory }
  while (record.end < length) {
    record.headerStart = record.end
    record.nameStart = findName(text, record.headerStart)
    if (record.nameStart < 0) {
      throw new MalformedSmapsError('expected the header of a mapping', record.headerStart, text)
    }
    record.nameEnd =
      text[record.nameStart] === NEWLINE ? record.nameStart : lineEnd(text, record.nameStart, length)
    record.bodyStart = record.nameEnd + 1
    const start = isName(text, record.bodyStart)
      ? lineEnd(text, record.bodyStart, length) + 1
      : record.bodyStart
    const { layout } = learned
    record.end = -1
    let isSame = false
    if (layout !== null && start + layout.length <= length) {
      const end = start + layout.length
      // Who makes thousands of mappings makes them alike: then the values of the record before stand.
      isSame = last >= 0 && bytes.compare(bytes, last, last + layout.length, start, end) === 0
      if (isSame || readAtPlaces(text, view, start, layout, values, lastWords)) {
        record.end = skipFreeText(text, end, length)
        last = start
      }
    }
    if (record.end < 0) {
      isSame = false
      record.end = readLineByLine(text, length, start, record, learned)
      const relearned = learnLayout(text, start, record.end)
      learned.layout = relearned ?? layout
      last = relearned === null ? -1 : start
      lastWords.fill(NaN)
    }
    if (!isSame) checkSum(text, record)
    visit(record)
  }
  Object.assign(memory, learned)
}

/** Where the last record ends that is whole: where the last header starts. 0 when there is none but the first. */
export function endOfRecords(text: Uint8Array, length: number): number {
  let at = length
  while (at > 1) {
    at = text.lastIndexOf(NEWLINE, at - 2) + 1
    if (startsHeader(text, at)) return at
  }
  return 0
}

/** Where the next record starts, behind lines of text; −1 when anything else stands before it. */
function skipFreeText(text: Uint8Array, start: number, length: number): number {
  let at = start
  while (at < length && !startsHeader(text, at)) {
    if (!isFreeText(text, at)) return -1
    while (at < length && text[at] !== NEWLINE) at += 1
    if (at === length) return -1
    at += 1
  }
  return at
}

/** Reads the lines of a record the slow way and gives the place behind them. */
function readLineByLine(
  text: Uint8Array,
  length: number,
  start: number,
  { headerStart, values }: SmapsRecord,
  learned: SmapsMemory,
): number {
  values.fill(ABSENT)
  let at = start
  while (at < length && !startsHeader(text, at)) {
    const end = lineEnd(text, at, length)
    const colon = text.indexOf(COLON, at)
    if (colon < 0 || colon > end) throw new MalformedSmapsError('a line without a key', at, text)
    const field = fieldNamed(latin1(text, at, colon))
    if (field !== undefined) {
      const value = /^ +(\d{1,15}) kB$/.exec(latin1(text, colon + 1, end))
      if (value === null) throw new MalformedSmapsError('a field without its number of kB', at, text)
      if (values[field] !== ABSENT) throw new MalformedSmapsError('a field twice in one record', at, text)
      values[field] = Number(value[1])
    }
    at = end + 1
  }
  for (const name of REQUIRED_FIELDS) {
    if (values[FIELD[name]] === ABSENT)
      throw new MalformedSmapsError(`no ${name} in the record`, headerStart, text)
  }
  let present = 0
  SMAPS_FIELDS.forEach((_, field) => {
    if (values[field] !== ABSENT) present |= 1 << field
  })
  if (learned.present !== 0 && learned.present !== present) {
    throw new MalformedSmapsError('other fields than in the records before it', headerStart, text)
  }
  learned.present = present
  return at
}

/**
 * The kernel adds each page to Rss and to exactly one of the four (`smaps_account`), but for hugetlb pages,
 * which are in none of them. Before 2.6.34 pages without a struct page (device memory) were in Rss alone; by
 * Anonymous, which came in 2.6.37, we know that this is later.
 */
function checkSum(text: Uint8Array, { headerStart, values }: SmapsRecord): void {
  const rss = values[FIELD.Rss] ?? ABSENT
  const parts =
    (values[FIELD.Shared_Clean] ?? ABSENT) +
    (values[FIELD.Shared_Dirty] ?? ABSENT) +
    (values[FIELD.Private_Clean] ?? ABSENT) +
    (values[FIELD.Private_Dirty] ?? ABSENT)
  if (rss === parts || (rss > parts && values[FIELD.Anonymous] === ABSENT)) return
  throw new MalformedSmapsError(
    'Rss is not the sum of its clean and dirty, shared and private parts',
    headerStart,
    text,
  )
}

function lineEnd(text: Uint8Array, at: number, length: number): number {
  const end = text.indexOf(NEWLINE, at)
  if (end < 0 || end >= length) throw new MalformedSmapsError('the last line is cut off', at, text)
  return end
}

function latin1(text: Uint8Array, start: number, end: number): string {
  return Buffer.from(text.buffer, text.byteOffset + start, end - start).toString('latin1')
}
