import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { errors } from '../model/errors.ts'
import { createProcFiles } from '../proc/files.ts'
import { identifyMachine } from '../proc/identify-machine.ts'
import { readStat } from '../proc/tree.ts'

interface LockOptions {
  /** How long others may hold the lock before this gives up. */
  readonly timeoutMs: number
  /** Ends the wait; once the lock is taken, the work is done. */
  readonly signal: AbortSignal
}

const POLL_MS = 20

const procFiles = createProcFiles()

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
    const ended = owners.filter(hasEnded)
    for (const name of ended) await rm(join(lock, name), { force: true })
    if (ended.length > 0) continue
    if (performance.now() >= deadline) throw errors.baselineLocked(file, lock, describe(owners[0] ?? ''))
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
    if (code === 'ENOTDIR') throw errors.baselineLocked(file, lock, describe(''))
    // Which of the two is up to the file system.
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false
    throw error
  }
}

/** Removes what processes left that were killed while they waited. */
async function sweep(lock: string): Promise<void> {
  const prefix = `${basename(lock)}.`
  for (const name of await readdir(dirname(lock))) {
    if (!name.startsWith(prefix) || !hasEnded(name.slice(prefix.length))) continue
    // Another user's may not be ours to remove, and does no harm.
    await rm(join(dirname(lock), name), { recursive: true, force: true }).catch(() => undefined)
  }
}

/** The process, where its pid means anything, and a number, as a process may take the lock more than once. */
const OWNER = /^(?<pid>\d+)-(?<startTime>\d+)-(?<machine>[0-9a-f]{8})-[0-9a-f]{8}$/

function nameOwner(): string {
  const startTime = readStat(procFiles, process.pid)?.startTime
  if (startTime === undefined) throw errors.noProc('gone')
  return `${process.pid}-${startTime}-${identifyMachine(procFiles)}-${randomBytes(4).toString('hex')}`
}

/** Whether its process is certain to be gone; of other machines and containers nothing is known. */
function hasEnded(owner: string): boolean {
  const { pid, startTime, machine } = OWNER.exec(owner)?.groups ?? {}
  if (machine !== identifyMachine(procFiles)) return false
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    // EPERM is another user's process.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true
  }
  // Nothing to read does not mean that there is nothing: hidepid hides the processes of other users.
  const stat = readStat(procFiles, Number(pid))
  return stat !== null && (stat.startTime !== Number(startTime) || stat.state === 'Z')
}

function describe(owner: string): string {
  const { pid, machine } = OWNER.exec(owner)?.groups ?? {}
  if (pid === undefined) return 'something other than footprint-gate'
  return machine === identifyMachine(procFiles)
    ? `process ${pid}`
    : `process ${pid} of another machine or container`
}
