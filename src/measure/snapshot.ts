import type { ProcFiles } from '../model/proc-files.ts'
import { findHiddenChildren, type HiddenProcess } from '../proc/hidden.ts'
import { countOnce } from '../proc/huge-pages.ts'
import type { MemoryReader } from '../proc/memory.ts'
import type { ProcessStat } from '../proc/stat.ts'
import { createGroupNamer, isLibrary } from '../proc/groups.ts'
import { programName } from '../proc/program-name.ts'
import { endedBelow, type Kin, roleOf } from '../proc/roles.ts'
import { isLiving } from '../proc/tree.ts'
import type { ProcessFigure } from '../model/run.ts'

/** Where the memory of a tree is at one instant. */
export interface Snapshot {
  readonly groups: Readonly<Record<string, number>>
  readonly processes: readonly ProcessFigure[]
  /** How many different shared libraries are mapped. */
  readonly libraries: number
  /** Children of members that live, but that /proc does not show. */
  readonly hidden: readonly HiddenProcess[]
  /** Whether every process was still there and could be read. */
  readonly whole: boolean
}

/**
 * Reads every mapping of every process: dear, so once a run. A huge page that several share is its first process's.
 *
 * @param seen all members that there were so far: names of those that have ended
 */
export function takeSnapshot(
  members: readonly ProcessStat[],
  memory: MemoryReader,
  files: ProcFiles,
  seen: ReadonlyMap<number, Kin> = new Map(),
): Snapshot {
  const groups = new Map<string, number>()
  const libraries = new Set<string>()
  const hugePages = new Set<string>()
  const processes: ProcessFigure[] = []
  const nameGroups = createGroupNamer()
  const living = new Map(
    members
      .filter(isLiving)
      .map(({ pid, command, parentPid }) => [pid, { command: programName(files, pid, command), parentPid }]),
  )
  let whole = true
  for (const { pid, command, minorFaults, childMinorFaults } of members.filter(isLiving)) {
    const found = memory.readMappings(pid)
    if (found.kind !== 'read') {
      whole = false
      continue
    }
    let writable = 0
    const names = nameGroups(found.memory)
    for (const [index, mapping] of found.memory.entries()) {
      const bytes = mapping.writable + countOnce(hugePages, mapping.sharedHugePages)
      writable += bytes
      if (bytes > 0) {
        const group = names[index] ?? ''
        groups.set(group, (groups.get(group) ?? 0) + bytes)
      }
      if (isLibrary(mapping)) libraries.add(mapping.name)
    }
    processes.push({
      pid,
      command: living.get(pid)?.command ?? command,
      writable: Math.round(writable),
      role: roleOf(pid, living),
      faults: minorFaults,
      endedFaults: childMinorFaults,
      ended: childMinorFaults === 0 ? [] : endedBelow(pid, seen, living),
    })
  }
  const rounded = [...groups].map(([group, bytes]): [string, number] => [group, Math.round(bytes)])
  return {
    groups: Object.fromEntries(rounded.sort(([a], [b]) => (a < b ? -1 : 1))),
    processes,
    libraries: libraries.size,
    hidden: findHiddenChildren(
      files,
      members.map(({ pid }) => pid),
    ),
    whole,
  }
}
