import { setTimeout as delay } from 'node:timers/promises'
import type { ProcFiles } from '../proc/files.ts'
import { findHiddenChildren, isAlive, isHidden } from '../proc/hidden.ts'
import { findBearers, type ProcessTree, readStat } from '../proc/tree.ts'
import type { LaunchedProgram } from './program.ts'

interface StopOptions {
  readonly signal: NodeJS.Signals
  /** How long the program may take to end by itself; 0 kills at once. */
  readonly graceMs: number
  /** Ends the grace time: the gate is aborted, and those who abort it do not wait for long. */
  readonly abort?: AbortSignal
}

const POLL_MS = 10
/** SIGKILL takes effect at once but for a process in an uninterruptible call of the kernel. */
const KILL_TIMEOUT_MS = 10_000
/** What has been killed is told to its parent, which is us, at once, but on a busy machine. */
const REAP_TIMEOUT_MS = 1000

/**
 * Ends a run: asks the program to stop, as a service manager would ask its main process, and kills whatever of
 * it is left after the grace time.
 *
 * @returns the pids that even SIGKILL did not end; normally none.
 */
export async function stop(
  program: LaunchedProgram,
  tree: ProcessTree,
  procRoot: string,
  files: ProcFiles,
  { signal, graceMs, abort }: StopOptions,
): Promise<readonly number[]> {
  const asked = new Set<number>()
  // Looked for while their parents live, which is where they can be found.
  const { members } = tree.scan()
  const outOfSight = findHiddenChildren(
    files,
    members.map(({ pid }) => pid),
  ).map(({ pid }) => pid)
  const deadline = performance.now() + graceMs
  for (;;) {
    const { members, hidden } = tree.scan()
    const living = [...members.filter(({ state }) => state !== 'Z'), ...hidden]
    if (living.length === 0 || performance.now() >= deadline || abort?.aborted === true) break
    const pids = new Set([...members, ...hidden].map(({ pid }) => pid))
    for (const { pid, parentPid } of living) {
      // Those above pass it on to their children as they see fit.
      if (asked.has(pid) || pids.has(parentPid)) continue
      asked.add(pid)
      kill(pid, signal)
    }
    await delay(POLL_MS)
  }
  const survivors = await killAll(program, tree, procRoot, files, outOfSight)
  // A timer that nobody waits for any more would keep this process alive.
  const waited = new AbortController()
  const timeout = delay(REAP_TIMEOUT_MS, undefined, { signal: waited.signal }).catch(() => undefined)
  await Promise.race([program.gone, timeout]).finally(() => waited.abort())
  program.guardian.dismiss()
  program.output.close()
  return survivors
}

/** Kills the group and everything that bears the cookie, again and again until nobody is left. */
async function killAll(
  program: LaunchedProgram,
  tree: ProcessTree,
  procRoot: string,
  files: ProcFiles,
  outOfSight: readonly number[],
): Promise<readonly number[]> {
  const deadline = performance.now() + KILL_TIMEOUT_MS
  for (;;) {
    const { members, hidden } = tree.scan()
    const bearers = findBearers(procRoot, files, program.cookie)
    const left = new Set([...members.filter(({ state }) => state !== 'Z').map(({ pid }) => pid), ...bearers])
    for (const pid of left) if (hasEnded(files, pid)) left.delete(pid)
    for (const { pid } of hidden) left.add(pid)
    for (const pid of outOfSight) if (isHidden(files, pid, isAlive)) left.add(pid)
    if (left.size === 0 || performance.now() > deadline) return [...left]
    // The group of a supervisor that is gone may be another's by now: its members are killed one by one.
    if (!program.isGone()) kill(-program.supervisorPid, 'SIGKILL')
    for (const pid of left) kill(pid, 'SIGKILL')
    await delay(POLL_MS)
  }
}

/** Whether it has ended, all its threads too: then its ports and files are free. */
function hasEnded(files: ProcFiles, pid: number): boolean {
  const state = readStat(files, pid)?.state ?? 'X'
  return state === 'Z' || state === 'X'
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // Ended in the meantime, or (a setuid program) not ours to kill: then it is told as a survivor.
    if (code !== 'ESRCH' && code !== 'EPERM') throw error
  }
}
