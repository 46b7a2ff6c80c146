import { ABSENT, FIELD, isName } from './smaps-fields.ts'
import { parseHeader, type SmapsHeader } from './smaps-header.ts'
import { forEachRecord, type SmapsMemory, type SmapsRecord } from './smaps-records.ts'

/** Bytes, summed over mappings. What a kernel does not print is 0, but for `writable`, which has a way round. */
export interface SmapsTotals {
  mappings: number
  rss: number
  pss: number
  /**
   * Σ (Pss_Dirty + SwapPss + Private_Hugetlb) less `dirtyCache`: the pages that are this process's own, its share
   * of the shared ones, but for `sharedHugetlb`.
   */
  writable: number
  /** Huge pages that others map, too: whole, as the kernel knows no share of them. */
  sharedHugetlb: number
  /** Its share of the dirty page cache of files on disk that it maps. */
  dirtyCache: number
  /** The same of files that are nowhere but in memory (tmpfs, memfd, ramfs), which is in `writable`. */
  dirtyInMemory: number
  sharedClean: number
  sharedDirty: number
  privateClean: number
  privateDirty: number
}

/** Whether a mapping's file is on disk, by the device of its header; see `FileSystems`. */
export type IsOnDisk = (device: string) => boolean

/** One mapping of a process; bytes. */
export interface Mapping extends SmapsHeader {
  /** `''` for anonymous memory, `[heap]`, or a path, perhaps with ` (deleted)`; newlines are escaped by the kernel. */
  readonly name: string
  /** Of a page; 0 before Linux 2.6.29. */
  readonly pageSize: number
  readonly rss: number
  readonly pss: number
  /** As in `SmapsTotals`. */
  readonly writable: number
  readonly sharedHugetlb: number
  readonly dirtyCache: number
  readonly sharedClean: number
  readonly sharedDirty: number
  readonly privateClean: number
  readonly privateDirty: number
  /** Pages with no file behind them; `null` before Linux 2.6.37. */
  readonly anonymous: number | null
}

const NEWLINE = 0x0a
const COLON = 0x3a
const KIB = 1024

export function createTotals(): SmapsTotals {
  return {
    mappings: 0,
    rss: 0,
    pss: 0,
    writable: 0,
    sharedHugetlb: 0,
    dirtyCache: 0,
    dirtyInMemory: 0,
    sharedClean: 0,
    sharedDirty: 0,
    privateClean: 0,
    privateDirty: 0,
  }
}

/** Adds up records of smaps (or the one of smaps_rollup). Linear in their length, and allocates nothing per record. */
export function sumSmaps(
  text: Uint8Array,
  length: number,
  memory: SmapsMemory,
  isOnDisk: IsOnDisk,
  totals: SmapsTotals = createTotals(),
): SmapsTotals {
  forEachRecord(text, length, memory, (record) => {
    const { values } = record
    const dirtyFile = dirtyFileOf(values)
    const dirtyCache = dirtyFile > 0 && isOfFileOnDisk(text, record, isOnDisk) ? dirtyFile : 0
    totals.mappings += 1
    totals.rss += bytes(values, FIELD.Rss)
    totals.pss += bytes(values, FIELD.Pss)
    totals.writable += writableOf(values) - dirtyCache
    totals.sharedHugetlb += bytes(values, FIELD.Shared_Hugetlb)
    totals.dirtyCache += dirtyCache
    totals.dirtyInMemory += dirtyFile - dirtyCache
    totals.sharedClean += bytes(values, FIELD.Shared_Clean)
    totals.sharedDirty += bytes(values, FIELD.Shared_Dirty)
    totals.privateClean += bytes(values, FIELD.Private_Clean)
    totals.privateDirty += bytes(values, FIELD.Private_Dirty)
  })
  return totals
}

/** Every mapping of records of smaps, in their order. */
export function listMappings(
  text: Uint8Array,
  length: number,
  memory: SmapsMemory,
  isOnDisk: IsOnDisk,
  mappings: Mapping[] = [],
): Mapping[] {
  forEachRecord(text, length, memory, (record) => {
    const { values } = record
    const header = parseHeader(text, record.headerStart, record.nameStart)
    const dirtyFile = dirtyFileOf(values)
    const dirtyCache = dirtyFile > 0 && isOnDisk(header.device) ? dirtyFile : 0
    // Field by field: an object spread here takes ten times as long.
    mappings.push({
      start: header.start,
      size: header.size,
      permissions: header.permissions,
      offset: header.offset,
      device: header.device,
      inode: header.inode,
      name: nameOf(text, record),
      pageSize: bytes(values, FIELD.KernelPageSize),
      rss: bytes(values, FIELD.Rss),
      pss: bytes(values, FIELD.Pss),
      writable: writableOf(values) - dirtyCache,
      sharedHugetlb: bytes(values, FIELD.Shared_Hugetlb),
      dirtyCache,
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
 * Writable bytes of one record, with the dirty page cache. SwapPss exists since 4.3; before that Swap, which is the
 * same for unshared memory. Shared memory that was swapped out is in Swap, and in no field with a share.
 */
function writableOf(values: Float64Array): number {
  const swap = values[FIELD.SwapPss] === ABSENT ? FIELD.Swap : FIELD.SwapPss
  return pssDirtyOf(values) + bytes(values, swap) + bytes(values, FIELD.Private_Hugetlb)
}

/**
 * Pss_Dirty, which exists since Linux 6.0. Before that an estimate: the shared part of Pss is split in the proportion
 * of the shared pages, which is right where these are all dirty, all clean, or shared by equally many. One made
 * to be wrong (2 MiB dirty of two processes, 2 MiB clean of many) was 45 % low.
 */
function pssDirtyOf(values: Float64Array): number {
  if (values[FIELD.Pss_Dirty] !== ABSENT) return bytes(values, FIELD.Pss_Dirty)
  const privateDirty = bytes(values, FIELD.Private_Dirty)
  const sharedDirty = bytes(values, FIELD.Shared_Dirty)
  if (sharedDirty === 0) return privateDirty
  const sharedPss = Math.max(0, bytes(values, FIELD.Pss) - bytes(values, FIELD.Private_Clean) - privateDirty)
  return privateDirty + (sharedPss * sharedDirty) / (bytes(values, FIELD.Shared_Clean) + sharedDirty)
}

/**
 * What a mapping has dirty beyond its anonymous pages: pages of its file, which are yet to be written back if that is
 * on disk. A private mapping has both kinds (a just-written binary's data, of which some was written to), and
 * smaps does not say which of them are shared. Of the file's pages everybody who maps it has the same, anonymous
 * ones are shared within a fork alone: so what is shared counts as the file's first.
 */
function dirtyFileOf(values: Float64Array): number {
  if (values[FIELD.Anonymous] === ABSENT) return 0
  const privateDirty = bytes(values, FIELD.Private_Dirty)
  const sharedDirty = bytes(values, FIELD.Shared_Dirty)
  const ofFile = privateDirty + sharedDirty - bytes(values, FIELD.Anonymous)
  if (ofFile <= 0) return 0
  const shared = Math.min(ofFile, sharedDirty)
  if (shared === 0) return ofFile
  return ofFile - shared + ((pssDirtyOf(values) - privateDirty) * shared) / sharedDirty
}

function isOfFileOnDisk(text: Uint8Array, record: SmapsRecord, isOnDisk: IsOnDisk): boolean {
  return isOnDisk(parseHeader(text, record.headerStart, record.nameStart).device)
}

/** Kernel kB become bytes here and nowhere else. */
function bytes(values: Float64Array, field: number): number {
  return Math.max(0, values[field] ?? 0) * KIB
}

/** From the header, or on Android from the line below it or the last one. */
function nameOf(text: Uint8Array, { nameStart, nameEnd, bodyStart, end }: SmapsRecord): string {
  if (nameEnd > nameStart) return utf8(text, nameStart, nameEnd)
  const last = text.lastIndexOf(NEWLINE, end - 2) + 1
  const line = isName(text, bodyStart) ? bodyStart : isName(text, last) ? last : null
  if (line === null) return ''
  return utf8(text, text.indexOf(COLON, line) + 1, text.indexOf(NEWLINE, line)).trimStart()
}

function utf8(text: Uint8Array, start: number, end: number): string {
  return Buffer.from(text.buffer, text.byteOffset + start, end - start).toString('utf8')
}
