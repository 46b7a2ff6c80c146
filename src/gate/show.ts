import { takeInventory } from '../measure/take-inventory.ts'
import { errors } from '../model/errors.ts'
import type { Inventory } from '../model/inventory.ts'
import type { ProcFiles } from '../model/proc-files.ts'
import { descendantsOf, findProgram, listProcesses, processOfThread } from '../proc/find-processes.ts'
import { isHidden } from '../proc/hidden.ts'
import { createMemoryReader, type MemoryReader } from '../proc/memory.ts'
import type { ProcessStat } from '../proc/stat.ts'

/** Processes that somebody looks at, again and again. */
export interface Show {
  /** @throws UserError when none of them can be read */
  readonly read: () => Inventory
}

/**
 * Finds the processes that were asked for, and reads their memory: theirs alone, or with all that descend from them.
 *
 * @param asked pids, and names of programs
 * @throws UserError when there is no such process
 */
export function show(asked: readonly string[], { tree }: { readonly tree: boolean }, files: ProcFiles): Show {
  const processes = listProcesses(files)
  const roots = [...new Set(asked.flatMap((word) => findRoots(files, processes, word)))]
  const memory = createMemoryReader(files)
  return { read: () => read(roots, tree, memory, files) }
}

function findRoots(files: ProcFiles, processes: readonly ProcessStat[], word: string): number[] {
  if (/^\d+$/.test(word)) return [findRoot(files, processes, Number(word))]
  const found = findProgram(files, processes, word, process.pid)
  if (found.length === 0) throw errors.noSuchProgram(word)
  return found.map(({ pid }) => pid)
}

function findRoot(files: ProcFiles, processes: readonly ProcessStat[], id: number): number {
  const pid = processOfThread(files, id)
  if (processes.some((stat) => stat.pid === pid)) return pid
  throw isHidden(files, pid) ? errors.processHidden(pid) : errors.noSuchProcess(pid)
}

function read(roots: readonly number[], tree: boolean, memory: MemoryReader, files: ProcFiles): Inventory {
  const find = () => {
    const all = listProcesses(files)
    return tree ? descendantsOf(all, roots, process.pid) : all.filter(({ pid }) => roots.includes(pid))
  }
  const members = find()
  const inventory = takeInventory({ roots, tree, find }, memory, files)
  if (inventory.processes.length > 0) return inventory
  const denied = inventory.unreadable.map(describe)
  throw denied.length > 0
    ? errors.memoryDenied(denied)
    : errors.noMemory(members.length > 0 ? members.map(describe) : roots.map(String))
}

function describe({ pid, command }: { readonly pid: number; readonly command: string }): string {
  return `${pid} (${command})`
}
