import { UserError } from '../model/errors.ts'
import { Interrupted } from '../model/interrupt.ts'
import { renderError } from '../report/terminal/error.ts'
import type { Terminal } from './terminal.ts'

/** Says what went wrong: to a user what to do about it, to a maintainer (a bug of ours) where it happened. */
export function reportError(error: unknown, terminal: Terminal): number {
  const cause: unknown = terminal.signal.aborted ? terminal.signal.reason : error
  if (cause instanceof Interrupted) {
    terminal.tell(`footprint-gate was ${cause.message}; the measured program is ended.\n`)
    return cause.exitCode
  }
  if (cause instanceof UserError) {
    terminal.tell(`${renderError(cause, { color: terminal.color.stderr })}\n`)
    return cause.exitCode
  }
  terminal.tell(`footprint-gate failed: this is a bug of footprint-gate, please report it.\n`)
  terminal.tell(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`)
  return 2
}
