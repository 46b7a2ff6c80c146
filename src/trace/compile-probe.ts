import { open } from 'node:fs/promises'
import { basename, delimiter, join, resolve } from 'node:path'
import { execa } from 'execa'
import type { Scenario } from '../config/scenario.ts'
import type { World } from '../model/world.ts'

const PYTHON = /^python[\d.]*$/
const TIMEOUT_MS = 10_000

/**
 * Compiles the probe by the Python that will load it: to compile it in the program takes 250 KiB that it does not
 * give back. Where that Python is not found, the probe is compiled there after all.
 */
export async function compileProbe(
  file: string,
  { command: [program], env, workingDirectory }: Scenario,
  { env: stepEnv }: Pick<World, 'env'>,
): Promise<void> {
  const path = env['PATH'] ?? stepEnv['PATH'] ?? ''
  const python = PYTHON.test(basename(program))
    ? program
    : await interpreterOf(program, workingDirectory, path)
  if (python === null) return
  await execa(python, ['-I', '-m', 'py_compile', file], {
    cwd: workingDirectory,
    env: { PATH: path },
    extendEnv: false,
    reject: false,
    timeout: TIMEOUT_MS,
    stdio: 'ignore',
  })
}

/** The Python of a script's first line; `null` for any other program. */
async function interpreterOf(
  program: string,
  workingDirectory: string,
  path: string,
): Promise<string | null> {
  const folders = program.includes('/') ? [''] : path.split(delimiter)
  for (const folder of folders) {
    const line = await firstLine(resolve(workingDirectory, join(folder, program)))
    if (line === null) continue
    const words = /^#!\s*(.*)$/.exec(line)?.[1]?.trim().split(/\s+/) ?? []
    return words.find((word) => PYTHON.test(basename(word))) ?? null
  }
  return null
}

async function firstLine(path: string): Promise<string | null> {
  const file = await open(path).catch(() => null)
  if (file === null) return null
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(256), 0, 256, 0)
    return buffer.toString('latin1', 0, bytesRead).split('\n')[0] ?? ''
  } catch {
    return null
  } finally {
    await file.close()
  }
}
