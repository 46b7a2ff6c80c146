import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { errors } from '../model/errors.ts'
import { describeOwner, hasOwnerEnded, nameOwner } from '../proc/owner.ts'

interface LockOptions {
  /** How long others may hold the lock before this gives up. */
  readonly timeoutMs: number
  /** Ends the wait; once the lock is taken, the work is done. */
  readonly signal: AbortSignal
}

const POLL_MS = 20

/**
 * Does the work while no other process does such work on the same file. The lock of a killed process is taken
 * over, and whatever it left beside the file is removed.
 *
 * The lock is the directory `FILE.lock`, which holds one file named after its owner. It is made elsewhere and then
 * renamed, as a directory can only take a name where nothing is, or an empty directory: so it appears with its
 * owner in it, and never replaces another one. Removing the file of an owner that has ended, whose name never
 * comes back, leaves an empty directory: that frees this lock and no later one, however many try it at once.
 *
 * @param work is given the owner's file, to write what shall replace the locked one: renamed, it is gone from the
 *   lock, and left behind by a kill, it is removed with it
 * @throws UserError `baseline-locked` after the time; the signal's reason when it is aborted before
 */
export async function withFileLock<Outcome>(
  file: string,
  options: LockOptions,
  work: (draft: string) => Promise<Outcome>,
): Promise<Outcome> {
  const lock = `${file}.lock`
  const owner = nameOwner()
  const prepared = `${lock}.${owner}`
  try {
    await mkdir(prepared)
    await writeFile(join(prepared, owner), '')
    await take(lock, prepared, file, options)
  } catch (error) {
    await rm(prepared, { recursive: true, force: true })
    throw error
  }
  try {
    await sweep(lock)
    return await work(join(lock, owner))
  } finally {
    await rm(join(lock, owner), { force: true })
    // From here on it may be another's: then it is not empty, or gone.
    await rmdir(lock).catch(() => undefined)
  }
}

async function take(
  lock: string,
  prepared: string,
  file: string,
  { timeoutMs, signal }: LockOptions,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    signal.throwIfAborted()
    if (await moveTo(lock, prepared, file)) return
    const owners = await readdir(lock).catch(() => [])
    const ended = owners.filter(hasOwnerEnded)
    for (const name of ended) await rm(join(lock, name), { force: true })
    if (ended.length > 0) continue
    if (performance.now() >= deadline) throw errors.baselineLocked(file, lock, describeOwner(owners[0] ?? ''))
    await delay(POLL_MS)
  }
}

/** Whether it is there now; `false` while another lock is. */
async function moveTo(lock: string, prepared: string, file: string): Promise<boolean> {
  try {
    await rename(prepared, lock)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTDIR') throw errors.baselineLocked(file, lock, describeOwner(''))
    // Which of the two is up to the file system.
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false
    throw error
  }
}

/** Removes what processes left that were killed while they waited. */
async function sweep(lock: string): Promise<void> {
  const prefix = `${basename(lock)}.`
  for (const name of await readdir(dirname(lock))) {
    if (!name.startsWith(prefix) || !hasOwnerEnded(name.slice(prefix.length))) continue
    // Another user's may not be ours to remove, and does no harm.
    await rm(join(dirname(lock), name), { recursive: true, force: true }).catch(() => undefined)
  }
}
