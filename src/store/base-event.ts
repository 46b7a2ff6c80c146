import { readFile } from 'node:fs/promises'
import * as v from 'valibot'

/** What the event of a workflow says of the base of what is checked out. */
export type BaseEvent =
  | {
      readonly kind: 'pull-request'
      readonly headSha: string
      /** The tip of the target when the pull request was last pushed to: older than what it is merged into. */
      readonly baseSha: string
      /** Gitea and Forgejo say it; GitHub does not. */
      readonly mergeBase: string | null
    }
  | { readonly kind: 'queue'; readonly baseSha: string }
  /** `before`: `null` for a branch that is new. */
  | { readonly kind: 'push'; readonly before: string | null; readonly defaultBranch: string | null }
  /** Any other event, or no workflow at all. */
  | { readonly kind: 'none'; readonly defaultBranch: string | null }
  | { readonly kind: 'unreadable'; readonly event: string; readonly why: string }

const Sha = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/, 'is no SHA'))

const PullRequestPayload = v.object({
  pull_request: v.object({
    head: v.object({ sha: Sha }),
    base: v.object({ sha: Sha }),
    merge_base: v.nullish(v.string()),
  }),
})
const QueuePayload = v.object({ merge_group: v.object({ base_sha: Sha }) })
const Repository = v.nullish(v.object({ default_branch: v.nullish(v.string()) }))
const PushPayload = v.object({ before: v.nullish(Sha), repository: Repository })
const AnyPayload = v.object({ repository: Repository })

const PULL_REQUESTS = ['pull_request', 'pull_request_target']

/** Reads the event of the workflow that we are in, if we are in one. Does not throw. */
export async function readBaseEvent(env: Readonly<Record<string, string | undefined>>): Promise<BaseEvent> {
  const event = env['GITHUB_EVENT_NAME'] ?? ''
  if (event === '') return { kind: 'none', defaultBranch: null }
  try {
    const payload: unknown = JSON.parse(await readFile(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'))
    return understand(event === 'workflow_call' ? callerIn(payload) : event, payload)
  } catch (error) {
    const why = error instanceof v.ValiError ? error.message : String(error)
    return { kind: 'unreadable', event, why }
  }
}

/**
 * What has started a workflow that others call: from 1.26 on, Gitea gives the jobs of such a workflow the event
 * `workflow_call`, beside the payload of the event that it is. Everything else is what it says. Does not throw.
 *
 * @param path of the event file
 */
export async function callerOf(event: string, path: string): Promise<string> {
  if (event !== 'workflow_call') return event
  try {
    return callerIn(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return event
  }
}

const CalledPayload = v.object({ pull_request: v.optional(v.unknown()), before: v.optional(v.string()) })

function callerIn(payload: unknown): string {
  const { pull_request, before } = v.parse(CalledPayload, payload)
  if (pull_request !== undefined) return 'pull_request'
  return before === undefined ? 'workflow_call' : 'push'
}

/** @throws ValiError for a payload that lacks what says the base */
function understand(event: string, payload: unknown): BaseEvent {
  if (PULL_REQUESTS.includes(event)) {
    const { head, base, merge_base } = v.parse(PullRequestPayload, payload).pull_request
    const isSha = v.is(Sha, merge_base)
    return {
      kind: 'pull-request',
      headSha: head.sha,
      baseSha: base.sha,
      mergeBase: isSha ? merge_base : null,
    }
  }
  if (event === 'merge_group') {
    return { kind: 'queue', baseSha: v.parse(QueuePayload, payload).merge_group.base_sha }
  }
  if (event === 'push') {
    const { before, repository } = v.parse(PushPayload, payload)
    const isNew = before === undefined || before === null || /^0+$/.test(before)
    return { kind: 'push', before: isNew ? null : before, defaultBranch: repository?.default_branch ?? null }
  }
  return { kind: 'none', defaultBranch: v.parse(AnyPayload, payload).repository?.default_branch ?? null }
}
