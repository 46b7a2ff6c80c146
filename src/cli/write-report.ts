import { constants } from 'node:fs'
import { access, lstat, mkdir, open, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { errors } from '../model/errors.ts'
import { nameOwner } from '../proc/owner.ts'
import { replaceFile } from '../store/replace-file.ts'
import type { Terminal } from './terminal.ts'

/**
 * Finds before anything is measured what would keep reports from being written after minutes of it.
 *
 * @param files by flag
 * @throws UserError when one could not be written, or two are to go to stdout, where neither could be read
 */
export async function checkReportFiles(
  files: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<void> {
  const wanted = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const [one, other] = wanted.filter(([, file]) => file === '-')
  if (one !== undefined && other !== undefined) {
    throw errors.contradiction(`${one[0]} -`, `${other[0]} -`, 'Write one of the two to a file.')
  }
  for (const [, file] of wanted) {
    if (file !== '-') await checkWritable(resolve(terminal.cwd, file))
  }
}

async function checkWritable(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await access(dirname(path), constants.W_OK)
    if ((await stat(path)).isDirectory())
      throw Object.assign(new Error('it is a directory'), { code: 'EISDIR' })
    await access(path, constants.W_OK)
  } catch (error) {
    const cause = error as NodeJS.ErrnoException
    if (cause.code !== 'ENOENT') throw errors.reportUnwritable(path, cause)
  }
}

/**
 * Writes a report to a file, or to stdout for `-`.
 *
 * @throws UserError when the file cannot be written
 */
export async function writeReport(file: string, text: string, terminal: Terminal): Promise<void> {
  if (file === '-') {
    terminal.print(text)
    return
  }
  const path = resolve(terminal.cwd, file)
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeWhole(path, text)
  } catch (error) {
    throw errors.reportUnwritable(path, error as NodeJS.ErrnoException)
  }
}

/** A file is there in full or not at all. Other things, such as /dev/fd/3, are written to as they are. */
async function writeWhole(path: string, text: string): Promise<void> {
  const stats = await lstat(path).catch(() => null)
  if (stats !== null && !stats.isFile()) {
    if ((await stat(path)).isFIFO()) await refuseUnread(path)
    return writeFile(path, text)
  }
  const draft = `${path}.${nameOwner()}`
  try {
    await replaceFile(path, draft, text)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** To open a pipe that nobody reads would wait forever. @throws ENXIO */
async function refuseUnread(path: string): Promise<void> {
  const end = await open(path, constants.O_WRONLY | constants.O_NONBLOCK)
  await end.close()
}
