import { randomBytes, randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { availableParallelism, machine, release } from 'node:os'
import { execa } from 'execa'
import type { Environment } from '../model/environment.ts'
import { errors } from '../model/errors.ts'
import type { ProcFiles } from '../model/proc-files.ts'
import { type Cookie, parseLockLimit } from '../proc/cookie.ts'
import { checkOpenFilesLimit, readOpenFilesLimit } from './open-files.ts'

/** This machine: what of it moves figures, and what it lets us do to a program before it starts. */
export interface Machine {
  readonly environment: Environment
  /** The soft limit of open files for what we launch; `null` leaves it as it is. */
  readonly openFiles: number | null
  /** The words before `/bin/sh`: each replaces itself by the next, so all of them are one process. */
  readonly prefix: (cookie: Cookie) => readonly string[]
  /** A fresh mark for one run. */
  readonly createCookie: () => Cookie
}

/**
 * Tries `setarch -R` (containers may refuse it) and `prlimit` (both are util-linux).
 *
 * @throws UserError `tool-missing` without a shell, `open-files-limit` where too few files may be open
 */
export async function readMachine(files: ProcFiles): Promise<Machine> {
  checkOpenFilesLimit(files)
  const attempt = (command: string, args: readonly string[]) =>
    execa(command, args, { reject: false, stdio: 'ignore' })
  const [shell, setarch, prlimit] = await Promise.all([
    attempt('/bin/sh', ['-c', ':']),
    attempt('setarch', ['-R', 'true']),
    attempt('prlimit', ['--locks=1:1', 'true']),
  ])
  if (shell.failed) throw errors.toolMissing('/bin/sh', shell.originalMessage ?? 'it fails')
  const fixedAddresses = setarch.exitCode === 0
  const hasLimits = prlimit.exitCode === 0
  // A limit can only be lowered: inside another run of ours, the mark must be below its mark.
  const highest = parseLockLimit(files.readText('self/limits') ?? '') ?? 2 ** 40
  return {
    environment: readEnvironment(files, fixedAddresses ? 'fixed-addresses' : 'randomised'),
    openFiles: readOpenFilesLimit(files),
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

/** What it is now: it may change while a gate runs. */
export function readEnvironment(files: ProcFiles, launcher: Environment['launcher']): Environment {
  return {
    architecture: machine(),
    kernel: release().split('.').slice(0, 2).join('.'),
    pageSize: pageSizeOf(files.readText('self/smaps') ?? ''),
    cpus: availableParallelism(),
    transparentHugePages: hugePagesOf(readHugePages()),
    libc: libcOf(),
    launcher,
  }
}

/** Of the first mapping, which is a program's text: never a huge page. */
function pageSizeOf(smaps: string): number {
  const kilobytes = /^KernelPageSize:\s+(\d+) kB$/m.exec(smaps)?.[1]
  return kilobytes === undefined ? 4096 : Number(kilobytes) * 1024
}

/** `''` where the kernel has no transparent huge pages. */
function readHugePages(): string {
  try {
    return readFileSync('/sys/kernel/mm/transparent_hugepage/enabled', 'utf8')
  } catch {
    return ''
  }
}

/** The kernel puts the mode in force in brackets: `always [madvise] never`. */
function hugePagesOf(enabled: string): string {
  return /\[(\w+)\]/.exec(enabled)?.[1] ?? 'unknown'
}

/** Our own libc; a program of another (a static one) is the same in every job anyway. */
function libcOf(): string {
  const report: unknown = process.report.getReport()
  const header = typeof report === 'object' && report !== null && 'header' in report ? report.header : null
  if (typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header) {
    return `glibc ${String(header.glibcVersionRuntime)}`
  }
  return 'musl'
}
