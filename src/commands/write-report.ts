import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { errors } from '../config/errors.ts'
import type { Terminal } from './terminal.ts'

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
    await writeFile(path, text)
  } catch (error) {
    throw errors.reportUnwritable(path, error as NodeJS.ErrnoException)
  }
}
