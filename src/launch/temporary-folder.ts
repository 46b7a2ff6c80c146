import { mkdir, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errors } from '../model/errors.ts'
import { hasOwnerEnded, nameOwner } from '../proc/owner.ts'

const PREFIX = 'footprint-gate-'

/**
 * Makes a folder for this user alone, below TMPDIR; its maker removes it. Folders of processes that were killed
 * before they could are removed here.
 *
 * @throws UserError `temporary-folder-unusable`
 */
export async function makeTemporaryFolder(): Promise<string> {
  const root = tmpdir()
  await sweep(root)
  const folder = join(root, PREFIX + nameOwner())
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    throw errors.temporaryFolder(root, error as NodeJS.ErrnoException)
  }
  return folder
}

async function sweep(root: string): Promise<void> {
  for (const name of await readdir(root).catch(() => [])) {
    if (!name.startsWith(PREFIX) || !hasOwnerEnded(name.slice(PREFIX.length))) continue
    // Another user's may not be ours to remove, and does no harm.
    await rm(join(root, name), { recursive: true, force: true }).catch(() => undefined)
  }
}
