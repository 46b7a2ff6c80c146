import type { SmapsTotals } from '../../src/proc/smaps.ts'

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
      records.push(new Map())
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
  const keys = parsed.map((record) => [...record.keys()].sort().join())
  if (new Set(keys).size > 1) return null
  return sumOf(parsed)
}

const HEADER = /^[0-9a-f]+-[0-9a-f]+ [r-][w-][x-][ps] [0-9a-f]+ [0-9a-f]{2,}:[0-9a-f]{2,} [0-9]+( .*)?$/s
const REQUIRED = ['Rss', 'Pss', 'Shared_Clean', 'Shared_Dirty', 'Private_Clean', 'Private_Dirty']
const READ = [...REQUIRED, 'Pss_Dirty', 'Anonymous', 'Private_Hugetlb', 'Swap', 'SwapPss']

function parseRecord(record: ReadonlyMap<string, string>): Map<string, number> | null {
  if (!REQUIRED.every((key) => record.has(key))) return null
  const values = new Map<string, number>()
  for (const [key, text] of record) {
    if (!/^ +[0-9]{1,15} kB$/.test(text)) return null
    values.set(key, Number.parseInt(text.trim(), 10) * 1024)
  }
  const of = (key: string): number => values.get(key) ?? 0
  const parts = of('Shared_Clean') + of('Shared_Dirty') + of('Private_Clean') + of('Private_Dirty')
  const holds = values.has('Anonymous') ? of('Rss') === parts : of('Rss') >= parts
  return holds ? values : null
}

function sumOf(records: readonly ReadonlyMap<string, number>[]): SmapsTotals {
  const sum = (figure: (record: ReadonlyMap<string, number>) => number): number =>
    records.reduce((total, record) => total + figure(record), 0)
  const field = (key: string): number => sum((record) => record.get(key) ?? 0)
  return {
    mappings: records.length,
    rss: field('Rss'),
    pss: field('Pss'),
    writable: sum(writableOf),
    sharedClean: field('Shared_Clean'),
    sharedDirty: field('Shared_Dirty'),
    privateClean: field('Private_Clean'),
    privateDirty: field('Private_Dirty'),
  }
}

/** FACTS: Pss_Dirty, or without it the shared part of Pss in the proportion of the dirty shared pages. */
function writableOf(record: ReadonlyMap<string, number>): number {
  const of = (key: string): number => record.get(key) ?? 0
  const swap = of(record.has('SwapPss') ? 'SwapPss' : 'Swap')
  const dirty = of('Private_Dirty')
  const share = Math.max(0, of('Pss') - of('Private_Clean') - dirty)
  const sharedDirty =
    of('Shared_Dirty') === 0 ? 0 : (share * of('Shared_Dirty')) / (of('Shared_Clean') + of('Shared_Dirty'))
  return (record.get('Pss_Dirty') ?? dirty + sharedDirty) + swap + of('Private_Hugetlb')
}
