import { COOKIE_VARIABLE } from '../proc/cookie.ts'

/**
 * Variables that never reach the measured program: the runner's tokens and command files, every input of the
 * step, and what npm and shells add, which changes length from job to job (the environment lies on the stack).
 */
const DROPPED = [
  /^(INPUT|ACTIONS|GITHUB|RUNNER|STATE)_/,
  /^(npm|NPM)_/,
  /^(GH_TOKEN|GH_ENTERPRISE_TOKEN|NODE_AUTH_TOKEN|INIT_CWD|OLDPWD|SHLVL|_|COLUMNS|LINES)$/,
]

/** Orphans that bear it are killed by the runner at the end of the job: a last net below ours. */
const KEPT = 'RUNNER_TRACKING_ID'

/**
 * The environment of a program: that of the step without secrets and without what varies, with the
 * scenario's own variables and the run's cookie. Sorted by name, so that it is laid out the same each time.
 */
export function programEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  added: Readonly<Record<string, string>>,
  workingDirectory: string,
  cookieValue: string,
): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (entry[0] === KEPT || !DROPPED.some((pattern) => pattern.test(entry[0]))),
  )
  const all = { ...Object.fromEntries(kept), PWD: workingDirectory, ...added, [COOKIE_VARIABLE]: cookieValue }
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)))
}
