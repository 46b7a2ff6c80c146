import type {
  GroupKind,
  Inventory,
  MappingFigures,
  PageFigures,
  ProcessFigures,
  UnreadableProcess,
} from '../model/inventory.ts'
import type { ProcFiles } from '../model/proc-files.ts'
import { createGroupNamer, isLibrary } from '../proc/groups.ts'
import { findHiddenChildren } from '../proc/hidden.ts'
import { countOnce } from '../proc/huge-pages.ts'
import type { MemoryReader, ProcessMapping } from '../proc/memory.ts'
import { programName } from '../proc/program-name.ts'
import type { ProcessStat } from '../proc/stat.ts'
import { identityOf, isLiving } from '../proc/tree.ts'

/** Whose memory to read. */
export interface Subject {
  readonly roots: readonly number[]
  /** Whether what descends from them belongs to it. */
  readonly tree: boolean
  /** The processes as they are now, each behind its parent. */
  readonly find: () => readonly ProcessStat[]
}

/** A tree that never stands still is read as it is. */
const ATTEMPTS = 3

/**
 * Reads every mapping of every process once: all figures are of the same readings, and add up. Read again when
 * processes came or went meanwhile, as a fork moves pages from one to another.
 */
export function takeInventory(subject: Subject, memory: MemoryReader, files: ProcFiles): Inventory {
  for (let attempt = 1; ; attempt += 1) {
    const before = subject.find().filter(isLiving)
    const inventory = readAll(subject, before, memory, files)
    const torn = identitiesOf(before) !== identitiesOf(subject.find().filter(isLiving))
    if (!torn || attempt === ATTEMPTS) return { ...inventory, torn }
  }
}

function identitiesOf(members: readonly ProcessStat[]): string {
  return members.map(identityOf).join(' ')
}

type Sums = { -readonly [Figure in keyof PageFigures]: number }

function readAll(
  { roots, tree }: Subject,
  members: readonly ProcessStat[],
  memory: MemoryReader,
  files: ProcFiles,
): Inventory {
  const processes: ProcessFigures[] = []
  const unreadable: UnreadableProcess[] = []
  const total = createSums()
  let dirtyCache = 0
  const mapped = new Map<string, Sums>()
  const anonymous = new Map<string, Sums>()
  const groups = new Map<string, Sums & { readonly kind: GroupKind }>()
  const mappings = new Map<string, Sums>()
  const hugePages = new Set<string>()
  const nameGroups = createGroupNamer()
  for (const { pid, parentPid, command } of members) {
    const found = memory.readMappings(pid)
    if (found.kind === 'denied') unreadable.push({ pid, command, why: 'denied' })
    if (found.kind !== 'read') continue
    const own = createSums()
    const names = nameGroups(found.memory)
    for (const [index, mapping] of found.memory.entries()) {
      const writable = mapping.writable + countOnce(hugePages, mapping.sharedHugePages)
      const byPermissions = mapping.inode === '0' ? anonymous : mapped
      dirtyCache += mapping.dirtyCache
      add(own, mapping, writable)
      add(sumsOf(byPermissions, mapping.permissions, createSums), mapping, writable)
      add(
        sumsOf(groups, names[index] ?? '', () => ({ ...createSums(), kind: kindOf(mapping) })),
        mapping,
        writable,
      )
      add(sumsOf(mappings, mapping.name, createSums), mapping, writable)
    }
    add(total, own, own.writable)
    processes.push({ pid, parentPid, command: programName(files, pid, command), ...own })
  }
  const parents = tree ? members.map(({ pid }) => pid) : []
  const hidden = findHiddenChildren(files, parents)
  return {
    roots,
    processes,
    unreadable: [
      ...unreadable,
      ...hidden.map(({ pid, command }) => ({ pid, command, why: 'hidden' as const })),
    ],
    mapped: [...mapped].map(([permissions, sums]) => ({ permissions, ...sums })),
    anonymous: [...anonymous].map(([permissions, sums]) => ({ permissions, ...sums })),
    total,
    dirtyCache,
    groups: [...groups].map(([group, sums]) => ({ group, ...sums })).sort(largestFirst),
    mappings: [...mappings].map(([name, sums]): MappingFigures => ({ name, ...sums })).sort(largestFirst),
    torn: false,
  }
}

function createSums(): Sums {
  return { sharedClean: 0, sharedDirty: 0, privateClean: 0, privateDirty: 0, writable: 0 }
}

function sumsOf<Found extends Sums>(map: Map<string, Found>, key: string, create: () => Found): Found {
  const known = map.get(key)
  if (known !== undefined) return known
  const sums = create()
  map.set(key, sums)
  return sums
}

function add(sums: Sums, figures: PageFigures, writable: number): void {
  sums.sharedClean += figures.sharedClean
  sums.sharedDirty += figures.sharedDirty
  sums.privateClean += figures.privateClean
  sums.privateDirty += figures.privateDirty
  sums.writable += writable
}

function largestFirst(one: PageFigures, other: PageFigures): number {
  return other.writable - one.writable || other.privateDirty - one.privateDirty
}

function kindOf(mapping: ProcessMapping): GroupKind {
  if (isLibrary(mapping)) return 'library'
  return mapping.inode === '0' ? 'anonymous' : 'file'
}
