import { blameSurroundings } from '../model/errors/surroundings.ts'
import { UserError } from '../model/errors/user-error.ts'
import { Interrupted } from '../model/interrupt.ts'
import { renderError } from '../report/terminal/error.ts'
import type { Terminal } from './terminal.ts'

/** Says what went wrong: to a user what to do about it, to a maintainer (a bug of ours) where it happened. */
export function reportError(error: unknown, terminal: Terminal): number {
  const cause: unknown = terminal.signal.aborted ? terminal.signal.reason : blameSurroundings(error)
  if (cause instanceof Interrupted) {
    terminal.say(`footprint-gate was ${cause.message}; the measured program was ended.\n`)
    return cause.exitCode
  }
  if (cause instanceof UserError) {
    terminal.say(`${renderError(cause, { color: terminal.color.stderr })}\n`)
    return cause.exitCode
  }
  terminal.say(`footprint-gate crashed. This is a bug; please report it with the log.\n`)
  terminal.say(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`)
  return 2
}
