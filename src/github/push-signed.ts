import * as v from 'valibot'
import type { PushOutcome } from '../store/push-outcome.ts'
import type { PushSigned, SignedCommit } from '../store/push-signed.ts'
import { statusOf, UnclearReply } from './api-error.ts'
import { type Api, type ApiOptions, connect } from './api.ts'

const Made = v.object({ sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/)) })

interface Repository {
  readonly owner: string
  readonly repo: string
}

/**
 * Makes commits on GitHub itself, which signs those that name no author: what a rule asks for that wants signed commits.
 * Three requests; the branch moves forward only, so that who was first is not overwritten.
 */
export function createPushSigned({ owner, repo }: Repository, options: ApiOptions): PushSigned {
  return async (commit) => {
    try {
      const { api } = await connect(options)
      await push(api, { owner, repo }, commit)
      return { kind: 'done' }
    } catch (error) {
      return outcomeOf(error)
    }
  }
}

async function push(
  api: Api,
  repository: Repository,
  { branch, tip, files, message }: SignedCommit,
): Promise<void> {
  const tree = await api.rest.git.createTree({
    ...repository,
    ...(tip !== null && { base_tree: tip.tree }),
    tree: files.map(({ path, text }) => ({ path, mode: '100644', type: 'blob', content: text })),
  })
  const commit = await api.rest.git.createCommit({
    ...repository,
    message,
    tree: shaOf('the tree', tree.data),
    parents: tip === null ? [] : [tip.commit],
  })
  const sha = shaOf('the commit', commit.data)
  if (tip === null) await api.rest.git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha })
  else await api.rest.git.updateRef({ ...repository, ref: `heads/${branch}`, sha, force: false })
}

function shaOf(what: string, data: unknown): string {
  const parsed = v.safeParse(Made, data, { abortEarly: true })
  if (!parsed.success) throw new UnclearReply(what, v.summarize(parsed.issues))
  return parsed.output.sha
}

/** A branch that has moved is refused as one that does not go forward, and one that is there as existing. */
const LOST = /fast.forward|already exists/i

function outcomeOf(error: unknown): PushOutcome {
  const status = statusOf(error)
  const message = error instanceof Error ? error.message : String(error)
  const words = status === null ? message : `${status}: ${message}`
  if (status === 409 || (status === 422 && LOST.test(message))) return { kind: 'lost' }
  if (status === 422) return { kind: 'refused', words }
  return { kind: 'failed', words }
}
