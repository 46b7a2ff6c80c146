import type { ProcFiles } from '../model/proc-files.ts'

/**
 * What marks every process of one run, wherever it goes. A double fork leaves the tree and the group, but
 * keeps its environment; a program that overwrites its environment (nginx and PostgreSQL write their titles
 * there) or clears it still keeps its resource limits. RLIMIT_LOCKS has had no effect since Linux 2.4.25 and
 * is inherited like all limits, so a value of ours in it is a mark that nothing else reads.
 */
export interface Cookie {
  /** In the environment as FOOTPRINT_GATE_RUN; of fixed length, as the environment is part of the stack. */
  readonly value: string
  /** In RLIMIT_LOCKS; `null` where `prlimit` is missing. */
  readonly lockLimit: number | null
}

export const COOKIE_VARIABLE = 'FOOTPRINT_GATE_RUN'

/**
 * Whether the process bears the cookie. A process that cannot be read, or has ended, does not. `null` when
 * there is only the environment to tell and it is empty: the process may just be becoming another program,
 * and have its environment in a moment.
 */
export function bearsCookie(files: ProcFiles, pid: number, cookie: Cookie): boolean | null {
  if (cookie.lockLimit !== null) {
    const limits = files.readText(`${pid}/limits`)
    if (limits !== null && parseLockLimit(limits) === cookie.lockLimit) return true
  }
  const environment = files.readText(`${pid}/environ`)
  if (environment === '' && cookie.lockLimit === null) return null
  return environment?.split('\0').includes(`${COOKIE_VARIABLE}=${cookie.value}`) ?? false
}

/** The soft RLIMIT_LOCKS of a text of /proc/PID/limits; `null` when unlimited. */
export function parseLockLimit(limits: string): number | null {
  const match = /^Max file locks +(\d+) /m.exec(limits)
  return match === null ? null : Number(match[1])
}
