import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * The words before the text of a workload. bash, where PATH has it, fails at the first command that fails and at
 * any part of a pipe, as a `run:` step with `shell: bash` does. POSIX sh has no `pipefail`: there a pipe fails
 * with its last part alone.
 */
export function workloadShell(path: string): readonly [string, ...string[]] {
  const bash = path
    .split(delimiter)
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, 'bash'))
    .find(isExecutable)
  return bash === undefined ? ['/bin/sh', '-ec'] : [bash, '-eo', 'pipefail', '-c']
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
