import { expandVariables, readCommandText } from './command-text.ts'
import { type Guess, lastPart, type Project } from './project.ts'

/** Prefixes of ExecStart, systemd.service(5): `-`, `@`, `:`, `+`, `!`. */
const PREFIXES = /^[-@:+!|]+/
/** What a unit is told of itself, systemd.unit(5): nothing that we know. */
const SPECIFIER = /(?<!%)%[a-zA-Z]/

/** Units that start the program itself, not templates and not containers. */
export function guessFromSystemd({ paths, textOf }: Project): readonly Guess[] {
  return paths.flatMap((path) => {
    const unit = lastPart(path)
    if (!/^[^@]+\.service(?:\.in)?$/.test(unit)) return []
    const text = (textOf(path) ?? '').replace(/\\\n\s*/g, ' ')
    const written = /^ExecStart\s*=\s*(.+)$/m.exec(text)?.[1]?.trim()
    if (written === undefined || SPECIFIER.test(written) || /\b(?:docker|podman)\b|@[A-Z]\w+@/i.test(written))
      return []
    const variables = environmentOf(text)
    const { run } = readCommandText(
      expandVariables(withoutUnset(written.replace(PREFIXES, ''), variables), variables, '').replaceAll(
        '%%',
        '%',
      ),
    )
    const unitType = /^Type\s*=\s*(notify\S*|forking)/m.exec(text)?.[1]
    return {
      source: `${path}, ExecStart`,
      name: unit.replace(/\.service(?:\.in)?$/, ''),
      run,
      env: {},
      build: [],
      ...(unitType !== undefined && { unitType }),
    }
  })
}

/**
 * An option whose value is in a file of the system (`-p ${PORT}`) goes with it: the program has a default. `$OPTIONS`
 * is any number of words, systemd.service(5), and so is no value.
 */
function withoutUnset(command: string, variables: Readonly<Record<string, string>>): string {
  return command.replace(
    /(?<=\s)(?:(?:--?[\w-]+(?:\s+(?=\$\{)|=))?\$\{?(?<name>[A-Za-z_]\w*)\}?)(?=\s|$)/g,
    (written: string, ...rest: unknown[]) => {
      const { name = '' } = rest.at(-1) as Readonly<Record<string, string | undefined>>
      return Object.hasOwn(variables, name) ? written : ''
    },
  )
}

/** `Environment=A=1 "B=two words"`. */
function environmentOf(text: string): Readonly<Record<string, string>> {
  const lines = Array.from(text.matchAll(/^Environment\s*=\s*(.+)$/gm), ([, line = '']) => line)
  const pairs = lines.flatMap((line) =>
    Array.from(line.matchAll(/"(\w+)=([^"]*)"|(\w+)=(\S*)/g), ([, quoted, spaced, name, value]) => [
      quoted ?? name ?? '',
      spaced ?? value ?? '',
    ]),
  )
  return Object.fromEntries(pairs) as Readonly<Record<string, string>>
}
