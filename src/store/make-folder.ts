import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder, and those above it, where they are not there. Node's own way (`recursive`) tries without an end where
 * a folder is there but nothing can be made in it, as in /proc, which says ENOENT.
 *
 * @throws the error of the system
 */
export async function makeFolder(path: string): Promise<void> {
  const code = await attempt(path)
  if (code !== 'ENOENT' || dirname(path) === path) return
  await makeFolder(dirname(path))
  if ((await attempt(path)) === 'ENOENT') await mkdir(path)
}

/** What kept it from being made, where that is no error yet. */
async function attempt(path: string): Promise<'ENOENT' | null> {
  try {
    await mkdir(path)
    return null
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return code
    // A file of that name is found by whoever wants to write into it.
    if (code === 'EEXIST') return null
    throw error
  }
}
