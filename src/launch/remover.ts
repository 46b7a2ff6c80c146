import { execa } from 'execa'

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
  const remover = execa('/bin/sh', ['-c', SCRIPT, 'footprint-gate-remover'], {
    // Out of our session, as a closing terminal would take it along with us.
    detached: true,
    cleanup: false,
    reject: false,
    stdin: 'pipe',
    stdout: 'ignore',
    stderr: 'ignore',
    extendEnv: false,
    env: { PATH: env['PATH'] ?? '/usr/bin:/bin' },
  })
  remover.unref()
  const { stdin } = remover
  stdin.on('error', () => undefined) // It was killed by somebody else; the gate goes on.
  return {
    watch: (path) => void stdin.write(`${path}\n`),
    remove: async () => {
      stdin.end()
      remover.ref()
      await remover
    },
  }
}
