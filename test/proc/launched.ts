import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { type LaunchedProgram, start, type Started } from '../../src/launch/program.ts'
import { readMachine } from '../../src/launch/machine.ts'
import { stop } from '../../src/launch/stop.ts'
import type { ProcFiles } from '../../src/model/proc-files.ts'
import { quietWorld } from '../helpers/world.ts'
import { app } from '../helpers/measuring.ts'
import { waitFor } from '../helpers/processes.ts'

/** Programs that do what only C can are left out where there is no compiler. */
export const hasCompiler = spawnSync('cc', ['--version'], { stdio: 'ignore' }).status === 0

const compiled = new Map<string, string>()

afterAll(() => {
  for (const path of compiled.values()) rmSync(dirname(path), { recursive: true })
})

/** Builds a program of test/apps, once a test file. */
export function build(name: string): string {
  const known = compiled.get(name)
  if (known !== undefined) return known
  const path = join(mkdtempSync(join(tmpdir(), 'footprint-gate-app-')), name)
  execFileSync('cc', ['-O1', '-pthread', '-o', path, app(`${name}.c`)])
  compiled.set(name, path)
  return path
}

export interface Launched extends Started {
  readonly files: ProcFiles
}

/**
 * Launches a program as a run does, gives it to the test when it has printed `ready`, and ends all of it.
 */
export async function withProgram(
  command: readonly [string, ...string[]],
  use: (launched: Launched) => void | Promise<void>,
  { hasLockLimit = true }: { hasLockLimit?: boolean } = {},
): Promise<void> {
  const world = quietWorld()
  const machine = await readMachine(world.proc)
  const createCookie = () => ({ ...machine.createCookie(), ...(hasLockLimit ? {} : { lockLimit: null }) })
  const started = await start(
    { command, workingDirectory: '/', env: {} },
    { ...machine, createCookie },
    world,
  )
  try {
    await saysLine(started.program, 'ready')
    await use({ ...started, files: world.proc })
  } finally {
    await stop(started, world, { signal: 'SIGTERM', graceMs: 0 })
  }
}

export async function saysLine(program: LaunchedProgram, line: string): Promise<void> {
  await waitFor(`the program says ${line}`, () => program.output.tail().split('\n').includes(line))
}
