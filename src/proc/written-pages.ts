import type { ProcFiles } from '../model/proc-files.ts'
import type { Mapping } from './smaps.ts'

/** Where the anonymous pages of a process are that it has written; see the kernel's admin-guide/mm/pagemap.rst. */
export interface WrittenPages {
  /** By mapping, in their order: the addresses of those that are its own alone. */
  readonly exclusive: readonly (readonly number[])[]
  /** By mapping: the addresses of pages that others map too. Copies of a fork, or the page of zeros, which costs nothing. */
  readonly shared: readonly (readonly number[])[]
}

const ENTRY_BYTES = 8
/** Bits of the upper half of an entry. */
const PRESENT = 0x8000_0000
const SWAPPED = 0x4000_0000
/** Of a file, or shared memory. */
const OF_FILE = 0x2000_0000
/** Mapped by one process, once: bit 56. */
const EXCLUSIVE = 0x0100_0000
/** A mapping that is larger and mostly empty, as sanitizers make them, would take minutes. */
const LARGEST_MAPPING = 64 * 1024 ** 3

/**
 * Reads which pages the mappings of a process have, in one go.
 *
 * @returns `null` when the kernel does not let us, or the process has ended
 */
export function readWrittenPages(
  files: ProcFiles,
  pid: number,
  mappings: readonly Pick<Mapping, 'start' | 'size' | 'name' | 'writable'>[],
  pageSize: number,
): WrittenPages | null {
  const exclusive: number[][] = mappings.map(() => [])
  const shared: number[][] = mappings.map(() => [])
  const ranges = mappings.map(({ start, size, name, writable }) => {
    const first = (start / pageSize) * ENTRY_BYTES
    const isRead = writable > 0 && size <= LARGEST_MAPPING && name !== '[vsyscall]'
    return { start: first, end: isRead ? first + (size / pageSize) * ENTRY_BYTES : first }
  })
  const whole = files.readParts(`${pid}/pagemap`, ranges, (range, position, bytes) => {
    const mine = exclusive[range] ?? []
    const others = shared[range] ?? []
    for (let offset = 0; offset + ENTRY_BYTES <= bytes.length; offset += ENTRY_BYTES) {
      const bits = bytes.readUInt32LE(offset + 4)
      if ((bits & (PRESENT | SWAPPED)) === 0 || (bits & OF_FILE) !== 0) continue
      const address = ((position + offset) / ENTRY_BYTES) * pageSize
      // A page in swap is nobody else's, as far as the entry says.
      if ((bits & EXCLUSIVE) !== 0 || (bits & PRESENT) === 0) mine.push(address)
      else others.push(address)
    }
  })
  return whole ? { exclusive, shared } : null
}
