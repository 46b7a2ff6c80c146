import { UserError } from './user-error.ts'
import { someOf } from './words.ts'

const SHOWN_PROCESSES = 5

/** Why a running process cannot be looked at. */
export const inspectionErrors = {
  noSuchProcess: (pid: number) =>
    new UserError(
      'no-such-process',
      `there is no process ${pid}`,
      'Give the PID of a process that runs now (ps -e shows them), or the name of its program.',
    ),
  processHidden: (pid: number) =>
    new UserError(
      'process-hidden',
      `process ${pid} is alive, but /proc does not show it to this user`,
      'Run footprint-gate as the user of the process or as root, or mount /proc without hidepid.',
      { exitCode: 3 },
    ),
  noSuchProgram: (name: string) =>
    new UserError(
      'no-such-program',
      `no program called "${name}" runs, as far as this user can see`,
      'Give the name that ps -e shows, or a PID. footprint-gate itself, and what has started it, are found by PID alone.',
    ),
  noMemory: (processes: readonly string[]) =>
    new UserError(
      'no-memory',
      `${someOf(processes, SHOWN_PROCESSES)}: no memory to show`,
      'A kernel thread has none, and a process that has ended has none any more. Give the PID of a running program.',
    ),
  memoryDenied: (processes: readonly string[]) =>
    new UserError(
      'memory-denied',
      `the kernel does not let this user read the memory of ${someOf(processes, SHOWN_PROCESSES)}`,
      "It is another user's, setuid, or not dumpable. Run footprint-gate as root (sudo), in a container with --cap-add SYS_PTRACE.",
      { exitCode: 3 },
    ),
  earlierUnusable: (cause: UserError) =>
    new UserError(cause.code, cause.message, 'Name a file that "show --json FILE" wrote.', { cause }),
  earlierForeign: (path: string, problem: string) =>
    new UserError(
      'show-foreign',
      `${path} is not what "show --json" writes: ${problem}`,
      'Name a file that "show --json FILE" wrote, with this version of footprint-gate.',
    ),
} as const
