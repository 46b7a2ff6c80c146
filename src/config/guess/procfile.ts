import { expandVariables, readCommandText } from './command-text.ts'
import type { Guess, Project } from './project.ts'

/** What foreman gives the first process type. */
const PORT = '5000'

/** https://devcenter.heroku.com/articles/procfile: `web` serves, `worker` works; other types are seldom services. */
export function guessFromProcfile({ name, textOf }: Project): readonly Guess[] {
  const types = new Map(
    Array.from(
      (textOf('Procfile') ?? '').matchAll(/^([\w-]+)\s*:\s*(.+)$/gm),
      ([, type = '', command = '']) => [type, command.trim()],
    ),
  )
  return ['web', 'worker'].flatMap((type) => {
    const written = types.get(type)
    if (written === undefined) return []
    const { run, env, before } = readCommandText(expandVariables(written, { PORT }, null))
    return {
      source: `Procfile, ${type}`,
      name: type === 'web' ? name : `${name} ${type}`,
      run,
      env: { ...(type === 'web' && { PORT }), ...env },
      build: before.map((run) => ({ run })),
    }
  })
}
