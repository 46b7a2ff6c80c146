import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { launch, type LaunchedProgram } from '../../src/launch/program.ts'
import { probeLauncher } from '../../src/launch/machine.ts'
import { stop } from '../../src/launch/stop.ts'
import { createProcFiles, type ProcFiles } from '../../src/proc/files.ts'
import { createProcessTree, listPids, type ProcessTree } from '../../src/proc/tree.ts'
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

export interface Launched {
  readonly program: LaunchedProgram
  readonly tree: ProcessTree
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
  const files = createProcFiles('/proc')
  const launcher = await probeLauncher(files)
  const bystanders = listPids('/proc')
  const program = await launch(
    { command, workingDirectory: '/', env: {} },
    hasLockLimit
      ? launcher
      : { ...launcher, createCookie: () => ({ ...launcher.createCookie(), lockLimit: null }) },
    process.env,
  )
  const tree = createProcessTree('/proc', files, program.supervisorPid, program.cookie, bystanders)
  try {
    await saysLine(program, 'ready')
    await use({ program, tree, files })
  } finally {
    await stop(program, tree, '/proc', files, { signal: 'SIGTERM', graceMs: 0 })
  }
}

export async function saysLine(program: LaunchedProgram, line: string): Promise<void> {
  await waitFor(`the program says ${line}`, () => program.output.tail().split('\n').includes(line))
}
