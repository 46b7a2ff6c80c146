import { constants } from 'node:fs'
import { lstat, open, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errors } from '../model/errors.ts'
import { nameOwner } from '../proc/owner.ts'
import { makeFolder } from './make-folder.ts'
import { replaceFile } from './replace-file.ts'

/**
 * Writes a report to a file, and makes the folders above it.
 *
 * @param path absolute
 * @throws UserError `report-unwritable`
 */
export async function writeReportFile(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await makeFolder(dirname(path))
    await writeWhole(path, content)
  } catch (error) {
    throw errors.reportUnwritable(path, error as NodeJS.ErrnoException)
  }
}

/** A file is there in full or not at all. Other things, such as /dev/fd/3, are written to as they are. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const stats = await lstat(path).catch(() => null)
  if (stats !== null && !stats.isFile()) {
    if ((await stat(path)).isFIFO()) await refuseUnread(path)
    return writeFile(path, content)
  }
  const draft = `${path}.${nameOwner()}`
  try {
    await replaceFile(path, draft, content)
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
