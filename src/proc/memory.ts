import type { ProcFiles } from './files.ts'
import { listMappings, type Mapping, type SmapsTotals, sumSmaps } from './smaps.ts'
import { createSmapsMemory, MalformedSmapsError } from './smaps-records.ts'

/** What came of reading one process's memory. */
export type MemoryOf<Found> =
  | { readonly kind: 'read'; readonly memory: Found }
  /** It has ended: a zombie or gone, with no memory any more. */
  | { readonly kind: 'ended' }
  /** Not readable for this user (setuid, not dumpable): the tree is incomplete. */
  | { readonly kind: 'denied' }

export interface MemoryReader {
  /** Bytes of one process, from smaps_rollup where the kernel has what is needed there, else from smaps. */
  readTotals: (pid: number) => MemoryOf<SmapsTotals>
  /** Every mapping of one process, from smaps. */
  readMappings: (pid: number) => MemoryOf<Mapping[]>
}

/**
 * Reads memory of processes, always from the same source within one reader: Pss fields are truncated per
 * mapping in smaps and once in smaps_rollup, so figures of the two differ by up to a kilobyte a mapping.
 */
export function createMemoryReader(files: ProcFiles): MemoryReader {
  const rollupMemory = createSmapsMemory()
  const smapsMemory = createSmapsMemory()
  const hasRollup = kernelHasRollup(files)

  function read<Found>(
    pid: number,
    file: string,
    parse: (bytes: Buffer, length: number) => Found,
  ): MemoryOf<Found> {
    const text = files.read(`${pid}/${file}`)
    if (text.kind === 'denied') return { kind: 'denied' }
    // An empty file is a process without memory: a zombie, one that is about to be, or a kernel thread.
    if (text.kind !== 'text' || text.length === 0) return { kind: 'ended' }
    try {
      return { kind: 'read', memory: parse(text.bytes, text.length) }
    } catch (error) {
      // A process that ends while it is read leaves half a record; one that lives does not.
      if (error instanceof MalformedSmapsError && !isAlive(files, pid)) return { kind: 'ended' }
      throw error
    }
  }

  return {
    readTotals: (pid) =>
      hasRollup
        ? read(pid, 'smaps_rollup', (bytes, length) => sumSmaps(bytes, length, rollupMemory))
        : read(pid, 'smaps', (bytes, length) => sumSmaps(bytes, length, smapsMemory)),
    readMappings: (pid) => read(pid, 'smaps', (bytes, length) => listMappings(bytes, length, smapsMemory)),
  }
}

/**
 * smaps_rollup exists since Linux 4.14, Pss_Dirty in it since about 6.0. Without Pss_Dirty the split of the
 * shared part is made per mapping, which a sum over all mappings does not allow.
 */
function kernelHasRollup(files: ProcFiles): boolean {
  const own = files.readText('self/smaps_rollup')
  return own?.includes('\nPss_Dirty:') ?? false
}

function isAlive(files: ProcFiles, pid: number): boolean {
  const stat = files.readText(`${pid}/stat`)
  return stat !== null && !/\) [ZX] /.test(stat)
}
