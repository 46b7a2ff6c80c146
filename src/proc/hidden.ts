import type { ProcFiles } from '../model/proc-files.ts'

/**
 * A process that lives and is not in /proc. Mounted with `hidepid=2`, /proc shows an unprivileged user only what
 * that user might trace: a process of another user, or one that is not dumpable (`prctl(PR_SET_DUMPABLE, 0)`, a
 * setuid program), is not there at all.
 */
export interface HiddenProcess {
  readonly pid: number
  /** `?` for one that was never seen. */
  readonly command: string
  readonly parentPid: number
}

/** Asks the kernel, not /proc: a signal that is not sent tells whether there is somebody to get it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether the process lives and /proc does not show it. */
export function isHidden(files: ProcFiles, pid: number, lives: (pid: number) => boolean = isAlive): boolean {
  const gone = () => files.read(`${pid}/stat`).kind === 'gone'
  // In this order: who ends between two looks is not there, and then does not live. Once more, as the pid of one
  // that has ended may be given to the next.
  return gone() && lives(pid) && gone()
}

/**
 * The children that /proc does not show, by what their parents' threads list: the list is open to all. It needs
 * CONFIG_PROC_CHILDREN, which distributions set; without it there are none.
 */
export function findHiddenChildren(
  files: ProcFiles,
  parents: readonly number[],
  lives: (pid: number) => boolean = isAlive,
): HiddenProcess[] {
  return parents.flatMap((parentPid) =>
    files
      .list(`${parentPid}/task`)
      .flatMap((thread) => files.readText(`${parentPid}/task/${thread}/children`)?.split(' ') ?? [])
      .map(Number)
      .filter((pid) => pid > 0 && isHidden(files, pid, lives))
      .map((pid) => ({ pid, command: '?', parentPid })),
  )
}
