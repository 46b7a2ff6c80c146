import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, delimiter, join, resolve } from 'node:path'
import type { Project } from './guess/project.ts'

const DEEPEST = 4
const MOST_FILES = 5000
/** Of a file that says how a program starts. */
const MAX_TEXT_BYTES = 512 * 1024

/** Folders whose files say nothing of how the program starts. */
const SKIPPED =
  /^(?:\..+|node_modules|vendor|third_party|venv|env|__pycache__|dist|tests?|spec|fixtures|e2e|ci|dev|docs?|examples?|bench(?:marks)?)$/
/** Made by tools, but for the jars in them. */
const BUILT = /^(?:target|build|out|obj)$/

/**
 * Looks at a folder: no link is followed, and nothing is read before it is asked for.
 *
 * @param path the folders that programs are looked for in
 */
export function readProject(folder: string, path: string): Project {
  const paths: string[] = []
  let level = ['']
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
    const next: string[] = []
    for (const parent of level) {
      for (const entry of entriesOf(join(folder, parent))) {
        const path = `${parent}${entry.name}`
        const isBuilt = parent.split('/').some((part) => BUILT.test(part))
        if (entry.isDirectory()) {
          if (!SKIPPED.test(entry.name) && (!isBuilt || entry.name === 'libs')) next.push(`${path}/`)
        } else if (entry.isFile() && paths.length < MOST_FILES && (!isBuilt || path.endsWith('.jar')))
          paths.push(path)
      }
    }
    level = next
  }
  return {
    name: basename(resolve(folder)),
    paths,
    textOf: (path) => readText(join(folder, path)),
    exists: (path) => existsSync(resolve(folder, path)),
    isInstalled: (program) => path.split(delimiter).some((place) => existsSync(join(place, program))),
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}

function readText(path: string): string | null {
  try {
    const stats = statSync(path)
    if (!stats.isFile() || stats.size > MAX_TEXT_BYTES) return null
    return readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
  } catch {
    return null
  }
}
