import type { ProcFiles } from '../model/proc-files.ts'
import type { Mapping } from './smaps.ts'

/** Where the anonymous pages of a process are that it has written; see the kernel's admin-guide/mm/pagemap.rst. */
export interface WrittenPages {
  /** By mapping, in their order: the addresses of those that are its own alone. */
  readonly exclusive: readonly (readonly number[])[]
  /**
   * By mapping: the addresses of pages that others map too. Copies of a fork; and the page of zeros, which costs nothing,
   * where the kernel does not say which frame a page is (it says so to root).
   */
  readonly shared: readonly (readonly number[])[]
  /** By mapping, of those that are shared by their nature (MAP_SHARED): the addresses of pages that are there. */
  readonly sharedMemory: readonly (readonly number[])[]
}

const ENTRY_BYTES = 8
/** Bits of the upper half of an entry. */
const PRESENT = 0x8000_0000
const SWAPPED = 0x4000_0000
/** Of a file, or shared memory. */
const OF_FILE = 0x2000_0000
/** Mapped by one process, once: bit 56. */
const EXCLUSIVE = 0x0100_0000
/** The number of the frame: the lower half, and this of the upper one. Zeros for a user. */
const FRAME = 0x007f_ffff
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
  mappings: readonly Pick<Mapping, 'start' | 'size' | 'name' | 'writable' | 'permissions'>[],
  pageSize: number,
): WrittenPages | null {
  const exclusive: number[][] = mappings.map(() => [])
  const shared: number[][] = mappings.map(() => [])
  const sharedMemory: number[][] = mappings.map(() => [])
  const frames: number[][] = mappings.map(() => [])
  const ranges = mappings.map(({ start, size, name, writable }) => {
    const first = (start / pageSize) * ENTRY_BYTES
    const isRead = writable > 0 && size <= LARGEST_MAPPING && name !== '[vsyscall]'
    return { start: first, end: isRead ? first + (size / pageSize) * ENTRY_BYTES : first }
  })
  const whole = files.readParts(`${pid}/pagemap`, ranges, (range, position, bytes) => {
    const mine = exclusive[range] ?? []
    const others = shared[range] ?? []
    const ofFile = mappings[range]?.permissions.endsWith('s') === true ? sharedMemory[range] : undefined
    for (let offset = 0; offset + ENTRY_BYTES <= bytes.length; offset += ENTRY_BYTES) {
      const bits = bytes.readUInt32LE(offset + 4)
      if ((bits & (PRESENT | SWAPPED)) === 0) continue
      const address = ((position + offset) / ENTRY_BYTES) * pageSize
      // A page in swap is nobody else's, as far as the entry says.
      if ((bits & OF_FILE) !== 0) ofFile?.push(address)
      else if ((bits & EXCLUSIVE) !== 0 || (bits & PRESENT) === 0) mine.push(address)
      else {
        others.push(address)
        frames[range]?.push((bits & FRAME) * 2 ** 32 + bytes.readUInt32LE(offset))
      }
    }
  })
  return whole ? { exclusive, shared: withoutZeros(shared, frames), sharedMemory } : null
}

/** Without pages of one and the same frame: nothing but the page of zeros is in a process many times. */
function withoutZeros(
  pages: readonly (readonly number[])[],
  frames: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const counts = new Map<number, number>()
  for (const frame of frames.flat()) if (frame !== 0) counts.set(frame, (counts.get(frame) ?? 0) + 1)
  let [zeros, most] = [-1, 1]
  for (const [frame, count] of counts) if (count > most) [zeros, most] = [frame, count]
  return pages.map((addresses, range) => addresses.filter((_, place) => frames[range]?.[place] !== zeros))
}
