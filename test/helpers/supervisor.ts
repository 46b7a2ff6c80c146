import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'vitest'
import { app, PYTHON } from './measuring.ts'
import { livingOf, pidsIn, waitFor } from './processes.ts'

/** A service that starts a program on request; the gate has launched neither. */
export interface Supervisor {
  readonly folder: string
  readonly pidFile: string
  /** What asks it, and ends at once, or with the program. */
  readonly start: readonly [string, ...string[]]
  readonly startAndStay: readonly [string, ...string[]]
  /** Text of a shell. */
  readonly stop: string
  /** The pid of the program; `undefined` before the first. */
  readonly program: () => number | undefined
}

/** Starts one, with none of our variables; it ends with the test, and so does its program. */
export async function startSupervisor(
  command: readonly string[],
  onTestFinished: TestContext['onTestFinished'],
): Promise<Supervisor> {
  const folder = await mkdtemp(join(tmpdir(), 'footprint-gate-supervisor-'))
  await chmod(folder, 0o777)
  const socket = join(folder, 'socket')
  const pidFile = join(folder, 'pid')
  const script = join(folder, 'supervisor.py')
  // For other users, too: a clone may lie in a folder that is its owner's alone.
  await copyFile(app('supervisor.py'), script)
  const program = () => pidsIn(pidFile)[0]
  const service = spawn(PYTHON, [script, 'serve', socket, pidFile, ...command], {
    detached: true,
    env: { PATH: '/usr/bin:/bin' },
    stdio: 'ignore',
  })
  const ended = new Promise((settle) => service.on('exit', settle))
  onTestFinished(async () => {
    service.kill('SIGKILL')
    await ended
    for (const pid of livingOf([program() ?? []].flat())) process.kill(-pid, 'SIGKILL')
    await rm(folder, { recursive: true })
  })
  await waitFor('a socket of the supervisor', () => existsSync(socket))
  return {
    folder,
    pidFile,
    start: [PYTHON, script, 'start', socket],
    startAndStay: [PYTHON, script, 'start', socket, '--stay'],
    stop: `${PYTHON} ${script} stop ${socket}`,
    program,
  }
}
