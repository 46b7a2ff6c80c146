import * as v from 'valibot'
import type { Acceptance } from '../verdict/result.ts'
import { statusOf, UnclearReply } from './api-error.ts'
import type { Api } from './api.ts'
import type { Comment } from './list-comments.ts'

/** The first line of the comment; what follows is for people. Seven digits are what git shows of a commit. */
const COMMAND = /^\s*\/footprint +accept +([0-9a-f]{7,64})[ \t]*(?:\r?\n|$)/i

/** So much of a commit is written where people shall copy it. */
const DIGITS = 12

/** More people who cannot write than this are not asked about. */
const MOST_AUTHORS = 5

const Permission = v.object({ permission: v.string() })

/** GitHub has two names for it; `maintain` is told as `write`. Gitea has a third. */
const WRITING: readonly string[] = ['admin', 'write', 'owner']

/** The comment that accepts the growth of this commit. */
export function acceptanceOf(headSha: string): string {
  return `/footprint accept ${headSha.slice(0, DIGITS)}`
}

/**
 * Who has accepted the growth of exactly this head, by a comment of somebody who may write to the repository; `null` when
 * nobody has. The next push has another head, and so is accepted by nobody. Whether an author may write is asked only of
 * those who have said it, of the newest first.
 *
 * @throws UnclearReply, and what the API says when it says no
 */
export async function findAcceptance(
  api: Api,
  { owner, repo }: { readonly owner: string; readonly repo: string },
  headSha: string,
  comments: readonly Comment[],
): Promise<Acceptance | null> {
  const authors = comments.toReversed().flatMap(({ user, body }) => {
    const [, digits] = COMMAND.exec(body ?? '') ?? []
    const isOfHead = digits !== undefined && headSha.startsWith(digits.toLowerCase())
    return user && user.type !== 'Bot' && isOfHead ? [user.login] : []
  })
  for (const login of [...new Set(authors)].slice(0, MOST_AUTHORS)) {
    if (await mayWrite(api, { owner, repo, username: login })) return { by: login, commit: headSha }
  }
  return null
}

async function mayWrite(
  api: Api,
  who: { readonly owner: string; readonly repo: string; readonly username: string },
): Promise<boolean> {
  try {
    const { data } = await api.rest.repos.getCollaboratorPermissionLevel(who)
    const parsed = v.safeParse(Permission, data, { abortEarly: true })
    if (!parsed.success) throw new UnclearReply('the permission of an account', v.summarize(parsed.issues))
    return WRITING.includes(parsed.output.permission)
  } catch (error) {
    // Nobody that the repository knows.
    if (statusOf(error) === 404) return false
    throw error
  }
}

const Head = v.object({ head: v.object({ sha: v.string() }) })

/** The head of a pull request that waits in a merge queue, where the event names its number alone. */
export async function readHead(
  api: Api,
  { owner, repo, number }: { readonly owner: string; readonly repo: string; readonly number: number },
): Promise<string> {
  const { data } = await api.rest.pulls.get({ owner, repo, pull_number: number })
  const parsed = v.safeParse(Head, data, { abortEarly: true })
  if (!parsed.success) throw new UnclearReply('the pull request', v.summarize(parsed.issues))
  return parsed.output.head.sha
}
