import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countOnce, sharedHugePages } from '../../src/proc/huge-pages.ts'
import { createMemoryReader } from '../../src/proc/memory.ts'
import { createFakeProc, type FakeProc } from './fake-proc.ts'
import { KIB } from './fixture.ts'

const MIB = 1024 * KIB
const PAGE = 4 * KIB
const HUGE = 2 * MIB
const START = 0x200000

/** Of an entry of pagemap. */
const ABSENT = 0n
const SHARED = (1n << 63n) | (1n << 61n)
const OWN = SHARED | (1n << 56n)

/** smaps of a process with a page of its own, and a mapping of so many huge pages. */
function smapsOf(pages: number, shared: number, own = 0, { offset = 0, inode = 4711 } = {}): string {
  const record = (header: string, pageSize: number, dirty: number, hugetlb: [number, number]) => `${header}
Size: 9 kB
KernelPageSize: ${pageSize / KIB} kB
Rss: ${dirty} kB
Pss: ${dirty} kB
Pss_Dirty: ${dirty} kB
Shared_Clean: 0 kB
Shared_Dirty: 0 kB
Private_Clean: 0 kB
Private_Dirty: ${dirty} kB
Anonymous: ${dirty} kB
Shared_Hugetlb: ${(hugetlb[0] * HUGE) / KIB} kB
Private_Hugetlb: ${(hugetlb[1] * HUGE) / KIB} kB
`
  const hex = (number: number) => number.toString(16).padStart(8, '0')
  return (
    record('00100000-00101000 rw-p 00000000 00:00 0 ', PAGE, 4, [0, 0]) +
    record(
      `${hex(START)}-${hex(START + pages * HUGE)} rw-s ${hex(offset)} 00:10 ${inode}   /anon_hugepage (deleted)`,
      HUGE,
      0,
      [shared, own],
    )
  )
}

function writePagemap({ root }: FakeProc, pid: number, entries: readonly bigint[]): void {
  const pagemap = new BigUint64Array((START + entries.length * HUGE) / PAGE)
  entries.forEach((entry, index) => (pagemap[(START + index * HUGE) / PAGE] = entry))
  writeFileSync(join(root, String(pid), 'pagemap'), pagemap)
}

/** Huge pages by their number, as a reading finds them. */
function pagesOf({ files }: FakeProc, pid = 77): number[] {
  const found = createMemoryReader(files).readMappings(pid)
  if (found.kind !== 'read') throw new Error(found.kind)
  return found.memory.flatMap(({ sharedHugePages }) =>
    [...sharedHugePages].map(([name, bytes]) => {
      expect(bytes).toBe(HUGE)
      return Number(name.split(' ').at(-1)) / HUGE
    }),
  )
}

function processWith(smaps: string): FakeProc {
  const proc = createFakeProc()
  proc.start({ pid: 77 })
  proc.write('77/smaps', smaps)
  return proc
}

describe('the shared huge pages of a mapping', () => {
  it('are those that are there and not its own, as pagemap says', () => {
    const proc = processWith(smapsOf(6, 2, 1))
    writePagemap(proc, 77, [ABSENT, SHARED, OWN, ABSENT, SHARED, ABSENT])
    expect(pagesOf(proc)).toEqual([1, 4])
  })

  it('go by their place in the file, wherever it is mapped', () => {
    const proc = processWith(smapsOf(3, 1, 0, { offset: 5 * HUGE }))
    writePagemap(proc, 77, [ABSENT, SHARED, ABSENT])
    expect(pagesOf(proc)).toEqual([6])
  })

  it.each<[string, readonly bigint[] | null]>([
    ['cannot be read', null],
    ['ends early', [ABSENT]],
    ['does not agree', [ABSENT, ABSENT, SHARED, ABSENT]],
  ])('are the first ones where pagemap %s', (_what, entries) => {
    const proc = processWith(smapsOf(4, 2))
    if (entries !== null) writePagemap(proc, 77, entries)
    expect(pagesOf(proc)).toEqual([0, 1])
  })

  it('are all of them when so many are shared, and nothing more is read', () => {
    const { files } = createFakeProc()
    const mapping = { start: START, size: 2 * HUGE, offset: 0, device: '00:10', inode: '9', pageSize: HUGE }
    const readEntries = () => {
      throw new Error('pagemap was read')
    }
    const shared = sharedHugePages(
      { ...files, readEntries },
      '77',
      { ...mapping, sharedHugetlb: 2 * HUGE },
      PAGE,
    )
    expect([...shared.values()]).toEqual([HUGE, HUGE])
  })

  it('count once, whoever else has them', () => {
    const proc = createFakeProc()
    // The first and the second have page 1, the second and the third page 2; the fourth has another file.
    const touched: [number, readonly bigint[], number][] = [
      [71, [ABSENT, SHARED, ABSENT], 4711],
      [72, [ABSENT, SHARED, SHARED], 4711],
      [73, [OWN, ABSENT, SHARED], 4711],
      [74, [ABSENT, SHARED, ABSENT], 4712],
    ]
    const counted = new Set<string>()
    let bytes = 0
    let own = 0
    for (const [pid, entries, inode] of touched) {
      proc.start({ pid })
      const count = (kind: bigint) => entries.filter((entry) => entry === kind).length
      proc.write(`${pid}/smaps`, smapsOf(3, count(SHARED), count(OWN), { inode }))
      writePagemap(proc, pid, entries)
      const found = createMemoryReader(proc.files).readTotals(pid)
      if (found.kind !== 'read') throw new Error(found.kind)
      bytes += countOnce(counted, found.memory.sharedHugePages)
      own += found.memory.writable
    }
    expect(bytes).toBe(3 * HUGE)
    expect(own).toBe(4 * PAGE + HUGE)
  })
})
