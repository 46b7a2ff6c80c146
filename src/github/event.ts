import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { errors } from '../config/errors.ts'
import { runUrl, serverKind } from './server.ts'

type Env = Readonly<Record<string, string | undefined>>

export interface PullRequest {
  readonly number: number
  readonly headSha: string
  /** Its branch lives in another repository, or in one that is gone: the token may only read. */
  readonly fromFork: boolean
}

/** What a workflow step knows of the run that it is part of. */
export interface EventContext {
  readonly event: string
  readonly apiUrl: string
  readonly owner: string
  readonly repo: string
  readonly workflow: string
  readonly job: string
  readonly run: number
  readonly attempt: number
  /** Where this run can be seen, and of it this job, where its number is known. */
  readonly runUrl: string
  /** The commit that is measured: of a pull request its head, not the merge that GitHub makes of it. */
  readonly commit: string
  readonly pullRequest: PullRequest | null
}

/** The part that we need of the payloads of `pull_request` and `pull_request_target`. */
const PullRequestEvent = v.object({
  pull_request: v.object({
    number: v.pipe(v.number(), v.safeInteger()),
    head: v.object({
      sha: v.string(),
      /** `null` when the fork was deleted. */
      repo: v.nullable(v.object({ id: v.number() })),
    }),
    base: v.object({ repo: v.object({ id: v.number() }) }),
  }),
})

/**
 * Reads what the runner says of this run, from its variables and its event file. `checkRunId` is the number
 * of this job.
 *
 * @throws UserError when a variable is missing (not on a runner), or the event file is not what the event's
 * name says.
 */
export async function readEvent(
  env: Env,
  { checkRunId }: { readonly checkRunId: number | null },
): Promise<EventContext> {
  const need = (name: string): string => {
    const value = env[name]
    if (value === undefined || value === '') throw errors.notOnRunner(name)
    return value
  }
  const event = need('GITHUB_EVENT_NAME')
  const repository = need('GITHUB_REPOSITORY')
  const [owner, repo] = repository.split('/')
  if (owner === undefined || repo === undefined) throw errors.notOnRunner('GITHUB_REPOSITORY')
  const run = Number(need('GITHUB_RUN_ID'))
  if (!Number.isSafeInteger(run)) throw errors.notOnRunner('GITHUB_RUN_ID')
  const isPullRequest = event === 'pull_request' || event === 'pull_request_target'
  const pullRequest = isPullRequest ? await readPullRequest(event, need('GITHUB_EVENT_PATH')) : null
  const apiUrl = need('GITHUB_API_URL')
  const server = { url: need('GITHUB_SERVER_URL'), kind: serverKind(apiUrl) }
  const runNumber = readRunNumber(env['GITHUB_RUN_NUMBER'])
  return {
    event,
    apiUrl,
    owner,
    repo,
    workflow: need('GITHUB_WORKFLOW'),
    job: need('GITHUB_JOB'),
    run,
    // Gitea and older servers have no attempts.
    attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1') || 1,
    runUrl: runUrl(server, repository, { run, runNumber, checkRunId }),
    commit: pullRequest?.headSha ?? need('GITHUB_SHA'),
    pullRequest,
  }
}

function readRunNumber(text = ''): number | null {
  return /^\d+$/.test(text) ? Number(text) : null
}

async function readPullRequest(event: string, path: string): Promise<PullRequest> {
  let payload: unknown
  try {
    payload = JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw errors.badEvent(event, path, cause instanceof Error ? cause.message : String(cause), cause)
  }
  const parsed = v.safeParse(PullRequestEvent, payload)
  if (!parsed.success) throw errors.badEvent(event, path, v.summarize(parsed.issues), null)
  const { number, head, base } = parsed.output.pull_request
  return { number, headSha: head.sha, fromFork: head.repo?.id !== base.repo.id }
}

/** A doubt about the way the workflow is set up, for people; `null` when there is none. */
export function warnOfEvent({ event }: EventContext): string | null {
  if (event !== 'pull_request_target') return null
  return (
    'pull_request_target runs with a token that may write and with the secrets of this repository. If this ' +
    'workflow checks out and measures the code of the pull request, anybody who opens one can use them: ' +
    'measure in a workflow on pull_request.'
  )
}
