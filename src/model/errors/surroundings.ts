import { UserError } from './user-error.ts'
import { causeInWords } from './words.ts'

const MORE_OPEN_FILES = 'Raise the limit of open files (ulimit -n 1024).'

/** What the machine around us lacks. */
export const surroundingsErrors = {
  temporaryFolder: (folder: string, cause: NodeJS.ErrnoException) =>
    new UserError(
      'temporary-folder-unusable',
      `cannot make temporary files in ${folder}: ${causeInWords(cause)}`,
      'Set TMPDIR to a folder that this user may write, on a disk with space left.',
      { cause },
    ),
  toolMissing: (tool: string, cause: string) =>
    new UserError(
      'tool-missing',
      `cannot run ${tool}: ${cause}`,
      `The gate starts programs by /bin/sh and mkfifo (coreutils). Install what is missing, or correct PATH.`,
    ),
  workingDirectoryGone: () =>
    new UserError(
      'working-directory-gone',
      'the current working directory no longer exists',
      'It was deleted since this shell or step went there. Go to a folder that exists, and start again.',
    ),
  systemRefused: (cause: NodeJS.ErrnoException) =>
    new UserError(
      'system-refused',
      `the system refused what the gate needs: ${causeInWords(cause)}${where(cause)}`,
      CURES[cause.code ?? ''] ?? 'Free what is used up, and run the gate again.',
      { cause },
    ),
  openFilesLimit: (limit: number, needed: number) =>
    new UserError(
      'open-files-limit',
      `no more than ${limit} open files are allowed, and the gate needs some ${needed}`,
      MORE_OPEN_FILES,
    ),
  foreignProc: (found: string) =>
    new UserError(
      'foreign-proc',
      `/proc shows the processes of another PID namespace: /proc/self is ${found}, and this is process ${process.pid}`,
      'Mount a /proc of its own in the container or namespace: unshare --pid --fork --mount-proc.',
    ),
} as const

const CURES: Readonly<Record<string, string>> = {
  EMFILE: MORE_OPEN_FILES,
  ENFILE: 'The whole machine has too many open files: end what holds them.',
  EAGAIN: 'Raise the limit of processes (ulimit -u), or end some.',
  ENOMEM: 'Free some memory, or raise the limit (ulimit -v, the memory of the container).',
}

function where({ syscall, path }: NodeJS.ErrnoException): string {
  const words = [syscall, path].filter((word) => word !== undefined)
  return words.length === 0 ? '' : ` (${words.join(' ')})`
}

const REFUSALS: readonly (string | undefined)[] = [
  'EMFILE',
  'ENFILE',
  'EAGAIN',
  'ENOMEM',
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EROFS',
  'EIO',
]

/**
 * A failure of the surroundings, as what users can fix: limits that were reached, a full disk, a working directory
 * that is gone. Such an error may come from any call; every other one is returned as it is.
 */
export function blameSurroundings(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof UserError) return error
    const { code, syscall } = cause as NodeJS.ErrnoException
    if (syscall === 'uv_cwd') return surroundingsErrors.workingDirectoryGone()
    if (REFUSALS.includes(code)) return surroundingsErrors.systemRefused(cause)
  }
  return error
}
