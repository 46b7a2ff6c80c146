import { createColors } from 'picocolors'
import type { UserError } from '../../model/errors/user-error.ts'
import { neutralize } from '../untrusted.ts'
import { renderOutput } from './output.ts'

/** What failed, the untrusted text that explains it, and what to do. */
export function renderError(error: UserError, { color }: { readonly color: boolean }): string {
  const colors = createColors(color)
  return [
    `${colors.red(colors.bold('error:'))} ${neutralize(error.message)}`,
    ...(error.detail === null ? [] : renderOutput(error.detail, colors)),
    neutralize(error.hint),
    '',
  ].join('\n')
}
