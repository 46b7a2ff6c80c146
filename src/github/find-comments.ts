import type { Api } from './api.ts'
import { keepOwn, type Author } from './authors.ts'
import { type Comment, listComments } from './list-comments.ts'
import { parseMarker, type Marker } from './marker.ts'

/** Where to look for comments, and with which key. */
export interface Search {
  readonly owner: string
  readonly repo: string
  readonly pullRequest: number
  readonly key: string
  readonly token: string
  readonly apiUrl: string
}

/** A comment of ours. */
export interface Found {
  readonly id: number
  readonly marker: Marker
}

/**
 * Our comments with this key, oldest first; more than one when two runs raced. Anybody can write a comment
 * that starts with our marker, so the author must match too.
 *
 * @param listed all comments, where they have just been read
 */
export async function findOurs(
  api: Api,
  search: Search,
  listed: readonly Comment[] | null = null,
): Promise<Found[]> {
  const comments = listed ?? (await listComments(api, search))
  const marked = comments.flatMap(({ id, user, body, performed_via_github_app: app }) => {
    const marker = parseMarker(body ?? '')
    if (marker?.key !== search.key || !user) return []
    const author: Author = {
      login: user.login,
      id: user.id,
      isBot: user.type === 'Bot',
      app: app?.slug ?? null,
    }
    return [{ id, marker, author }]
  })
  return keepOwn(api, marked, search)
}
