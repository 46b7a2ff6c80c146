import { readFile, readlink, realpath, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { errors } from '../model/errors.ts'
import { withFileLock } from './file-lock.ts'
import { makeFolder } from './make-folder.ts'
import { parseBaseline } from './parse.ts'
import { replaceFile } from './replace-file.ts'
import { refuseTooLarge, textToStore } from './stored-text.ts'
import type { Baseline } from '../model/baseline.ts'

/** As many links in a row as Linux follows itself. */
const MAX_LINKS = 40

/** A write takes milliseconds: who waits that long waits for something that has stopped. */
const LOCK_TIMEOUT_MS = 30_000

/**
 * Reads the stored baseline; `null` when there is no file. The file is never changed by reading it.
 *
 * @throws UserError when there is something that is no readable baseline of this version; each says what is
 *   wrong with the file and what to do.
 */
export async function loadBaseline(path: string): Promise<Baseline | null> {
  let bytes: Buffer
  try {
    // A directory would say so by itself, but a pipe would wait forever.
    const stats = await stat(path)
    if (!stats.isFile()) throw errors.baselineNoFile(path)
    refuseTooLarge(stats.size, path)
    bytes = await readFile(path)
  } catch (error) {
    if (!isSystemError(error)) throw error
    if (error.code === 'ENOENT') return null
    throw errors.baselineUnreadable(path, error)
  }
  return parseBaseline(decode(bytes, path), path)
}

/**
 * Changes the baseline, and makes the file and the directories above it where there are none. What `change` is
 * given is the file as it is now, and no other update of it comes in between. The whole file is replaced at once
 * or, when anything fails, left as it was; a symbolic link is followed and stays. A file that says the same
 * already is not touched, however it is formatted; one that is no baseline is refused as {@link loadBaseline}
 * refuses it.
 *
 * @param signal ends the wait for another update
 * @returns what `change` returned
 * @throws UserError `baseline-locked`, `baseline-unwritable`, or whatever `loadBaseline` says of the file that is
 *   there.
 */
export async function updateBaseline<Outcome extends { readonly baseline: Baseline }>(
  path: string,
  change: (current: Baseline | null) => Outcome,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const target = await followLinks(path)
    await makeFolder(dirname(target))
    return await withFileLock(target, { timeoutMs: LOCK_TIMEOUT_MS, signal }, async (draft) => {
      const current = await loadBaseline(path)
      const outcome = change(current)
      const content = textToStore(outcome.baseline, current, path)
      if (content !== null) await replaceFile(target, draft, content)
      return outcome
    })
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw errors.baselineUnwritable(path, error)
  }
}

/** The file at the end of the symbolic links, also where it does not exist yet. */
async function followLinks(path: string): Promise<string> {
  let target = resolve(path)
  for (let links = 0; links < MAX_LINKS; links++) {
    const next = await readlink(target).catch(() => null)
    if (next === null) break
    // A relative link starts at the real directory of the link, not at the way by which we came.
    target = resolve(await realpath(dirname(target)), next)
  }
  return target
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw errors.baselineNotText(path)
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error
}
