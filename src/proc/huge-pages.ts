import type { ProcFiles } from '../model/proc-files.ts'
import type { Mapping } from './smaps.ts'

/** Huge pages that several mappings share: bytes by a name that is the same in all of them. */
export type HugePages = ReadonlyMap<string, number>

export const NO_HUGE_PAGES: HugePages = new Map()

/** Of an entry of pagemap (Documentation/admin-guide/mm/pagemap.rst). */
const PRESENT = 1n << 63n
const EXCLUSIVE = 1n << 56n
const ENTRY_BYTES = 8

/**
 * The huge pages of a mapping that others map, too. smaps gives no proportional figure of them, and says how many
 * there are (Shared_Hugetlb), not which: /proc/PID/pagemap does. A page is named by its file and its place there,
 * which the forked and the unrelated have in common; an anonymous mapping of huge pages has a file of its own in
 * the kernel. Copies made on write within two families that have the same private mapping go by one name.
 *
 * Where pagemap cannot be read or does not agree, the first pages of the mapping are taken, as many as there are.
 *
 * @param smallest page size of the process in bytes: pagemap has an entry for each
 */
export function sharedHugePages(
  files: ProcFiles,
  folder: string,
  mapping: Pick<Mapping, 'start' | 'size' | 'offset' | 'device' | 'inode' | 'pageSize' | 'sharedHugetlb'>,
  smallest: number,
): HugePages {
  const { start, size, offset, device, inode, pageSize, sharedHugetlb } = mapping
  if (sharedHugetlb === 0 || pageSize === 0) return NO_HUGE_PAGES
  const count = Math.round(sharedHugetlb / pageSize)
  const places = Array.from({ length: Math.floor(size / pageSize) }, (_, index) => index * pageSize)
  // When all of them are shared there is nothing to be found out.
  const entries =
    count === places.length
      ? null
      : files.readEntries(
          `${folder}/pagemap`,
          places.map((place) => ((start + place) / smallest) * ENTRY_BYTES),
        )
  const found = places.filter((_, index) => {
    const entry = entries?.[index] ?? 0n
    return (entry & PRESENT) !== 0n && (entry & EXCLUSIVE) === 0n
  })
  const shared = found.length === count ? found : places.slice(0, count)
  return new Map(shared.map((place) => [`${device} ${inode} ${offset + place}`, pageSize]))
}

/** The bytes of those pages that were not counted yet, which are counted now. */
export function countOnce(counted: Set<string>, pages: HugePages): number {
  let bytes = 0
  for (const [page, size] of pages) {
    if (counted.has(page)) continue
    counted.add(page)
    bytes += size
  }
  return bytes
}
