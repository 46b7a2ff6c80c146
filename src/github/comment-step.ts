import * as core from '@actions/core'
import { DEFAULT_BASELINE, DEFAULT_CONFIG_FILE } from '../config/plan.ts'
import type { StoredOutcome } from '../gate/stored.ts'
import { errors } from '../model/errors.ts'
import { renderMarkdown } from '../report/markdown/render.ts'
import { neutralize } from '../report/untrusted.ts'
import { acceptanceFor, withAcceptance } from './accept-step.ts'
import { explainApiError } from './api-error.ts'
import { type Api, connect } from './api.ts'
import { findChangedHarness, type Harness } from './changed-harness.ts'
import { findPullRequests } from './find-pull-requests.ts'
import type { Comment } from './list-comments.ts'
import { publishComment, type CommentReport } from './publish-comment.ts'
import type { PullRequest } from './pull-request.ts'
import { contextOf, mergeNamed } from './report-step.ts'
import { setOutputs } from './step-files.ts'
import { commentRequestOf, type Step, summarizeFailure, reportJob } from './report-outcome.ts'
import { readWorkflowRun, type WorkflowRun } from './workflow-run.ts'

/**
 * Posts what a workflow has measured that may not comment itself, as it ran with the code of a fork. Whatever is in
 * its result may be forged: which pull request it is about is asked of the server. The verdict is that of the job which
 * measured; this one fails only where nothing can be read or posted.
 */
export async function runComment(step: Step): Promise<number> {
  const { env, event, inputs, signal } = step
  if (event.event !== 'workflow_run') throw errors.notWorkflowRun(event.event)
  const measured = await readWorkflowRun(env['GITHUB_EVENT_PATH'] ?? '')
  if (!measured.event.startsWith('pull_request')) {
    core.notice(`There is nothing to comment on: the run was started by ${neutralize(measured.event)}.`)
    return 0
  }
  if (inputs.githubToken === null)
    throw errors.notPosted('No comment was posted: the input github-token is empty.')
  const { id: run, attempt, headSha: commit, url } = measured
  const of = { ...step, event: { ...event, run, attempt, commit, runUrl: url ?? event.runUrl } }
  const { userAgent } = commentRequestOf(of)
  const { api } = await connect({ token: inputs.githubToken, baseUrl: event.apiUrl, userAgent, signal })
  let outcome: StoredOutcome
  try {
    outcome = await mergeNamed(of, { about: { run, commit }, areStrange: true })
  } catch (error) {
    if (!signal.aborted) await postFailure(of, api, measured, error)
    throw error
  }
  const context = contextOf(of.event)
  const report = await reportJob(of, { ...outcome, context }, { annotates: false })
  await postAll(of, api, measured, async (pullRequest) => {
    const on = { ...of, event: { ...of.event, pullRequest } }
    const harness = await changedHarness(of, api, pullRequest, outcome)
    const { result, comments } = await withAcceptance(on, outcome.result)
    const told = { ...context, harness, ...acceptanceFor(on) }
    const style = inputs.commentStyle
    const render = (limitBytes: number) => renderMarkdown(result, told, { limitBytes, style })
    return { report: { ...report, render }, listed: comments }
  })
  return 0
}

async function postFailure(step: Step, api: Api, measured: WorkflowRun, cause: unknown): Promise<void> {
  try {
    const { report } = await summarizeFailure(step, cause)
    await postAll(step, api, measured, () => Promise.resolve({ report, listed: null }))
  } catch (second) {
    core.warning(neutralize(String(second)))
  }
}

/** What is told on one pull request, and its comments where they have just been read. */
interface ReportOnOne {
  readonly report: CommentReport
  readonly listed: readonly Comment[] | null
}

/** @throws UserError where nothing could be posted on one of them */
async function postAll(
  step: Step,
  api: Api,
  measured: WorkflowRun,
  reportOn: (pullRequest: PullRequest) => Promise<ReportOnOne>,
): Promise<void> {
  const pullRequests = await findPullRequests(api, step.event, measured).catch((error: unknown) => {
    throw errors.notPosted(explainApiError(error, { fromFork: false }))
  })
  if (pullRequests.length === 0) {
    const branch =
      measured.head === null ? 'a fork that is gone' : `${measured.head.owner}:${measured.head.branch}`
    core.notice(
      neutralize(
        `No open pull request has ${measured.headSha} of ${branch} as its head: it was closed, or moved on.`,
      ),
    )
  }
  const failures: string[] = []
  for (const pullRequest of pullRequests) {
    const event = { ...step.event, pullRequest }
    const { report, listed } = await reportOn(pullRequest)
    const request = { ...commentRequestOf(step), listed }
    const { body, id, notice } = await publishComment(report, event, request)
    if (notice !== null && id === null) failures.push(notice)
    else if (notice !== null) core.notice(neutralize(notice))
    await setOutputs({ 'comment-body': body, 'comment-id': id === null ? '' : String(id) })
  }
  const [failure] = failures
  if (failure !== undefined) throw errors.notPosted(failure)
}

/** Where the server does not say, nobody knows. */
async function changedHarness(
  { event, inputs }: Step,
  api: Api,
  { number }: PullRequest,
  { result }: StoredOutcome,
) {
  const { owner, repo } = event
  const { 'config-file': config = DEFAULT_CONFIG_FILE, baseline = DEFAULT_BASELINE } = inputs.request
  const subjects = result.scenarios.flatMap(({ terms }) => terms.subject ?? [])
  const harness: Harness = {
    files: [config, baseline],
    commands: subjects.flatMap(({ workload, prepare, cleanup }) =>
      [workload, prepare, cleanup].map((text) => text ?? ''),
    ),
  }
  return findChangedHarness(api, { owner, repo, number }, harness).catch(() => ({
    files: [],
    isUnknown: true,
  }))
}
