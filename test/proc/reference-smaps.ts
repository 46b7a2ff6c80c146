import type { SmapsTotals } from '../../src/proc/smaps.ts'
import { isOnDisk } from './fixture.ts'

/**
 * A parser of smaps that is slow and plain, to judge the fast one by: text into lines, lines into records, a
 * record into a map of its keys. What it refuses, it refuses by `null`.
 */
export function referenceTotals(text: string): SmapsTotals | null {
  if (text === '') return sumOf([])
  if (!text.endsWith('\n')) return null
  const records: Map<string, string>[] = []
  for (const line of text.slice(0, -1).split('\n')) {
    if (HEADER.test(line)) {
      records.push(new Map([[DEVICE, HEADER.exec(line)?.groups?.['device'] ?? '']]))
      continue
    }
    const record = records.at(-1)
    const colon = line.indexOf(':')
    // What begins like an address and is no header; what comes before the first header; what has no key.
    if (/^[0-9a-f]/.test(line) || record === undefined || colon < 0) return null
    const key = line.slice(0, colon)
    if (!READ.includes(key)) continue
    if (record.has(key)) return null
    record.set(key, line.slice(colon + 1))
  }
  const parsed = records.map(parseRecord)
  if (!parsed.every((record) => record !== null)) return null
  const keys = parsed.map(({ values }) => [...values.keys()].sort().join())
  if (new Set(keys).size > 1) return null
  return sumOf(parsed)
}

const HEADER =
  /^[0-9a-f]+-[0-9a-f]+ [r-][w-][x-][ps] [0-9a-f]+ (?<device>[0-9a-f]{2,}:[0-9a-f]{2,}) [0-9]+( .*)?$/s
/** No key of a line, as it has a colon. */
const DEVICE = ':device'
const REQUIRED = ['Rss', 'Pss', 'Shared_Clean', 'Shared_Dirty', 'Private_Clean', 'Private_Dirty']
const OTHERS = [
  'Pss_Dirty',
  'Pss_Anon',
  'Pss_Shmem',
  'Anonymous',
  'LazyFree',
  'Shared_Hugetlb',
  'Private_Hugetlb',
  'KernelPageSize',
  'Swap',
  'SwapPss',
]
const READ = [...REQUIRED, ...OTHERS]

/** kB by key, and the device. */
interface ReferenceRecord {
  readonly device: string
  readonly values: ReadonlyMap<string, number>
}

function parseRecord(record: ReadonlyMap<string, string>): ReferenceRecord | null {
  if (!REQUIRED.every((key) => record.has(key))) return null
  const values = new Map<string, number>()
  for (const [key, text] of record) {
    if (key === DEVICE) continue
    if (!/^ +[0-9]{1,15} kB$/.test(text)) return null
    values.set(key, Number.parseInt(text.trim(), 10) * 1024)
  }
  const of = (key: string): number => values.get(key) ?? 0
  const parts = of('Shared_Clean') + of('Shared_Dirty') + of('Private_Clean') + of('Private_Dirty')
  const holds = values.has('Anonymous') ? of('Rss') === parts : of('Rss') >= parts
  return holds ? { device: record.get(DEVICE) ?? '', values } : null
}

function sumOf(records: readonly ReferenceRecord[]): SmapsTotals {
  const sum = (figure: (record: ReferenceRecord) => number): number =>
    records.reduce((total, record) => total + figure(record), 0)
  const field = (key: string): number => sum(({ values }) => values.get(key) ?? 0)
  return {
    mappings: records.length,
    rss: field('Rss'),
    pss: field('Pss'),
    writable: sum((record) => dirtyOf(record) - cacheOf(record)),
    sharedHugetlb: field('Shared_Hugetlb'),
    dirtyCache: sum(cacheOf),
    dirtyInMemory: sum((record) => dirtyFileOf(record) - cacheOf(record)),
    sharedClean: field('Shared_Clean'),
    sharedDirty: field('Shared_Dirty'),
    privateClean: field('Private_Clean'),
    privateDirty: field('Private_Dirty'),
  }
}

/** With what a kernel of today has in Pss_Dirty: else the shared part of Pss, in the proportion of the dirty shared pages. */
function pssDirtyOf({ values }: ReferenceRecord): number {
  const of = (key: string): number => values.get(key) ?? 0
  const dirty = of('Private_Dirty')
  const share = Math.max(0, of('Pss') - of('Private_Clean') - dirty)
  const sharedDirty =
    of('Shared_Dirty') === 0 ? 0 : (share * of('Shared_Dirty')) / (of('Shared_Clean') + of('Shared_Dirty'))
  return values.get('Pss_Dirty') ?? dirty + sharedDirty
}

function dirtyOf(record: ReferenceRecord): number {
  const { values } = record
  const swap = values.get('SwapPss') ?? values.get('Swap') ?? 0
  return pssDirtyOf(record) + swap + (values.get('Private_Hugetlb') ?? 0)
}

/** Of a file on disk. */
function cacheOf(record: ReferenceRecord): number {
  return isOnDisk(record.device) ? dirtyFileOf(record) : 0
}

/** Dirty pages of a file that are not anonymous; the shared ones are taken for the file's as far as they go. */
function dirtyFileOf(record: ReferenceRecord): number {
  const { values } = record
  const of = (key: string): number => values.get(key) ?? 0
  const pages = of('Private_Dirty') + of('Shared_Dirty') - of('Anonymous')
  if (!values.has('Anonymous') || pages <= 0) return 0
  const shared = Math.min(pages, of('Shared_Dirty'))
  const shares = pssDirtyOf(record) - of('Private_Dirty')
  return pages - shared + (shared === 0 ? 0 : (shares * shared) / of('Shared_Dirty'))
}
