import fc from 'fast-check'

/** How an imagined kernel prints a record. */
interface Format {
  /** Keys in their order, those that are read and others. */
  readonly keys: readonly string[]
  readonly hasFlags: boolean
  readonly namesAt: 'header' | 'first line' | 'last line'
}

const OPTIONAL = [
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
const UNKNOWN = ['KSM', 'Pss_File', 'Locked', 'MMUPageSize', 'A_Key_That_Is_Yet_To_Come', 'R']
/** Printed without a unit. */
const BARE = ['THPeligible', 'ProtectionKey']

const format: fc.Arbitrary<Format> = fc.record({
  keys: fc
    .tuple(fc.subarray(OPTIONAL), fc.subarray(UNKNOWN), fc.subarray(BARE))
    .chain(([optional, unknown, bare]) => {
      const parts = ['Rss', 'Pss', 'Shared_Clean', 'Shared_Dirty', 'Private_Clean', 'Private_Dirty']
      const keys = ['Size', ...parts, ...optional, ...unknown, ...bare]
      return fc.shuffledSubarray(keys, { minLength: keys.length })
    }),
  hasFlags: fc.boolean(),
  namesAt: fc.constantFrom('header', 'first line', 'last line'),
})

/** Mostly nothing, mostly pages, now and then wider than the eight columns. */
const kilobytes = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 5000 }).map((pages) => pages * 4) },
  { weight: 1, arbitrary: fc.integer({ min: 90_000_000, max: 30_000_000_000 }) },
)

const name = fc.oneof(
  fc.constantFrom(
    '',
    '',
    '[heap]',
    '/usr/lib/libc.so.6',
    '/srv/a b (deleted)',
    '/x\\012Rss: 4 kB',
    '/memfd:a:b',
  ),
  fc.string({ maxLength: 12 }).map((text) => `[anon:${text.replaceAll('\n', '')}]`),
)

const header = fc
  .record({
    start: fc.nat(),
    pages: fc.integer({ min: 1, max: 1e9 }),
    permissions: fc.constantFrom('rw-p', 'r-xp', '---p', 'rw-s'),
    device: fc.constantFrom('00:00', '103:02', '00:1a2', 'fe:00'),
    inode: fc.nat(),
  })
  .map(({ start, pages, permissions, device, inode }) => {
    const address = (page: number): string => (page * 4096).toString(16).padStart(8, '0')
    return `${address(start)}-${address(start + pages)} ${permissions} 00000000 ${device} ${inode} `
  })

const record = fc.record({ header, name, numbers: fc.array(kilobytes, { minLength: 20, maxLength: 20 }) })

/** The text of a well-formed file of smaps, of one format throughout. */
export const smapsText: fc.Arbitrary<string> = fc
  .tuple(format, fc.array(record, { minLength: 1, maxLength: 5 }))
  .map(([format, records]) => records.map((record) => print(format, record)).join(''))

function print(
  { keys, hasFlags, namesAt }: Format,
  record: { header: string; name: string; numbers: number[] },
): string {
  const [sharedClean = 0, sharedDirty = 0, privateClean = 0, privateDirty = 0, share = 0, ...others] =
    record.numbers
  const values: Record<string, number> = {
    Rss: sharedClean + sharedDirty + privateClean + privateDirty,
    Pss: privateClean + privateDirty + Math.min(share, sharedClean + sharedDirty),
    Shared_Clean: sharedClean,
    Shared_Dirty: sharedDirty,
    Private_Clean: privateClean,
    Private_Dirty: privateDirty,
    Pss_Dirty: privateDirty + Math.min(share, sharedDirty),
  }
  const lines = keys.map((key, index) => {
    const isBare = BARE.includes(key)
    const value = values[key] ?? others[index % others.length] ?? 0
    const number = String(isBare ? value % 10 : value)
    // Private_Hugetlb is as long as the column of the keys, and has a space and seven columns for its number.
    const padded = `${key}:`.length < 16 ? number.padStart(8) : ` ${number.padStart(7)}`
    return `${`${key}:`.padEnd(16)}${padded}${isBare ? '' : ' kB'}`
  })
  const nameLine = record.name === '' || namesAt === 'header' ? [] : [`Name:           ${record.name}`]
  return [
    namesAt === 'header' && record.name !== '' ? record.header.padEnd(73) + record.name : record.header,
    ...(namesAt === 'first line' ? nameLine : []),
    ...lines,
    ...(hasFlags ? ['VmFlags: rd wr mr mw me ac sd '] : []),
    ...(namesAt === 'last line' ? nameLine : []),
    '',
  ].join('\n')
}

/** What may happen to a text; `at` and `to` are shares of its length. */
export type Mutation = (text: string) => string

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const byte = fc.oneof(
  fc.constantFrom('\n', ' ', ':', '0', '9', 'a', 'f', 'R', 'P', '-', '\0', '\x80', '\xff'),
  fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
)

const splice = (at: number, remove: number, insert: string): Mutation => {
  return (text) => {
    const index = Math.floor(at * text.length)
    return text.slice(0, index) + insert + text.slice(index + remove)
  }
}

const lines = (change: (lines: string[]) => unknown): Mutation => {
  return (text) => {
    const all = text.split('\n')
    change(all)
    return all.join('\n')
  }
}

const index = (share: number, list: readonly unknown[]): number => Math.floor(share * list.length)

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  // One byte becomes another, is lost, or comes in addition.
  fc.tuple(place, byte).map(([at, byte]) => splice(at, 1, byte)),
  place.map((at) => splice(at, 1, '')),
  fc.tuple(place, byte).map(([at, byte]) => splice(at, 0, byte)),
  // A stretch is lost; the end is cut off.
  fc.tuple(place, fc.integer({ min: 2, max: 200 })).map(([at, length]) => splice(at, length, '')),
  place.map((at) => splice(at, Infinity, '')),
  // A line is lost, comes twice, in another's place, after another, or changes places with another.
  place.map((at) => lines((all) => all.splice(index(at, all), 1))),
  fc
    .tuple(place, place)
    .map(([from, to]) => lines((all) => all.splice(index(to, all), 0, all[index(from, all)] ?? ''))),
  fc
    .tuple(place, place)
    .map(([from, to]) => lines((all) => (all[index(to, all)] = all[index(from, all)] ?? ''))),
  fc.tuple(place, place).map(([one, other]) =>
    lines((all) => {
      const [a, b] = [index(one, all), index(other, all)]
      ;[all[a], all[b]] = [all[b] ?? '', all[a] ?? '']
    }),
  ),
  // A number becomes another, as wide or wider; a key another key.
  fc.tuple(place, kilobytes).map(([at, number]) =>
    lines((all) => {
      const line = index(at, all)
      all[line] = (all[line] ?? '').replace(/ *\d+ kB$/, (old) => `${number} kB`.padStart(old.length))
    }),
  ),
  fc
    .tuple(place, fc.constantFrom('Rss', 'Pss', 'Pss_Dirty', 'Swap', 'Size', 'VmFlags', 'Name'))
    .map(([at, key]) =>
      lines((all) => {
        const line = index(at, all)
        all[line] = (all[line] ?? '').replace(/^\w+: */, (old) => `${key}:`.padEnd(old.length))
      }),
    ),
)
