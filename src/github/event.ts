import { errors } from '../model/errors.ts'
import { callerOf } from '../store/base-event.ts'
import { readPullRequest, type PullRequest } from './pull-request.ts'
import { describeServer, runUrl, type Server } from './server.ts'

type Env = Readonly<Record<string, string | undefined>>

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
  readonly server: Server
  /** Where this run can be seen, and of it this job, where its number is known. */
  readonly runUrl: string
  /** The commit that is measured: of a pull request its head, not the merge that GitHub makes of it. */
  readonly commit: string
  readonly pullRequest: PullRequest | null
  /** The number of the pull request that a merge queue has put on top of the others; `null` for all other events. */
  readonly queued: number | null
  /** Why a run of a pull request has none to comment on; `null` for all others. */
  readonly pullRequestProblem: string | null
}

/** What the runner's variables do not say. */
interface Asked {
  readonly checkRunId: number | null
  readonly askVersion: (apiUrl: string) => Promise<string | null>
}

/**
 * Reads what the runner says of this run, from its variables and its event file. `checkRunId` is the number
 * of this job, and `askVersion` asks the server at an address of its API for its version. The measurement does not need the
 * event file: where that cannot be read, there is no pull request, and the reason is told.
 *
 * @throws UserError when a variable is missing (not on a runner).
 */
export async function readEvent(env: Env, { checkRunId, askVersion }: Asked): Promise<EventContext> {
  const need = (name: string): string => {
    const value = env[name]
    if (value === undefined || value === '') throw errors.notOnRunner(name)
    return value
  }
  const path = env['GITHUB_EVENT_PATH'] ?? ''
  const event = await callerOf(need('GITHUB_EVENT_NAME'), path)
  const repository = need('GITHUB_REPOSITORY')
  const [owner, repo] = repository.split('/')
  if (owner === undefined || repo === undefined) throw errors.notOnRunner('GITHUB_REPOSITORY')
  const run = Number(need('GITHUB_RUN_ID'))
  if (!Number.isSafeInteger(run)) throw errors.notOnRunner('GITHUB_RUN_ID')
  const isPullRequest = event === 'pull_request' || event === 'pull_request_target'
  const { pullRequest, problem } = isPullRequest
    ? await readPullRequest(path)
    : { pullRequest: null, problem: null }
  const apiUrl = need('GITHUB_API_URL')
  const server = describeServer(need('GITHUB_SERVER_URL'), apiUrl, await askVersion(apiUrl))
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
    server,
    runUrl: runUrl(server, repository, { run, runNumber, checkRunId }),
    commit: pullRequest?.headSha ?? need('GITHUB_SHA'),
    pullRequest,
    queued: event === 'merge_group' ? readQueued(env['GITHUB_REF']) : null,
    pullRequestProblem: problem,
  }
}

/** `refs/heads/gh-readonly-queue/main/pr-7-…` → 7. The digits behind it are those of the base. */
function readQueued(ref = ''): number | null {
  const [, number] = /\/gh-readonly-queue\/.+\/pr-([1-9]\d{0,15})-[0-9a-f]+$/.exec(ref) ?? []
  return number === undefined ? null : Number(number)
}

function readRunNumber(text = ''): number | null {
  return /^\d+$/.test(text) ? Number(text) : null
}

/** What people should know of the way the workflow is set up, in sentences; nothing of it stops the step. */
export function warningsOfEvent({ event, pullRequestProblem }: EventContext): readonly string[] {
  return [
    ...(pullRequestProblem === null ? [] : [pullRequestProblem]),
    ...(event === 'pull_request_target' ? [TARGET] : []),
  ]
}

const TARGET =
  'pull_request_target runs with a token that may write and with the secrets of this repository. If this ' +
  'workflow checks out and measures the code of the pull request, anybody who opens one can use them: ' +
  'measure in a workflow on pull_request.'
