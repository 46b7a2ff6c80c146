import { chmod, chown, rename, stat, writeFile } from 'node:fs/promises'

/**
 * Replaces the whole file at once or, when anything fails, leaves it as it was. It keeps its mode and, as far as
 * this user may give files away, its owner.
 *
 * @param draft where the content is written first: a path on the same file system that nobody else writes
 */
export async function replaceFile(path: string, draft: string, content: string | Uint8Array): Promise<void> {
  await writeFile(draft, content, { flush: true })
  const replaced = await stat(path).catch(() => null)
  if (replaced !== null) {
    // Only root gives files away. It takes away setuid bits, so the mode comes after it.
    await chown(draft, replaced.uid, replaced.gid).catch(() => undefined)
    await chmod(draft, replaced.mode)
  }
  await rename(draft, path)
}
