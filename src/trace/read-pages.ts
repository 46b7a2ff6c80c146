import type { ProcFiles } from '../model/proc-files.ts'
import type { TracedMapping, TracedProcess } from '../model/trace-record.ts'
import { createGroupNamer } from '../proc/groups.ts'
import { countOnce } from '../proc/huge-pages.ts'
import { hashPages } from '../proc/page-contents.ts'
import type { MemoryReader, ProcessMapping } from '../proc/memory.ts'
import { programName } from '../proc/program-name.ts'
import type { ProcessStat } from '../proc/stat.ts'
import { isLiving } from '../proc/tree.ts'
import { readWrittenPages, type WrittenPages } from '../proc/written-pages.ts'
import { countShareable } from './shareable-pages.ts'

interface ReadProcess {
  readonly stat: ProcessStat
  readonly mappings: readonly ProcessMapping[]
  /** `null` where the kernel does not show them. */
  readonly pages: WrittenPages | null
}

/** Reads where the memory of a tree is, page by page. */
export function readPages(
  members: readonly ProcessStat[],
  memory: MemoryReader,
  files: ProcFiles,
  pageSize: number,
): readonly TracedProcess[] {
  const read: ReadProcess[] = []
  for (const stat of members.filter(isLiving)) {
    const found = memory.readMappings(stat.pid)
    if (found.kind !== 'read') continue
    const pages = readWrittenPages(files, stat.pid, found.memory, pageSize)
    read.push({ stat, mappings: found.memory, pages })
  }
  const pids = new Set(read.map(({ stat }) => stat.pid))
  const heldBy = countHolders(read)
  const hugePages = new Set<string>()
  const nameGroups = createGroupNamer()
  const shareable = compareContents(read, files, pageSize)
  return read.map(({ stat, mappings, pages }, place) => {
    const groups = nameGroups(mappings)
    const traced = mappings.map((mapping, index): TracedMapping => {
      const own = pages?.exclusive[index] ?? []
      const shared = costly(pages?.shared[index] ?? [], own.length, mapping, heldBy, pageSize)
      const writable = mapping.writable + countOnce(hugePages, mapping.sharedHugePages)
      const addresses = [...own, ...shared].sort((a, b) => a - b)
      return {
        start: mapping.start,
        end: mapping.start + mapping.size,
        group: groups[index] ?? '',
        writable,
        pages: Float64Array.from(addresses),
        sharedPages: Float64Array.from(pages?.sharedMemory[index] ?? []),
        // Beside pages that others share, nobody can say.
        sharedMemory: shared.length > 0 ? 0 : Math.max(0, writable - own.length * pageSize),
      }
    })
    return {
      pid: stat.pid,
      parent: pids.has(stat.parentPid) ? stat.parentPid : 0,
      command: programName(files, stat.pid, stat.command),
      writable: traced.reduce((sum, { writable }) => sum + writable, 0),
      mappings: traced.filter(({ writable, pages }) => writable > 0 || pages.length > 0),
      ...(shareable === null ? {} : { shareable: (shareable[place] ?? 0) * pageSize }),
    }
  })
}

/** Pages by process that others hold as well; `null` where nobody may look into them. */
function compareContents(
  read: readonly ReadProcess[],
  files: ProcFiles,
  pageSize: number,
): readonly number[] | null {
  const own = read.flatMap(({ pages }) =>
    pages === null ? [] : [{ exclusive: pages.exclusive.flat(), shared: pages.shared.flat() }],
  )
  if (own.length < read.length) return null
  return countShareable(own, (place, addresses) =>
    hashPages(files, read[place]?.stat.pid ?? 0, addresses, pageSize),
  )
}

/** How many processes hold a page at an address that is not theirs alone. */
function countHolders(read: readonly ReadProcess[]): ReadonlyMap<number, number> {
  const holders = new Map<number, number>()
  if (read.length < 2) return holders
  for (const { pages } of read) {
    for (const addresses of pages?.shared ?? []) {
      for (const address of addresses) holders.set(address, (holders.get(address) ?? 0) + 1)
    }
  }
  return holders
}

/**
 * Of the pages that are not exclusive, those that cost something: copies of a fork, and not the page of zeros that
 * memory which is only read consists of. How many they are smaps says; which ones, who else has a page there.
 */
function costly(
  shared: readonly number[],
  exclusive: number,
  mapping: ProcessMapping,
  heldBy: ReadonlyMap<number, number>,
  pageSize: number,
): readonly number[] {
  const expected = Math.round((mapping.anonymous ?? Infinity) / pageSize) - exclusive
  if (shared.length <= expected) return shared
  if (expected <= 0) return []
  const byHolders = shared.toSorted((a, b) => (heldBy.get(b) ?? 0) - (heldBy.get(a) ?? 0))
  return byHolders.slice(0, expected)
}
