import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { errors } from '../model/errors.ts'
import { makeFolder } from '../store/make-folder.ts'
import { writeReportFile } from '../store/report-file.ts'
import type { Terminal } from './terminal.ts'

/**
 * Finds before anything is measured what would keep reports from being written after minutes of it.
 *
 * @param files by flag, or by flag and value where it may be given more than once
 * @throws UserError when one could not be written, or two are to go to stdout, where neither could be read
 */
export async function checkReportFiles(
  files: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<void> {
  const wanted = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const toStdout = wanted.flatMap(([flag, file]) =>
    file === '-' ? [flag.includes('=') ? flag : `${flag} -`] : [],
  )
  const [one, other] = toStdout
  if (one !== undefined && other !== undefined)
    throw errors.contradiction(one, other, 'Write one of the two to a file.')
  for (const [, file] of wanted) {
    if (file !== '-') await checkWritable(resolve(terminal.cwd, file))
  }
}

async function checkWritable(path: string): Promise<void> {
  try {
    await makeFolder(dirname(path))
    await access(dirname(path), constants.W_OK)
    if (!(await isThere(path))) return
    await access(path, constants.W_OK)
  } catch (error) {
    throw errors.reportUnwritable(path, error as NodeJS.ErrnoException)
  }
}

/** @throws EISDIR */
async function isThere(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory())
      throw Object.assign(new Error('it is a directory'), { code: 'EISDIR' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
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
  await writeReportFile(resolve(terminal.cwd, file), text)
}
