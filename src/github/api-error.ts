import { elide } from '../report/untrusted.ts'

/** A reply that is no failure, and not what the API describes either. */
export class UnclearReply extends Error {
  override readonly name = 'UnclearReply'

  /** `what` was asked for, and `problem` says what came instead. */
  constructor(what: string, problem: string) {
    super(`${what}: ${elide(problem, 200)}`)
  }
}

/** The HTTP status of an API error; `null` for every other error. */
export function statusOf(error: unknown): number | null {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : null
}

/** Whether the time was up, or the step was stopped. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

/**
 * Why there is no comment, in sentences that say what to do. The API's own words are quoted: they are text
 * of others.
 */
export function explainApiError(
  error: unknown,
  { fromFork, showsSummaries = true }: { fromFork: boolean; showsSummaries?: boolean },
): string {
  const status = statusOf(error)
  const message = error instanceof Error ? error.message : String(error)
  const quoted = `${status === null ? '' : `${status}: `}${message}`
  if (isAbort(error)) {
    return 'No comment was posted: the server did not answer in time, or the step was stopped.'
  }
  if (error instanceof UnclearReply) {
    return (
      `No comment was posted: the answer of the server is not what its API describes (${message}), and there ` +
      'may be a comment to update. The next run tries again.'
    )
  }
  if (/rate limit/i.test(message)) {
    return `No comment was posted: the rate limit of the token is used up (${quoted}). The next run tries again.`
  }
  if (status === 401) {
    return `No comment was posted: the server does not accept the token of the input github-token (${quoted}).`
  }
  if (status === 403 && /locked/i.test(message)) {
    return `No comment was posted: the conversation is locked (${quoted}).`
  }
  if ((status === 403 || status === 404) && fromFork) {
    return (
      'No comment was posted: this pull request comes from a fork, and the server gives the workflows of forks ' +
      `a token that may only read, whatever permissions the workflow asks for (${quoted}). ` +
      `The whole report is in the ${showsSummaries ? 'job summary' : 'log'}. For a comment, see docs/pull-requests-from-forks.md.`
    )
  }
  if (status === 403 || status === 404) {
    return (
      `No comment was posted: the token may not write to pull requests (${quoted}). ` +
      'Give the job the permission "pull-requests: write".'
    )
  }
  if (status === 422) return `No comment was posted: the server refuses it (${quoted}).`
  return `No comment was posted: the server did not take it, after several tries (${quoted}).`
}
