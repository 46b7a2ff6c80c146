import { UserError } from './user-error.ts'
import { list } from './words.ts'

/** What can be wrong with a workflow and its runner. */
export const runnerErrors = {
  unknownInput: (name: string, valid: readonly string[]) =>
    new UserError('unknown-input', `unknown input "${name}"`, `Use one of: ${list(valid)}.`),
  commentModeMissing: () =>
    new UserError(
      'comment-mode-missing',
      'this version does not have "mode: comment" yet',
      'Use "mode: check"; on pull requests from forks its report is in the job summary.',
    ),
  notOnRunner: (variable: string) =>
    new UserError(
      'not-on-runner',
      `${variable} is not set, or not to what the runner of a workflow sets it to`,
      'The action runs as a step of a workflow. Elsewhere, use the command line: npx footprint-gate check.',
    ),
} as const
