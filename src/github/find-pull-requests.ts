import * as v from 'valibot'
import { UnclearReply } from './api-error.ts'
import type { Api } from './api.ts'
import type { PullRequest } from './pull-request.ts'
import type { WorkflowRun } from './workflow-run.ts'

/** A branch may be offered to several others; more of them than this is somebody's joke. */
const MOST = 5

/** Gitea does not filter by branch, and lists all that are open: the newest of them are looked through. */
const MOST_PAGES = 20

const Page = v.array(
  v.object({
    number: v.pipe(v.number(), v.safeInteger()),
    head: v.object({ sha: v.string() }),
    base: v.object({ repo: v.object({ id: v.number() }) }),
  }),
)

interface Repository {
  readonly owner: string
  readonly repo: string
}

/**
 * The open pull requests whose head is what the run has measured, at most five. What is in a result is no help: its
 * maker could name any number. One that has moved on is left out, as its own run will tell it.
 *
 * @throws UnclearReply, and what the API says when it says no
 */
export async function findPullRequests(
  api: Api,
  { owner, repo }: Repository,
  { head, headSha, repositoryId }: WorkflowRun,
): Promise<readonly PullRequest[]> {
  if (head === null) return []
  const numbers: number[] = []
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { data, headers } = await api.rest.pulls.list({
      owner,
      repo,
      state: 'open',
      head: `${head.owner}:${head.branch}`,
      per_page: 100,
      ...(page > 1 && { page }),
    })
    const parsed = v.safeParse(Page, data, { abortEarly: true })
    if (!parsed.success) throw new UnclearReply('the list of pull requests', v.summarize(parsed.issues))
    numbers.push(
      ...parsed.output
        .filter((one) => one.head.sha === headSha && one.base.repo.id === repositoryId)
        .map(({ number }) => number),
    )
    if (!/\brel="next"/.test(headers.link ?? '') || numbers.length >= MOST) break
  }
  return numbers
    .slice(0, MOST)
    .map((number) => ({ number, headSha, fromFork: head.repositoryId !== repositoryId }))
}
