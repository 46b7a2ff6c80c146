import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { errors } from '../model/errors.ts'

/** Beside the bundled code; from the sources, where the bundle is. */
const PLACES = ['page.html', '../../dist/page.html'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
)

/**
 * The built page, into which `renderPage` puts a report.
 *
 * @throws UserError when the package is not whole
 */
export async function readPageShell(): Promise<string> {
  const path = PLACES.find((place) => existsSync(place)) ?? PLACES.join(', ')
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw errors.pageMissing(path, error as NodeJS.ErrnoException)
  }
}
