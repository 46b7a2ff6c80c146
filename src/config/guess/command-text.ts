import { splitCommand } from '../command.ts'
import type { Guess } from './project.ts'

type Variables = Readonly<Record<string, string>>

/** A command as a file has it, taken apart. */
export interface CommandText {
  readonly run: Guess['run']
  readonly env: Variables
  /** What it does first, by `&&`. */
  readonly before: readonly string[]
}

/** `$NAME`, `${NAME}`, `${NAME:-default}`. */
const VARIABLE = /\$(?:(?<bare>[A-Za-z_]\w*)|\{(?<braced>[A-Za-z_]\w*)(?::?-(?<fallback>[^}]*))?\})/g

/**
 * Puts values for the variables of a command, as its usual starter would.
 *
 * @param unset what stands for a variable without a value; `null` leaves it to a shell
 */
export function expandVariables(text: string, values: Variables, unset: string | null): string {
  return text.replace(VARIABLE, (written: string, ...rest: unknown[]) => {
    const { bare, braced, fallback } = rest.at(-1) as Readonly<Record<string, string | undefined>>
    const name = bare ?? braced ?? ''
    return (Object.hasOwn(values, name) ? values[name] : fallback) ?? unset ?? written
  })
}

const ASSIGNMENT = /^(?<name>[A-Za-z_]\w*)=(?<value>[^\s"'$`]*)\s+/

/** Takes assignments before the command for its variables, and what only a shell can read for the text of one. */
export function readCommandText(text: string): CommandText {
  const parts = /["']/.test(text) ? [text] : text.split('&&')
  const before = parts.slice(0, -1).map((part) => part.trim())
  const env: Record<string, string> = {}
  let rest = (parts.at(-1) ?? '').trim()
  for (;;) {
    rest = rest.replace(/^(?:(?:exec|env|cross-env)\s+(?!-))+/, '')
    const { name, value } = ASSIGNMENT.exec(rest)?.groups ?? {}
    if (name === undefined || value === undefined) break
    env[name] = value
    rest = rest.replace(ASSIGNMENT, '')
  }
  return { run: splitOrShell(rest), env, before }
}

function splitOrShell(text: string): Guess['run'] {
  try {
    return splitCommand(text)
  } catch {
    return text
  }
}
