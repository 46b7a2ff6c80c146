import { basename } from 'node:path'

/** What a command is that is not the program itself. */
export interface CommandAdvice {
  /** As written: `npm start`, `docker run`. */
  readonly words: string
  /** A runner stays beside the program, and is measured with it; a client asks a daemon to run it elsewhere. */
  readonly kind: 'runner' | 'client'
}

/** By program; `*` for any of their subcommands. */
const RUNNERS: Readonly<Record<string, readonly string[]>> = {
  npm: ['start', 'run', 'run-script', 'exec', 'test'],
  npx: ['*'],
  pnpm: ['*'],
  yarn: ['*'],
  bunx: ['*'],
}
const CLIENTS: Readonly<Record<string, readonly string[]>> = {
  docker: ['run', 'start', 'exec', 'compose'],
  'docker-compose': ['*'],
  podman: ['run', 'start', 'exec', 'compose'],
  nerdctl: ['run', 'start', 'exec', 'compose'],
  kubectl: ['run', 'exec', 'apply', 'create'],
  systemctl: ['start', 'restart'],
  'systemd-run': ['*'],
  service: ['*'],
  supervisorctl: ['*'],
  pm2: ['*'],
  ssh: ['*'],
}

/** `null` of a command that is, as far as can be seen, the program itself. */
export function adviseOnCommand(command: readonly [string, ...string[]]): CommandAdvice | null {
  const [program = '', ...args] = wordsOf(command)
  const name = basename(program)
  // Options before the subcommand may take a value: each word that is none may be it.
  for (const [kind, table] of [['runner', RUNNERS] as const, ['client', CLIENTS] as const]) {
    const known = Object.hasOwn(table, name) ? (table[name] ?? []) : []
    const found = known.includes('*')
      ? args.find((word) => !word.startsWith('-'))
      : args.find((word) => known.includes(word))
    if (found !== undefined) return { kind, words: `${name} ${found}` }
  }
  return null
}

/** Of the text of a shell, those of its first command, more or less: quotes do not matter here. */
function wordsOf(command: readonly string[]): readonly string[] {
  const [program, option, text] = command
  const isShell = /^(?:ba|da)?sh$/.test(basename(program ?? '')) && option === '-c' && text !== undefined
  return isShell
    ? text
        .trim()
        .replace(/^exec\s+/, '')
        .split(/\s+/)
    : command
}
