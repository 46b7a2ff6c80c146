import { createColors } from 'picocolors'
import type { UserError } from '../../model/errors/user-error.ts'
import { neutralize } from '../untrusted.ts'

/** The end of a program's output says why it failed; the beginning is long past. */
const DETAIL_LINES = 20
const LINE_LENGTH = 500

/** What failed, the untrusted text that explains it (its end, line by line behind a bar), and what to do. */
export function renderError(error: UserError, { color }: { readonly color: boolean }): string {
  const colors = createColors(color)
  const detail = error.detail === null ? [] : lastLines(error.detail)
  return [
    `${colors.red(colors.bold('error:'))} ${neutralize(error.message)}`,
    ...detail.map((line) => `${colors.dim('  |')} ${line}`.trimEnd()),
    neutralize(error.hint),
    '',
  ].join('\n')
}

function lastLines(text: string): readonly string[] {
  const lines = text.trimEnd().split(/\r\n?|\n/)
  return lines.slice(-DETAIL_LINES).flatMap((line) => neutralize(line, LINE_LENGTH).split('\n'))
}
