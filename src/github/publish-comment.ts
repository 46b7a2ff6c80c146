import { explainApiError } from './api-error.ts'
import { connect, type Patience } from './api.ts'
import { mayCreate, renderBody, reportLimitBytes, type CommentOutcome } from './comment.ts'
import type { EventContext } from './event.ts'
import type { CommentPolicy } from './inputs.ts'
import type { Comment } from './list-comments.ts'
import { defaultKey, type Marker } from './marker.ts'
import { postComment } from './post-comment.ts'

/** What is to be told on the pull request. */
export interface CommentReport {
  /** The report in no more than so many bytes. */
  readonly render: (limitBytes: number) => string
  /** Whether any metric is other than a plain pass. */
  readonly changed: boolean
  readonly failed: boolean
}

export interface CommentRequest {
  readonly policy: CommentPolicy
  readonly token: string | null
  /** `null`: made of the workflow, the job, its leg and the name. */
  readonly key: string | null
  readonly leg: string | null
  readonly name: string | undefined
  readonly userAgent: string
  readonly signal: AbortSignal
  /** All comments of the pull request, where they have just been read. */
  readonly listed?: readonly Comment[] | null
  readonly patience?: Partial<Patience>
}

export interface PublishedComment {
  /** What was posted, or would have been where nothing was. */
  readonly body: string
  readonly id: number | null
  /** What a user should know of it; never a reason to fail. */
  readonly notice: string | null
}

/** Posts the report on the pull request, where there is one and it is wanted. Does not throw. */
export async function publishComment(
  report: CommentReport,
  event: EventContext,
  request: CommentRequest,
): Promise<PublishedComment> {
  const { workflow, job, run, attempt, commit, pullRequest, owner, repo } = event
  const key = request.key ?? defaultKey({ workflow, job, leg: request.leg, name: request.name })
  const marker: Marker = { key, run, attempt, head: commit }
  const markdown = report.render(reportLimitBytes(marker))
  const body = renderBody(marker, markdown)
  if (pullRequest === null || request.policy === 'never') return { body, id: null, notice: null }
  if (request.token === null) {
    return { body, id: null, notice: 'No comment was posted: the input github-token is empty.' }
  }
  try {
    const connection = await connect({
      token: request.token,
      baseUrl: event.apiUrl,
      userAgent: request.userAgent,
      signal: request.signal,
      ...(request.patience && { patience: request.patience }),
    })
    const outcome = await postComment(connection, {
      token: request.token,
      apiUrl: event.apiUrl,
      owner,
      repo,
      pullRequest: pullRequest.number,
      marker,
      markdown,
      mayCreate: mayCreate(request.policy, report),
      listed: request.listed ?? null,
    })
    return { body, ...describe(outcome, key) }
  } catch (error) {
    return {
      body,
      id: null,
      notice: explainApiError(error, {
        fromFork: pullRequest.fromFork,
        showsSummaries: event.server.showsSummaries,
      }),
    }
  }
}

function describe(outcome: CommentOutcome, key: string): { id: number | null; notice: string | null } {
  switch (outcome.kind) {
    case 'not-wanted':
      return { id: null, notice: null }
    case 'superseded':
      return {
        id: outcome.id,
        notice: `The comment was left as it is: a newer run (${outcome.by.run}, of ${outcome.by.head}) wrote it.`,
      }
    case 'created':
    case 'updated':
      return {
        id: outcome.id,
        notice: outcome.overwroteSibling
          ? `Another step of this run wrote the same comment ("${key}"), and its report is overwritten: give ` +
            'each its own input name or comment-key.'
          : null,
      }
  }
}
