import type { ProcFailure, ProcFiles } from '../model/proc-files.ts'
import { createTotals, listMappings, type Mapping, type SmapsTotals, sumSmaps } from './smaps.ts'
import { createSmapsMemory, endOfRecords, MalformedSmapsError, type SmapsMemory } from './smaps-records.ts'

/** What came of reading one process's memory. */
export type MemoryOf<Found> =
  | { readonly kind: 'read'; readonly memory: Found }
  /** It has ended: a zombie or gone, with no memory any more. */
  | { readonly kind: 'ended' }
  /** It has memory that the kernel does not let us read (setuid, not dumpable): the tree is incomplete. */
  | { readonly kind: 'denied' }

export interface MemoryReader {
  /** Bytes of one process, from smaps_rollup where the kernel has what is needed there, else from smaps. */
  readTotals: (pid: number) => MemoryOf<SmapsTotals>
  /** Every mapping of one process, from smaps. */
  readMappings: (pid: number) => MemoryOf<Mapping[]>
}

type Attempt<Found> =
  { readonly kind: 'read'; readonly memory: Found } | { readonly kind: 'empty' } | ProcFailure

const EMPTY = { kind: 'empty' } as const

/** A process that becomes another program has no memory to read for a moment. */
const ATTEMPTS = 3

/**
 * Reads memory of processes, always from the same source within one reader: Pss fields are truncated per
 * mapping in smaps and once in smaps_rollup, so figures of the two differ by up to a kilobyte a mapping.
 */
export function createMemoryReader(files: ProcFiles): MemoryReader {
  const rollupMemory = createSmapsMemory()
  const smapsMemory = createSmapsMemory()
  const hasRollup = kernelHasRollup(files)

  function readTotals(pid: number): MemoryOf<SmapsTotals> {
    if (!hasRollup) return retry(pid, (folder) => readSmaps(folder, createTotals(), sumSmaps))
    return retry(pid, (folder) => {
      const text = files.read(`${folder}/smaps_rollup`)
      if (text.kind !== 'text') return text
      const memory = sumSmaps(text.bytes, text.length, rollupMemory)
      return memory.mappings === 0 ? EMPTY : { kind: 'read', memory }
    })
  }

  function readMappings(pid: number): MemoryOf<Mapping[]> {
    return retry(pid, (folder) => readSmaps(folder, [], listMappings))
  }

  function readSmaps<Found>(
    folder: string,
    memory: Found,
    parse: (bytes: Buffer, length: number, learned: SmapsMemory, into: Found) => void,
  ): Attempt<Found> {
    const text = files.readRecords(`${folder}/smaps`, endOfRecords, (bytes, length) => {
      parse(bytes, length, smapsMemory, memory)
    })
    if (text.kind !== 'text') return text
    return text.length === 0 ? EMPTY : { kind: 'read', memory }
  }

  function retry<Found>(pid: number, attempt: (folder: string) => Attempt<Found>): MemoryOf<Found> {
    let folder = String(pid)
    for (let attempts = 1; ; attempts += 1) {
      let found: Attempt<Found> = EMPTY
      try {
        found = attempt(folder)
      } catch (error) {
        // A process that ends while it is read may leave half a record; one that lives does not.
        if (!(error instanceof MalformedSmapsError) || attempts === ATTEMPTS) throw error
      }
      if (found.kind === 'read') return found
      if (found.kind === 'denied') return { kind: 'denied' }
      const holder = findMemory(files, pid)
      if (holder === null) return { kind: 'ended' }
      if (attempts === ATTEMPTS) return { kind: 'denied' }
      folder = holder
    }
  }

  return { readTotals, readMappings }
}

/**
 * smaps_rollup exists since Linux 4.14, Pss_Dirty in it since about 6.0. Without Pss_Dirty the split of the
 * shared part is made per mapping, which a sum over all mappings does not allow.
 */
function kernelHasRollup(files: ProcFiles): boolean {
  const own = files.readText('self/smaps_rollup')
  return own?.includes('\nPss_Dirty:') ?? false
}

/**
 * The folder of the process, or of one of its threads, that has memory; `null` when it has none: a zombie, a
 * process that is about to be one, or a kernel thread. The first thread may have ended before the others:
 * then the process's own files are empty, and each of theirs holds the memory of all.
 */
function findMemory(files: ProcFiles, pid: number): string | null {
  const folders = [String(pid), ...files.list(`${pid}/task`).map((thread) => `${pid}/task/${thread}`)]
  return folders.find((folder) => hasMemory(files, folder)) ?? null
}

/** By the size of the address space, the first field of statm, which anybody may read. */
function hasMemory(files: ProcFiles, folder: string): boolean {
  return /^[1-9]/.test(files.readText(`${folder}/statm`) ?? '')
}
