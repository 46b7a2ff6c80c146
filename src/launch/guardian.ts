import { execa } from 'execa'
import { COOKIE_VARIABLE, type Cookie } from '../proc/cookie.ts'

/**
 * Kills what a run left when we are gone without a word: it waits for the end of a pipe whose other end only
 * we hold, so it learns of every kind of death, SIGKILL too (the runner's last word on cancellation).
 */
export interface Guardian {
  /** Names the process group to kill beside the bearers of the cookie. */
  watch: (processGroup: number) => void
  /** Nothing is left to kill. */
  dismiss: () => void
}

// Twenty rounds, as a process may fork while it is looked for; zombies that nobody reaps bear their limits
// for ever, so it must not wait for an empty round alone.
const SCRIPT = `
read -r group
read -r word
[ "$word" = dismissed ] && exit 0
round=0
while [ $round -lt 20 ]; do
  round=$((round + 1))
  [ -n "$group" ] && kill -KILL -- "-$group" 2>/dev/null
  found=
  for process in /proc/[0-9]*; do
    if grep -qsaF "${COOKIE_VARIABLE}=$1" "$process/environ" ||
       { [ -n "$2" ] && grep -qs "^Max file locks  *$2 " "$process/limits"; }; then
      kill -KILL "\${process#/proc/}" 2>/dev/null && found=yes
    fi
  done
  [ -z "$found" ] && exit 0
  sleep 0.05
done
`

/** Starts the guardian of one run. It must be there before the program is. */
export function startGuardian(cookie: Cookie, env: Readonly<Record<string, string | undefined>>): Guardian {
  const guardian = execa(
    '/bin/sh',
    ['-c', SCRIPT, 'footprint-gate-guardian', cookie.value, String(cookie.lockLimit ?? '')],
    {
      // Out of our session, as a closing terminal would take it along with us.
      detached: true,
      cleanup: false,
      reject: false,
      stdin: 'pipe',
      stdout: 'ignore',
      stderr: 'ignore',
      extendEnv: false,
      env: { PATH: env['PATH'] ?? '/usr/bin:/bin' },
    },
  )
  guardian.unref()
  const { stdin } = guardian
  stdin.on('error', () => undefined) // It was killed by somebody else; the run goes on.
  return {
    watch: (processGroup) => {
      stdin.write(`${processGroup}\n`)
    },
    dismiss: () => {
      stdin.end('dismissed\n')
    },
  }
}
