import { startStandby } from './standby.ts'

/** Removes folders when they are no longer needed, and when we are gone without a word: see {@link startGuardian}. */
export interface Remover {
  /** Before the folder is made. */
  readonly watch: (path: string) => void
  /** Removes all of them now. */
  readonly remove: () => Promise<void>
}

// Again and again, as who was killed with us may still write into them; and some tools make folders that not even
// their owner may write into. A folder that held nothing else goes with it, as git keeps none for no worktrees.
const SCRIPT = `
while IFS= read -r path; do set -- "$@" "$path"; done
for path; do
  round=0
  while [ -e "$path" ] && [ $round -lt 40 ]; do
    round=$((round + 1))
    rm -rf -- "$path" 2>/dev/null && continue
    chmod -R u+rwX -- "$path" 2>/dev/null
    sleep 0.25
  done
  rmdir -- "\${path%/*}" 2>/dev/null
done
`

export function startRemover(env: Readonly<Record<string, string | undefined>>): Remover {
  const remover = startStandby(SCRIPT, 'footprint-gate-remover', [], env)
  return {
    watch: remover.say,
    remove: () => {
      remover.finish()
      return remover.ended()
    },
  }
}
