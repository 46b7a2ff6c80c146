import { randomBytes, randomInt } from 'node:crypto'
import { execa } from 'execa'
import type { Cookie } from '../proc/cookie.ts'
import { parseLockLimit } from '../proc/cookie.ts'
import type { ProcFiles } from '../proc/files.ts'
import type { LauncherMode } from '../model/environment.ts'

/** What this machine lets us do to a program before it starts. Found once a gate. */
export interface Launcher {
  readonly mode: LauncherMode
  /** The words before `/bin/sh`: each replaces itself by the next, so all of them are one process. */
  readonly prefix: (cookie: Cookie) => readonly string[]
  /** A fresh mark for one run. */
  readonly createCookie: () => Cookie
}

/** Tries `setarch -R` (containers may refuse it) and `prlimit` (both are util-linux). */
export async function probeLauncher(files: ProcFiles): Promise<Launcher> {
  const works = async (command: string, args: readonly string[]): Promise<boolean> => {
    const { exitCode } = await execa(command, args, { reject: false, stdio: 'ignore' })
    return exitCode === 0
  }
  const [fixedAddresses, hasLimits] = await Promise.all([
    works('setarch', ['-R', 'true']),
    works('prlimit', ['--locks=1:1', 'true']),
  ])
  // A limit can only be lowered: inside another run of ours, the mark must be below its mark.
  const highest = parseLockLimit(files.readText('self/limits') ?? '') ?? 2 ** 40
  return {
    mode: fixedAddresses ? 'fixed-addresses' : 'randomised',
    prefix: ({ lockLimit }) => [
      ...(fixedAddresses ? ['setarch', '-R'] : []),
      ...(lockLimit === null ? [] : ['prlimit', `--locks=${lockLimit}:${lockLimit}`]),
    ],
    createCookie: () => ({
      value: randomBytes(16).toString('hex'),
      lockLimit: hasLimits && highest > 2 ** 20 ? randomInt(2 ** 19, Math.min(highest, 2 ** 40)) : null,
    }),
  }
}
