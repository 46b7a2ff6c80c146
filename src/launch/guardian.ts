import { startStandby } from './standby.ts'
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

// Two empty rounds in a row, as a process may fork while it is looked for; and twenty at most, as zombies that nobody
// reaps bear their limits forever. One grep for all processes, as one for each takes a hundred times as long.
// Then for those who fork and end within milliseconds, and are gone when a list of processes has been gone through:
// the newest processes, by what is built in alone (`read` drops the NULs of an environment), until none has been made
// for some time.
const SCRIPT = `
read -r group
[ "$group" = dismissed ] && exit 0
read -r word
[ "$word" = dismissed ] && exit 0
round=0
quiet=0
while [ $round -lt 20 ] && [ $quiet -lt 2 ]; do
  round=$((round + 1))
  quiet=$((quiet + 1))
  [ -n "$group" ] && kill -KILL -- "-$group" 2>/dev/null
  bearers=$(
    grep -lsaF "${COOKIE_VARIABLE}=$1" /proc/[0-9]*/environ
    [ -n "$2" ] && grep -ls "^Max file locks  *$2 " /proc/[0-9]*/limits
  )
  for file in $bearers; do
    process=\${file#/proc/}
    kill -KILL "\${process%/*}" 2>/dev/null && quiet=0
  done
  sleep 0.05
done
look=0
quiet=0
newest=
while [ $look -lt 3000 ] && [ $quiet -lt 100 ]; do
  look=$((look + 1))
  quiet=$((quiet + 1))
  read -r _ _ _ _ last </proc/loadavg
  [ "$last" = "$newest" ] || quiet=0
  newest=$last
  for process in $((last + 1)) $last $((last - 1)) $((last - 2)) $((last - 3)); do
    environment=
    read -r environment <"/proc/$process/environ"
    case $environment in
      *"${COOKIE_VARIABLE}=$1"*)
        kill -STOP "$process"
        kill -KILL "$process"
        quiet=0
        ;;
    esac
  done
done
`

/** Starts the guardian of one run. It must be there before the program is. */
export function startGuardian(cookie: Cookie, env: Readonly<Record<string, string | undefined>>): Guardian {
  const args = [cookie.value, String(cookie.lockLimit ?? '')]
  const guardian = startStandby(SCRIPT, 'footprint-gate-guardian', args, env)
  return {
    watch: (processGroup) => guardian.say(String(processGroup)),
    dismiss: () => {
      guardian.say('dismissed')
      guardian.finish()
    },
  }
}
