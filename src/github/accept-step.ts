import * as core from '@actions/core'
import { neutralize } from '../report/untrusted.ts'
import { acceptGrowth } from '../verdict/accept-growth.ts'
import type { GateResult } from '../verdict/result.ts'
import { isFailure } from '../verdict/worst-verdict.ts'
import { acceptanceOf, findAcceptance, readHead } from './acceptance.ts'
import { connect } from './api.ts'
import { type Comment, listComments } from './list-comments.ts'
import { commentRequestOf, type Step } from './report-outcome.ts'

/** A verdict must not wait for a slow server as long as a comment may. */
const PATIENCE = { totalMs: 30_000 }

/** A result, and the conversation as it was when it was asked whether the growth is accepted. */
export interface Accepted {
  readonly result: GateResult
  /** `null` where nobody asked. */
  readonly comments: readonly Comment[] | null
}

/**
 * The result, with its growth accepted where somebody who may has said so: on the pull request or, in a merge queue, on
 * the one that the group is made of. Nothing is asked of a result that is not red. Where the server does not answer, it
 * stays so, with a notice.
 */
export async function withAcceptance(step: Step, result: GateResult): Promise<Accepted> {
  const { owner, repo, apiUrl, pullRequest, queued } = step.event
  const { token, userAgent, signal, policy } = commentRequestOf(step)
  const number = pullRequest?.number ?? queued
  if (!isFailure(result.verdict) || number === null || token === null) return { result, comments: null }
  try {
    const { api } = await connect({ token, baseUrl: apiUrl, userAgent, signal, patience: PATIENCE })
    const comments = await listComments(api, { owner, repo, pullRequest: number })
    const headSha = pullRequest?.headSha ?? (await readHead(api, { owner, repo, number }))
    const accepted = await findAcceptance(api, { owner, repo }, headSha, comments)
    return { result: accepted === null ? result : acceptGrowth(result, accepted), comments }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const sentence = neutralize(`Whether somebody has accepted the growth could not be asked (${why}).`)
    // Of the many legs that do not comment, one that may is told.
    if (policy === 'never') core.info(sentence)
    else core.notice(sentence)
    return { result, comments: null }
  }
}

/** What to comment to accept the growth; absent where no pull request is there to comment on. */
export function acceptanceFor({ event, inputs }: Step): { readonly acceptance?: string } {
  const { pullRequest } = event
  return pullRequest === null || inputs.githubToken === null
    ? {}
    : { acceptance: acceptanceOf(pullRequest.headSha) }
}
