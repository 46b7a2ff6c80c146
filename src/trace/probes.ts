import { constants } from 'node:fs'
import { chmod, copyFile, mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Scenario } from '../config/scenario.ts'
import type { World } from '../model/world.ts'
import { parseProbeLine, type ProbeLine } from './parse-marks.ts'

/** Beside this file, in src/ as in dist/. */
const PROBES = fileURLToPath(new URL('./probes/', import.meta.url))
const FILES = ['sitecustomize.py', 'node.cjs', 'ruby.rb']

/** More is no start of a program. */
const MOST_BYTES = 64 * 1024 ** 2

/**
 * Lays out what is loaded into the program, so that runtimes leave nothing of theirs (compiled files) beside ours. The
 * program may become another user before it marks anything.
 */
export async function layOutProbes(folder: string): Promise<void> {
  await chmod(folder, 0o711)
  for (const file of FILES) {
    await copyFile(join(PROBES, file), join(folder, file))
    await chmod(join(folder, file), 0o644)
  }
  await mkdir(join(folder, 'marks'))
  await chmod(join(folder, 'marks'), 0o1733)
}

/** The scenario with the variables that load the probes; a program in none of their languages does not mind. */
export function withProbes(
  scenario: Scenario,
  { env: stepEnv }: Pick<World, 'env'>,
  folder: string,
  { files, sizes }: { readonly files: boolean; readonly sizes: boolean },
): Scenario {
  const given = (name: string): string | undefined =>
    scenario.env[name] ?? (scenario.passEnv.includes(name) ? stepEnv[name] : undefined)
  const before = (value: string, separator: string, name: string): string =>
    [value, given(name) ?? ''].filter((part) => part !== '').join(separator)
  return {
    ...scenario,
    env: {
      ...scenario.env,
      FOOTPRINT_GATE_MARKS: join(folder, 'marks'),
      ...(files ? { FOOTPRINT_GATE_MARK_FILES: '1' } : {}),
      ...(sizes ? { FOOTPRINT_GATE_MARK_SIZES: '1' } : {}),
      PYTHONPATH: before(folder, ':', 'PYTHONPATH'),
      NODE_OPTIONS: before(`--require=${join(folder, 'node.cjs')}`, ' ', 'NODE_OPTIONS'),
      RUBYOPT: before(`-r${join(folder, 'ruby.rb')}`, ' ', 'RUBYOPT'),
    },
  }
}

/** Reads the marks of all processes. The program may have put anything there: only plain files are read, and not long. */
export async function readMarks(folder: string): Promise<readonly ProbeLine[]> {
  const marks = join(folder, 'marks')
  const found: ProbeLine[] = []
  for (const name of (await readdir(marks)).filter((entry) => /^\d+$/.test(entry))) {
    const text = await readPlain(join(marks, name))
    for (const line of text.split('\n')) {
      const parsed = parseProbeLine(line)
      if (parsed !== null) found.push(parsed)
    }
  }
  return found
}

async function readPlain(path: string): Promise<string> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await open(path, flags).catch(() => null)
  if (file === null) return ''
  try {
    const stats = await file.stat()
    return stats.isFile() && stats.size <= MOST_BYTES ? await file.readFile('utf8') : ''
  } finally {
    await file.close()
  }
}
