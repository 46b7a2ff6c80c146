import * as core from '@actions/core'

export interface Annotation {
  readonly title: string
  readonly message: string
}

/** GitHub shows ten of a type for each step, and drops the rest without a word. */
const LIMIT = 10
const LIMIT_CHARACTERS = 4096

/** Writes one error for each failing metric to the log, which GitHub shows with the run and the pull request. */
export function annotateErrors(failures: readonly Annotation[]): void {
  const fitting = failures.length > LIMIT ? failures.slice(0, LIMIT - 1) : failures
  for (const { title, message } of fitting) core.error(message.slice(0, LIMIT_CHARACTERS), { title })
  const rest = failures.length - fitting.length
  if (rest > 0) core.error(`${rest} more metrics failed: see the job summary.`, { title: 'footprint-gate' })
}
