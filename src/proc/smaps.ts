import {
  ABSENT,
  FIELD,
  fieldNamed,
  learnLayout,
  readAtPlaces,
  REQUIRED_FIELDS,
  SMAPS_FIELDS,
} from './smaps-layout.ts'
import type { SmapsLayout } from './smaps-layout.ts'

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

/** Bytes, summed over mappings. What a kernel does not print is 0, but for `writable`, which has a way round. */
export interface SmapsTotals {
  mappings: number
  rss: number
  pss: number
  /** Σ (Pss_Dirty + SwapPss + Private_Hugetlb): the pages that are this process's own, its share of the shared ones. */
  writable: number
  sharedClean: number
  sharedDirty: number
  privateClean: number
  privateDirty: number
}

/** One mapping of a process; bytes. */
export interface Mapping {
  /** `rw-p`. */
  readonly permissions: string
  /** `''` for anonymous memory, `[heap]`, or a path, perhaps with ` (deleted)`; newlines are escaped by the kernel. */
  readonly name: string
  readonly rss: number
  readonly pss: number
  readonly writable: number
  readonly sharedClean: number
  readonly sharedDirty: number
  readonly privateClean: number
  readonly privateDirty: number
  /** Pages with no file behind them; `null` before Linux 2.6.34. */
  readonly anonymous: number | null
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

const NEWLINE = 0x0a
const COLON = 0x3a
const KIB = 1024

/** Adds up a file of smaps (or the one record of smaps_rollup). Linear in its length, and allocates nothing per record. */
export function sumSmaps(text: Uint8Array, length: number, memory: SmapsMemory): SmapsTotals {
  const totals: SmapsTotals = {
    mappings: 0,
    rss: 0,
    pss: 0,
    writable: 0,
    sharedClean: 0,
    sharedDirty: 0,
    privateClean: 0,
    privateDirty: 0,
  }
  forEachRecord(text, length, memory, (_start, _end, values) => {
    totals.mappings += 1
    totals.rss += bytes(values, FIELD.Rss)
    totals.pss += bytes(values, FIELD.Pss)
    totals.writable += writableOf(values)
    totals.sharedClean += bytes(values, FIELD.Shared_Clean)
    totals.sharedDirty += bytes(values, FIELD.Shared_Dirty)
    totals.privateClean += bytes(values, FIELD.Private_Clean)
    totals.privateDirty += bytes(values, FIELD.Private_Dirty)
  })
  return totals
}

/** Every mapping of a file of smaps, in its order. */
export function listMappings(text: Uint8Array, length: number, memory: SmapsMemory): Mapping[] {
  const mappings: Mapping[] = []
  forEachRecord(text, length, memory, (headerStart, headerEnd, values) => {
    mappings.push({
      ...parseHeader(text, headerStart, headerEnd),
      rss: bytes(values, FIELD.Rss),
      pss: bytes(values, FIELD.Pss),
      writable: writableOf(values),
      sharedClean: bytes(values, FIELD.Shared_Clean),
      sharedDirty: bytes(values, FIELD.Shared_Dirty),
      privateClean: bytes(values, FIELD.Private_Clean),
      privateDirty: bytes(values, FIELD.Private_Dirty),
      anonymous: values[FIELD.Anonymous] === ABSENT ? null : bytes(values, FIELD.Anonymous),
    })
  })
  return mappings
}

/**
 * Writable bytes of one record. Pss_Dirty exists since Linux 6.0; before that the shared part of Pss is split
 * in the proportion of the shared pages. SwapPss exists since 4.3; before that Swap, which is the same for
 * unshared memory.
 */
function writableOf(values: Float64Array): number {
  const swap = values[FIELD.SwapPss] === ABSENT ? FIELD.Swap : FIELD.SwapPss
  return pssDirtyOf(values) + bytes(values, swap) + bytes(values, FIELD.Private_Hugetlb)
}

function pssDirtyOf(values: Float64Array): number {
  if (values[FIELD.Pss_Dirty] !== ABSENT) return bytes(values, FIELD.Pss_Dirty)
  const privateDirty = bytes(values, FIELD.Private_Dirty)
  const sharedDirty = bytes(values, FIELD.Shared_Dirty)
  if (sharedDirty === 0) return privateDirty
  const sharedPss = bytes(values, FIELD.Pss) - bytes(values, FIELD.Private_Clean) - privateDirty
  return privateDirty + (sharedPss * sharedDirty) / (bytes(values, FIELD.Shared_Clean) + sharedDirty)
}

/** Kernel kB become bytes here and nowhere else. */
function bytes(values: Float64Array, field: number): number {
  return Math.max(0, values[field] ?? 0) * KIB
}

type Visit = (headerStart: number, headerEnd: number, values: Float64Array) => void

/** Calls back for each record with its header's place and its values in kB; the array is the same each time. */
function forEachRecord(text: Uint8Array, length: number, memory: SmapsMemory, visit: Visit): void {
  const values = new Float64Array(SMAPS_FIELDS.length).fill(ABSENT)
  let at = 0
  while (at < length) {
    const headerEnd = lineEnd(text, at, length)
    if (!startsHeader(text, at)) throw new MalformedSmapsError('expected the header of a mapping', at, text)
    const bodyStart = headerEnd + 1
    let next = -1
    if (memory.layout !== null && readAtPlaces(text, length, bodyStart, memory.layout, values)) {
      next = skipFlags(text, bodyStart + memory.layout.length, length)
    }
    if (next < 0) next = readLineByLine(text, length, at, bodyStart, values, memory)
    // The kernel adds each page to Rss and to exactly one of the four.
    if (
      values[FIELD.Rss] !==
      (values[FIELD.Shared_Clean] ?? 0) +
        (values[FIELD.Shared_Dirty] ?? 0) +
        (values[FIELD.Private_Clean] ?? 0) +
        (values[FIELD.Private_Dirty] ?? 0)
    ) {
      throw new MalformedSmapsError(
        'Rss is not the sum of its clean and dirty, shared and private parts',
        at,
        text,
      )
    }
    visit(at, headerEnd, values)
    at = next
  }
}

/** Where the next record starts, given that only VmFlags may stand before it; −1 when something else does. */
function skipFlags(text: Uint8Array, at: number, length: number): number {
  if (at === length || startsHeader(text, at)) return at
  if (!(text[at] === 0x56 && text[at + 1] === 0x6d && text[at + 2] === 0x46)) return -1
  const next = text.indexOf(NEWLINE, at) + 1
  if (next === 0 || next > length) return -1
  return next === length || startsHeader(text, next) ? next : -1
}

/** Reads a record the slow way, remembers its layout, and gives the place behind it. */
function readLineByLine(
  text: Uint8Array,
  length: number,
  headerStart: number,
  bodyStart: number,
  values: Float64Array,
  memory: SmapsMemory,
): number {
  values.fill(ABSENT)
  let at = bodyStart
  while (at < length && !startsHeader(text, at)) {
    const end = lineEnd(text, at, length)
    const colon = text.indexOf(COLON, at)
    if (colon < 0 || colon > end) throw new MalformedSmapsError('a line without a key', at, text)
    const field = fieldNamed(Buffer.from(text.subarray(at, colon)).toString('latin1'))
    if (field !== undefined) {
      const value = /^\s*(\d{1,15}) kB$/.exec(Buffer.from(text.subarray(colon + 1, end)).toString('latin1'))
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
  for (let field = 0; field < values.length; field += 1) if (values[field] !== ABSENT) present |= 1 << field
  if (memory.present !== 0 && memory.present !== present) {
    throw new MalformedSmapsError('other fields than in the records before it', headerStart, text)
  }
  memory.present = present
  memory.layout ??= learnLayout(text, bodyStart, at)
  return at
}

/** Headers begin with an address in lower-case hexadecimal, keys with a capital. */
function startsHeader(text: Uint8Array, at: number): boolean {
  const byte = text[at] ?? 0
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66)
}

function lineEnd(text: Uint8Array, at: number, length: number): number {
  const end = text.indexOf(NEWLINE, at)
  if (end < 0 || end >= length) throw new MalformedSmapsError('the last line is cut off', at, text)
  return end
}

// start-end permissions offset device inode, then padding and a name that may hold spaces. The device is
// major:minor in hexadecimal, of at least two digits each: 103:02, 00:1a2.
const HEADER =
  /^[0-9a-f]+-[0-9a-f]+ (?<permissions>[r-][w-][x-][sp]) [0-9a-f]+ [0-9a-f]{2,}:[0-9a-f]{2,} \d+(?: +(?<name>.*))?$/s

function parseHeader(text: Uint8Array, start: number, end: number): Pick<Mapping, 'permissions' | 'name'> {
  const header = HEADER.exec(Buffer.from(text.buffer, text.byteOffset + start, end - start).toString('utf8'))
  const { permissions, name } = header?.groups ?? {}
  if (permissions === undefined) throw new MalformedSmapsError('not the header of a mapping', start, text)
  return { permissions, name: name ?? '' }
}
