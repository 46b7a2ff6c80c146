import type { ProcFiles } from '../model/proc-files.ts'
import type { ProcessStat } from './stat.ts'
import { readStat } from './tree.ts'

/** Every process that may be seen now. */
export function listProcesses(files: ProcFiles): ProcessStat[] {
  return files.pids().flatMap((pid) => readStat(files, pid) ?? [])
}

/** The pid of the process that a thread belongs to: /proc shows threads by their ids, too, without listing them. */
export function processOfThread(files: ProcFiles, id: number): number {
  return Number(/^Tgid:\s+(\d+)$/m.exec(files.readText(`${id}/status`) ?? '')?.[1] ?? id)
}

/**
 * The processes of a program, by the name that the kernel has, that of its file, or of what it was called by; a script
 * of an interpreter by its own, too. Not those that `ours` descends from, nor itself: whoever looks for `node` by a
 * tool that node runs does not mean the tool.
 */
export function findProgram(
  files: ProcFiles,
  processes: readonly ProcessStat[],
  name: string,
  ours: number,
): ProcessStat[] {
  const lineage = lineageOf(processes, ours)
  return processes.filter((stat) => !lineage.has(stat.pid) && isCalled(files, stat, name))
}

/**
 * The roots and what descends from them, each behind its parent, siblings by pid; without the process `left`, and what
 * it has started.
 */
export function descendantsOf(
  processes: readonly ProcessStat[],
  roots: readonly number[],
  left: number,
): ProcessStat[] {
  const children = new Map<number, ProcessStat[]>()
  for (const stat of processes) {
    const siblings = children.get(stat.parentPid)
    if (siblings === undefined) children.set(stat.parentPid, [stat])
    else siblings.push(stat)
  }
  const found = new Map<number, ProcessStat>()
  const add = (stat: ProcessStat): void => {
    if (found.has(stat.pid) || stat.pid === left) return
    found.set(stat.pid, stat)
    children.get(stat.pid)?.forEach(add)
  }
  const asked = new Set(roots)
  const isBelowAnother = ({ parentPid }: ProcessStat): boolean =>
    [...lineageOf(processes, parentPid)].some((pid) => asked.has(pid))
  processes.filter((stat) => asked.has(stat.pid) && !isBelowAnother(stat)).forEach(add)
  return [...found.values()]
}

/** A process and those that it descends from. */
function lineageOf(processes: readonly ProcessStat[], pid: number): Set<number> {
  const parents = new Map(processes.map((stat) => [stat.pid, stat.parentPid]))
  const lineage = new Set<number>()
  for (
    let next: number | undefined = pid;
    next !== undefined && !lineage.has(next);
    next = parents.get(next)
  ) {
    lineage.add(next)
  }
  return lineage
}

/** The kernel keeps so many bytes of a name. */
const COMM_LENGTH = 15
const INTERPRETER = /^(?:python|pypy|node|deno|bun|ruby|perl|php|lua|bash|dash|sh)[\d.]*$/

/** Of another user's process /proc shows the name that the kernel has and the words, and not the file. */
function isCalled(files: ProcFiles, { pid, command }: ProcessStat, name: string): boolean {
  if (command === name || (command.length === COMM_LENGTH && name.startsWith(command))) return true
  const [calledBy = '', ...words] = (files.readText(`${pid}/cmdline`) ?? '').split('\0')
  const program = baseName(calledBy)
  const script = INTERPRETER.test(program) ? words.find((word) => !word.startsWith('-')) : undefined
  const executable = (files.link(`${pid}/exe`) ?? '').replace(/ \(deleted\)$/, '')
  return name !== '' && [program, baseName(script ?? ''), baseName(executable)].includes(name)
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
