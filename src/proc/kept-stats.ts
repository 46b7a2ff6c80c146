import type { KeptFile, ProcFiles, ProcText } from '../model/proc-files.ts'

/** /proc/PID/stat of many processes, again and again: 4.5 µs a process by an open descriptor, and 25 µs by its path. */
export interface KeptStats {
  /** By the descriptor where there is one. The pid may be another process's by now: its start time says. */
  readonly read: (pid: number) => ProcText
  /** From now on by a descriptor, if there is one left for it. */
  readonly keep: (pid: number) => void
  /** Closes those of processes that are not there any more. */
  readonly retain: (isThere: (pid: number) => boolean) => void
  readonly close: () => void
}

/** This process needs some descriptors of its own, for pipes and sockets. */
const SHARE_OF_LIMIT = 0.5
/** As the kernel gives at first. */
const USUAL_LIMIT = 1024

/** None is open before the first `keep`. */
export function createKeptStats(files: ProcFiles): KeptStats {
  const kept = new Map<number, KeptFile>()
  let most: number | null = null

  function drop(pid: number, file: KeptFile): void {
    file.close()
    kept.delete(pid)
  }

  return {
    read: (pid) => {
      const file = kept.get(pid)
      const text = file?.read()
      if (text?.kind === 'text') return text
      if (file !== undefined) drop(pid, file)
      return files.read(`${pid}/stat`)
    },
    keep: (pid) => {
      most ??= Math.floor(openFilesLimit(files) * SHARE_OF_LIMIT)
      if (kept.size >= most || kept.has(pid)) return
      const file = files.keep(`${pid}/stat`)
      if (file !== null) kept.set(pid, file)
    },
    retain: (isThere) => {
      for (const [pid, file] of kept) if (!isThere(pid)) drop(pid, file)
    },
    close: () => {
      for (const [pid, file] of kept) drop(pid, file)
    },
  }
}

/** The soft limit of this process. */
function openFilesLimit(files: ProcFiles): number {
  const limit = /^Max open files +(\d+|unlimited) /m.exec(files.readText('self/limits') ?? '')?.[1]
  return limit === undefined ? USUAL_LIMIT : limit === 'unlimited' ? Infinity : Number(limit)
}
