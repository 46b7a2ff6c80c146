import * as v from 'valibot'
import { UnclearReply } from './api-error.ts'
import type { Api } from './api.ts'

/** The part that we need of a page of comments. Gitea and Forgejo say neither types nor apps. */
const Page = v.array(
  v.object({
    id: v.pipe(v.number(), v.safeInteger()),
    user: v.nullish(v.object({ id: v.number(), login: v.string(), type: v.optional(v.string()) })),
    body: v.nullish(v.string()),
    performed_via_github_app: v.nullish(v.object({ slug: v.optional(v.string()) })),
  }),
)

export type Comment = v.InferOutput<typeof Page>[number]

/**
 * All comments of a pull request, oldest first. Octokit's own `paginate` takes an empty reply, one that was cut
 * off on its way, and a 409 for an empty list; ours would be made a second time.
 *
 * @throws UnclearReply for a reply that is no list of comments, and what the API says, when it says no.
 */
export async function listComments(
  api: Api,
  {
    owner,
    repo,
    pullRequest,
  }: { readonly owner: string; readonly repo: string; readonly pullRequest: number },
): Promise<Comment[]> {
  const comments: Comment[] = []
  for (let page = 1; ; page++) {
    const { data, headers } = await api.rest.issues.listComments({
      owner,
      repo,
      issue_number: pullRequest,
      per_page: 100,
      ...(page > 1 && { page }),
    })
    const parsed = v.safeParse(Page, data, { abortEarly: true })
    if (!parsed.success) throw new UnclearReply('the list of comments', v.summarize(parsed.issues))
    comments.push(...parsed.output)
    if (!/\brel="next"/.test(headers.link ?? '')) return comments
  }
}
