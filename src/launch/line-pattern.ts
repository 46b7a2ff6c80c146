import { stripVTControlCharacters } from 'node:util'
import { createContext, Script } from 'node:vm'
import { errors } from '../model/errors.ts'

/** A pattern that needs so long for one part of the output would hold up readings, time limits and aborts. */
const LIMIT_MS = 1000
/** On a machine that is busy with others, time passes in which nothing was looked for. */
const ATTEMPTS = 3

/**
 * Looks for a pattern of the user's in lines, which are of others: backtracking, the two can take forever. A
 * regular expression cannot be ended from outside but by the timeout of a vm script, a terminated worker aside.
 *
 * @returns the first match in one of the lines, as it is or as it is shown; `null` when there is none
 * @throws UserError `slow-pattern` when it takes longer than a second
 */
export function createLineFinder(
  pattern: RegExp,
  limitMs = LIMIT_MS,
): (lines: readonly string[]) => RegExpExecArray | null {
  let searched: readonly string[] = []
  let found: RegExpExecArray | null = null
  const search = (): boolean =>
    searched.some((line) => formsOf(line).some((form) => (found = pattern.exec(form)) !== null))
  const context = createContext({ search })
  const script = new Script('search()')
  return (lines) => {
    searched = lines
    for (let attempt = 1; ; attempt += 1) {
      const startedAt = process.cpuUsage()
      try {
        return script.runInContext(context, { timeout: limitMs }) === true ? found : null
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
        const { user } = process.cpuUsage(startedAt)
        if (attempt === ATTEMPTS || user / 1000 > limitMs / 2) {
          throw errors.slowPattern(`log:${String(pattern)}`, limitMs / 1000)
        }
      }
    }
  }
}

/** But for the tab. */
const CONTROLS = /[\0-\b\v-\x1f\x7f-\x9f]/

/**
 * A line as it was written and, where that is another, as a terminal or a report shows it: without colors, and at a
 * carriage return, which a progress bar writes over itself with, in parts.
 */
function formsOf(line: string): readonly string[] {
  if (!CONTROLS.test(line)) return [line]
  const shown = stripVTControlCharacters(line)
    .split('\r')
    .map((part) => part.replace(new RegExp(CONTROLS, 'g'), ''))
  return [line, ...shown.filter((part) => part !== '')]
}
