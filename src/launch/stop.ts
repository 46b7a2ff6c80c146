import { findHiddenChildren } from '../proc/hidden.ts'
import { endMarked, kill } from './end-marked.ts'
import type { World } from '../model/world.ts'
import type { Started } from './program.ts'

interface StopOptions {
  readonly signal: NodeJS.Signals
  /** How long the program may take to end by itself; 0 kills at once. */
  readonly graceMs: number
  /** Ends the grace time: the gate is aborted, and those who abort it do not wait for long. */
  readonly abort?: AbortSignal
}

const POLL_MS = 10
/** What has been killed is told to its parent, which is us, at once, but on a busy machine. */
const REAP_TIMEOUT_MS = 1000

/**
 * Ends a run: asks the program to stop, as a service manager would ask its main process, and kills whatever of
 * it is left after the grace time.
 *
 * @returns the pids that even SIGKILL did not end; normally none.
 */
export async function stop(
  { program, tree }: Started,
  { proc, clock }: Pick<World, 'proc' | 'clock'>,
  { signal, graceMs, abort }: StopOptions,
): Promise<readonly number[]> {
  const asked = new Set<number>()
  // Looked for while their parents live, which is where they can be found.
  const { members } = tree.scan()
  const outOfSight = findHiddenChildren(
    proc,
    members.map(({ pid }) => pid),
  ).map(({ pid }) => pid)
  const deadline = clock.now() + graceMs
  for (;;) {
    const { members, hidden } = tree.scan()
    const living = [...members.filter(({ state }) => state !== 'Z'), ...hidden]
    if (living.length === 0 || clock.now() >= deadline || abort?.aborted === true) break
    const pids = new Set([...members, ...hidden].map(({ pid }) => pid))
    for (const { pid, parentPid } of living) {
      // Those above pass it on to their children as they see fit.
      if (asked.has(pid) || pids.has(parentPid)) continue
      asked.add(pid)
      kill(pid, signal)
    }
    await clock.sleep(POLL_MS)
  }
  const survivors = await endMarked({ ...program, tree, outOfSight }, { proc, clock })
  program.release()
  // A timer that nobody waits for any more would keep this process alive.
  const waited = new AbortController()
  const timeout = clock.sleep(REAP_TIMEOUT_MS, waited.signal)
  await Promise.race([program.gone, timeout]).finally(() => waited.abort())
  program.guardian.dismiss()
  program.output.close()
  return survivors
}
