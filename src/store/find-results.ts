import { lstat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { escapePath, glob } from 'tinyglobby'

/**
 * The files that are named: a path as it stands, every JSON file in a folder, what matches a glob. Each once, in order;
 * symbolic links lead nowhere. A path without a file is told as it is, as its reader knows why it cannot be read; a
 * glob that matches nothing gives nothing.
 */
export async function findResults(named: readonly string[], cwd: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of named) {
    const path = resolve(cwd, name)
    const stats = await lstat(path).catch(() => null)
    if (stats?.isDirectory() === true) found.push(...(await matching(`${escapePath(path)}/**/*.json`, cwd)))
    else if (stats !== null || !/[*?[\]{}]/.test(name)) found.push(path)
    else found.push(...(await matching(name, cwd)))
  }
  return [...new Set(found)]
}

async function matching(pattern: string, cwd: string): Promise<readonly string[]> {
  const options = { cwd, absolute: true, dot: true, followSymbolicLinks: false, expandDirectories: false }
  const found = await glob(pattern, options)
  // As a person counts: leg 9 before leg 10.
  return found.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}
