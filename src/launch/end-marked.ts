import type { World } from '../model/world.ts'
import type { ProcFiles } from '../model/proc-files.ts'
import { isAlive, isHidden } from '../proc/hidden.ts'
import { findBearers, newestPid, type ProcessTree, readStat } from '../proc/tree.ts'
import type { LaunchedProgram } from './program.ts'

/** What bears the marks of one launch, and what descends from it. */
export interface Marked extends Pick<LaunchedProgram, 'supervisorPid' | 'cookie' | 'isGone'> {
  readonly tree: ProcessTree
  /** Pids of processes that /proc does not show. */
  readonly outOfSight?: readonly number[]
}

const POLL_MS = 10
/** SIGKILL takes effect at once but for a process in an uninterruptible call of the kernel. */
const KILL_TIMEOUT_MS = 10_000
/** So many looks that find nobody, one right after the other, where processes are made all the time. */
const QUIET_LOOKS = 50

/**
 * Kills the group and everything that bears the cookie, again and again until nobody is left. A list of processes is
 * old when it has been gone through: who forks and ends in the meantime is not seen, nor is the child. So nobody is
 * left when two looks in a row have found nobody and no process was made on this machine during the second one; where
 * others make processes all the time, when many have.
 *
 * @param isThorough whether each process there is is looked at, and not only those that have come since the launch
 * @returns the pids that even SIGKILL did not end; normally none.
 */
export async function endMarked(
  { supervisorPid, cookie, isGone, tree, outOfSight = [] }: Marked,
  { proc: files, clock }: Pick<World, 'proc' | 'clock'>,
  isThorough = true,
): Promise<readonly number[]> {
  const deadline = clock.now() + KILL_TIMEOUT_MS
  let quietLooks = 0
  for (;;) {
    const newest = newestPid(files)
    const left = new Set<number>()
    const hold = (pid: number): void => {
      // Stopped where it is found: it forks no more, and starts nobody again when that one is killed.
      if (!left.has(pid)) kill(pid, 'SIGSTOP')
      left.add(pid)
    }
    const { members, hidden } = tree.scan()
    for (const { pid, state } of members) if (state !== 'Z' && !hasEnded(files, pid)) hold(pid)
    for (const { pid } of hidden) hold(pid)
    for (const pid of outOfSight) if (isHidden(files, pid, isAlive)) hold(pid)
    if (isThorough && quietLooks < 2) {
      for (const pid of findBearers(files, cookie)) if (!hasEnded(files, pid)) hold(pid)
    }
    if (left.size === 0) {
      quietLooks += 1
      const isProof = quietLooks > 1 && newestPid(files) === newest
      if (isProof || quietLooks === QUIET_LOOKS) return []
      continue
    }
    quietLooks = 0
    if (clock.now() > deadline) return [...left]
    // The group of a supervisor that is gone may be another's by now: its members are killed one by one.
    if (!isGone()) kill(-supervisorPid, 'SIGKILL')
    for (const pid of left) kill(pid, 'SIGKILL')
    await clock.sleep(POLL_MS)
  }
}

/** Whether it has ended, all its threads too: then its ports and files are free. */
function hasEnded(files: ProcFiles, pid: number): boolean {
  const state = readStat(files, pid)?.state ?? 'X'
  return state === 'Z' || state === 'X'
}

/** Signals one process, or a group by its negative id. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // Ended in the meantime, or (a setuid program) not ours to kill: then it is told as a survivor.
    if (code !== 'ESRCH' && code !== 'EPERM') throw error
  }
}
