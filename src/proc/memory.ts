import { createFileSystems } from './file-systems.ts'
import type { ProcFailure, ProcFiles } from '../model/proc-files.ts'
import { type HugePages, NO_HUGE_PAGES, sharedHugePages } from './huge-pages.ts'
import { isPlain, type RollupState, rollupState } from './rollup.ts'
import {
  createTotals,
  type IsOnDisk,
  listMappings,
  type Mapping,
  type SmapsTotals,
  sumSmaps,
} from './smaps.ts'
import { createSmapsMemory, endOfRecords, MalformedSmapsError, type SmapsMemory } from './smaps-records.ts'

/** What came of reading one process's memory. */
export type MemoryOf<Found> =
  | { readonly kind: 'read'; readonly memory: Found }
  /** It has ended: a zombie or gone, with no memory any more. */
  | { readonly kind: 'ended' }
  /** It has memory that the kernel does not let us read (setuid, not dumpable): the tree is incomplete. */
  | { readonly kind: 'denied' }

/** What a process has beside its shared huge pages, which count once over the tree. */
export interface ProcessMemory extends SmapsTotals {
  readonly sharedHugePages: HugePages
}

export interface ProcessMapping extends Mapping {
  readonly sharedHugePages: HugePages
}

export interface MemoryReader {
  /**
   * Bytes of one process: from smaps_rollup where the kernel has what is needed there, and from smaps only what the
   * rollup does not tell apart; else all from smaps.
   */
  readTotals: (pid: number) => MemoryOf<ProcessMemory>
  /** Every mapping of one process, from smaps. */
  readMappings: (pid: number) => MemoryOf<ProcessMapping[]>
}

type Attempt<Found> =
  { readonly kind: 'read'; readonly memory: Found } | { readonly kind: 'empty' } | ProcFailure

const EMPTY = { kind: 'empty' } as const

function read<Found>(memory: Found): { readonly kind: 'read'; readonly memory: Found } {
  return { kind: 'read', memory }
}

/** A process that becomes another program has no memory to read for a moment. */
const ATTEMPTS = 3

/**
 * Reads memory of processes, always from the same source within one reader: Pss fields are truncated per
 * mapping in smaps and once in smaps_rollup, so figures of the two differ by up to a kilobyte a mapping.
 *
 * Dirty page cache of files on disk is no memory that a program holds, and a rollup counts it. A process whose
 * rollup proves that there is none, as that of nearly every process does, costs nothing more. Any other is read
 * by smaps (0.1 ms become 0.4 ms for a small process, 0.6 ms 2 ms for one of 20 MB), and its dirty page cache is taken
 * for the same until the rollup shows that it may have changed: at rest, that costs nothing.
 */
export function createMemoryReader(files: ProcFiles): MemoryReader {
  const rollupMemory = createSmapsMemory()
  const smapsMemory = createSmapsMemory()
  const hasRollup = kernelHasRollup(files)
  const fileSystems = createFileSystems(files)
  const dirtyCaches = new Map<number, { readonly mark: string; readonly bytes: number }>()

  function readTotals(pid: number): MemoryOf<ProcessMemory> {
    return retry(pid, (folder) => {
      const totals = hasRollup ? readBoth(pid, folder) : sumOfSmaps(pid, folder)
      if (totals.kind !== 'read') return totals
      if (totals.memory.sharedHugetlb === 0) return read(withHugePages(totals.memory, NO_HUGE_PAGES))
      const mappings = listOfSmaps(pid, folder)
      if (mappings.kind !== 'read') return mappings
      const pages = mappings.memory.flatMap((mapping) => [...mapping.sharedHugePages])
      return read(withHugePages(totals.memory, new Map(pages)))
    })
  }

  /**
   * The rollup, less the dirty page cache that the mappings show. Where the rollup knows how many dirty pages of files
   * there are, they need only say that these are on disk: both are never of quite the same moment, and pages may be
   * written back and dirtied again in between.
   */
  function readBoth(pid: number, folder: string): Attempt<SmapsTotals> {
    let rollup = readRollup(folder)
    for (let attempts = 1; ; attempts += 1) {
      if (rollup.kind !== 'read') return rollup
      const { totals, state } = rollup.memory
      if (isPlain(state)) return read(totals)
      const known = dirtyCaches.get(pid)
      if (known?.mark === state.mark) return read(withoutCache(totals, known.bytes))
      const smaps = sumOfSmaps(pid, folder)
      if (smaps.kind !== 'read') return smaps
      if (state.excess !== null && smaps.memory.dirtyInMemory === 0) {
        dirtyCaches.set(pid, { mark: state.mark, bytes: state.excess })
        return read(withoutCache(totals, state.excess))
      }
      const again = readRollup(folder)
      if (again.kind === 'read' && again.memory.state.mark === state.mark) {
        dirtyCaches.set(pid, { mark: state.mark, bytes: smaps.memory.dirtyCache })
      } else if (attempts === ATTEMPTS) {
        // It changes all the time: no smaps is of the moment of a rollup.
        return smaps
      }
      rollup = again
    }
  }

  function readRollup(folder: string): Attempt<{ totals: SmapsTotals; state: RollupState }> {
    const text = files.read(`${folder}/smaps_rollup`)
    if (text.kind !== 'text') return text
    const totals = sumSmaps(text.bytes, text.length, rollupMemory, NOT_ON_DISK)
    if (totals.mappings === 0) return EMPTY
    return read({ totals, state: rollupState(text.bytes, text.length, rollupMemory) })
  }

  function sumOfSmaps(pid: number, folder: string): Attempt<SmapsTotals> {
    return readSmaps(pid, folder, createTotals, sumSmaps)
  }

  function listOfSmaps(pid: number, folder: string): Attempt<ProcessMapping[]> {
    const list = readSmaps(pid, folder, (): Mapping[] => [], listMappings)
    if (list.kind !== 'read') return list
    const smallest = Math.min(...new Set(list.memory.map(({ pageSize }) => pageSize)))
    return read(
      list.memory.map((mapping) => withHugePages(mapping, sharedHugePages(files, folder, mapping, smallest))),
    )
  }

  function readMappings(pid: number): MemoryOf<ProcessMapping[]> {
    return retry(pid, (folder) => listOfSmaps(pid, folder))
  }

  function readSmaps<Found>(
    pid: number,
    folder: string,
    create: () => Found,
    parse: (bytes: Buffer, length: number, learned: SmapsMemory, isOnDisk: IsOnDisk, into: Found) => void,
  ): Attempt<Found> {
    for (;;) {
      const memory = create()
      const text = files.readRecords(`${folder}/smaps`, endOfRecords, (bytes, length) => {
        parse(bytes, length, smapsMemory, fileSystems.isOnDisk, memory)
      })
      if (text.kind !== 'text') return text
      if (text.length === 0) return EMPTY
      if (!fileSystems.learn(pid)) return read(memory)
    }
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
 * smaps_rollup exists since Linux 4.14, Pss_Anon and Pss_Shmem in it since 5.4, Pss_Dirty since about 6.0. Without
 * Pss_Dirty the split of the shared part is made per mapping, which a sum over all mappings does not allow.
 */
function kernelHasRollup(files: ProcFiles): boolean {
  const own = files.readText('self/smaps_rollup') ?? ''
  return ['Pss_Dirty', 'Pss_Anon', 'Pss_Shmem'].every((field) => own.includes(`\n${field}:`))
}

/** Adds them to the object itself: a copy of an object with so many fields takes 0.1 ms. */
function withHugePages<Found extends object>(
  found: Found,
  pages: HugePages,
): Found & { readonly sharedHugePages: HugePages } {
  return Object.assign(found, { sharedHugePages: pages })
}

/** The one record of a rollup is of no file. */
const NOT_ON_DISK: IsOnDisk = () => false

function withoutCache(totals: SmapsTotals, dirtyCache: number): SmapsTotals {
  return { ...totals, writable: totals.writable - dirtyCache, dirtyCache }
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
