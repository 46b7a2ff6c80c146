import { readFile } from 'node:fs/promises'
import * as v from 'valibot'

/** What is known of the pull request that a run is about. */
export interface PullRequest {
  readonly number: number
  readonly headSha: string
  /**
   * Its branch lives in another repository, or in one that is gone: the token may only read. `false` where the
   * server does not say.
   */
  readonly fromFork: boolean
}

type Reading =
  | { readonly pullRequest: PullRequest; readonly problem: null }
  /** In a sentence or two, for people. */
  | { readonly pullRequest: null; readonly problem: string }

const PullRequestNumber = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1)))

const Repository = v.nullish(v.object({ id: v.number() }))

/** Gitea and Forgejo give the id beside the repository, and an abridged payload has it alone. */
const Side = {
  /** `null` when the fork was deleted. */
  repo: Repository,
  repo_id: v.nullish(v.number()),
}

/** The part that we need of the payloads of `pull_request` and `pull_request_target`. */
const Payload = v.object({
  number: PullRequestNumber,
  repository: Repository,
  pull_request: v.object({
    number: PullRequestNumber,
    head: v.object({ sha: v.string(), ...Side }),
    base: v.nullish(v.object(Side)),
  }),
})

/** Reads the event file of a run of a pull request. Does not throw: only the comment needs what it says. */
export async function readPullRequest(path: string): Promise<Reading> {
  try {
    const payload: unknown = JSON.parse(await readFile(path, 'utf8'))
    const parsed = v.safeParse(Payload, payload)
    return parsed.success ? understand(parsed.output, path) : refuse(path, v.summarize(parsed.issues))
  } catch (error) {
    return refuse(path, error instanceof Error ? error.message : String(error))
  }
}

function understand({ pull_request, ...event }: v.InferOutput<typeof Payload>, path: string): Reading {
  const number = pull_request.number ?? event.number
  if (number === undefined) return refuse(path, 'the pull request has no number')
  const { head, base } = pull_request
  const headId = head.repo?.id ?? head.repo_id
  const baseId = base?.repo?.id ?? base?.repo_id ?? event.repository?.id
  const isGone = head.repo === null && isMissing(headId)
  const isElsewhere = !isMissing(headId) && !isMissing(baseId) && headId !== baseId
  return { pullRequest: { number, headSha: head.sha, fromFork: isGone || isElsewhere }, problem: null }
}

function isMissing(id: number | null | undefined): id is null | undefined {
  return id === null || id === undefined
}

function refuse(path: string, why: string): Reading {
  const problem =
    `No comment will be posted, as the event file ${path} cannot be read: ${why}. The verdict is not affected. ` +
    'The runner writes GITHUB_EVENT_PATH: see whether an earlier step changed the file or the variable.'
  return { pullRequest: null, problem }
}
