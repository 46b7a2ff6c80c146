import { execa } from 'execa'

/** A shell script that goes on when we are gone without a word, to clean up after us. */
export interface Standby {
  /** Lines for its input, which ends with us. What it no longer reads is dropped: somebody killed it. */
  readonly say: (line: string) => void
  /** Ends its input. */
  readonly finish: () => void
  /** When it has ended; as long as somebody waits, we stay. */
  readonly ended: () => Promise<void>
}

/** @param name what `ps` shows of it */
export function startStandby(
  script: string,
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Standby {
  const shell = execa('/bin/sh', ['-c', script, name, ...args], {
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
  shell.unref()
  const { stdin } = shell
  stdin.on('error', () => undefined)
  return {
    say: (line) => void stdin.write(`${line}\n`),
    finish: () => void stdin.end(),
    ended: async () => {
      shell.ref()
      await shell
    },
  }
}
