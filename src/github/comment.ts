import { statusOf } from './api-error.ts'
import type { Api } from './api.ts'
import { findOurs, type Found } from './find-comments.ts'
import { compareAge, renderMarker, type Marker } from './marker.ts'

export const COMMENT_POLICIES = ['always', 'on-change', 'on-failure', 'never'] as const
export type CommentPolicy = (typeof COMMENT_POLICIES)[number]

/** GitHub refuses a longer body (it counts characters; bytes are never fewer). */
export const COMMENT_LIMIT_BYTES = 65_536

/** The one comment that a gate keeps on a pull request. */
export interface StickyComment {
  /** What the API is asked with, and where. */
  readonly token: string
  readonly apiUrl: string
  readonly owner: string
  readonly repo: string
  readonly pullRequest: number
  readonly marker: Marker
  /** Markdown, without the marker. */
  readonly markdown: string
  /** Whether a comment is made where there is none; one that is there is always brought up to date. */
  readonly mayCreate: boolean
}

export type CommentOutcome =
  | {
      readonly kind: 'created' | 'updated'
      readonly id: number
      /** Another job of this very run had written it: two gates share a key, and one report is lost. */
      readonly overwroteSibling: boolean
    }
  /** A newer run has written it already. */
  | { readonly kind: 'superseded'; readonly by: Marker; readonly id: number }
  | { readonly kind: 'not-wanted' }

/** The whole text that is sent: the marker's line, then the report. */
export function renderBody(marker: Marker, markdown: string): string {
  return `${renderMarker(marker)}\n${markdown}`
}

/** How much of the limit is left for the report. */
export function reportLimitBytes(marker: Marker): number {
  return COMMENT_LIMIT_BYTES - Buffer.byteLength(renderMarker(marker)) - 1
}

/** Whether the policy asks for a comment where there is none yet. */
export function mayCreate(policy: CommentPolicy, verdict: { changed: boolean; failed: boolean }): boolean {
  switch (policy) {
    case 'always':
      return true
    case 'on-change':
      return verdict.changed || verdict.failed
    case 'on-failure':
      return verdict.failed
    case 'never':
      return false
  }
}

/**
 * Brings the comment up to date, or makes it. Its text is sent even when the report is the same as before:
 * the marker must name the newest run, or an older one that is late would overwrite it.
 *
 * @throws what the API says, when it says no.
 */
export async function postComment(api: Api, comment: StickyComment): Promise<CommentOutcome> {
  const { owner, repo, marker } = comment
  const body = renderBody(marker, comment.markdown)
  const ours = await findOurs(api, { ...comment, key: marker.key })
  const newest = ours.reduce<Found | null>(
    (best, found) => (best === null || compareAge(best.marker, found.marker) < 0 ? found : best),
    null,
  )
  if (newest !== null && compareAge(newest.marker, marker) > 0) {
    return { kind: 'superseded', by: newest.marker, id: newest.id }
  }
  const overwroteSibling = newest !== null && compareAge(newest.marker, marker) === 0
  const [first, ...duplicates] = ours
  if (first !== undefined && (await update(api, { owner, repo, comment_id: first.id, body }))) {
    await removeDuplicates(api, comment, duplicates)
    return { kind: 'updated', id: first.id, overwroteSibling }
  }
  // There is none, or somebody deleted it since it was listed.
  if (!comment.mayCreate) return { kind: 'not-wanted' }
  const created = await api.rest.issues.createComment({
    owner,
    repo,
    issue_number: comment.pullRequest,
    body,
  })
  return { kind: 'created', id: created.data.id, overwroteSibling: false }
}

/** `false` when it was deleted since it was listed. */
async function update(
  api: Api,
  parameters: { owner: string; repo: string; comment_id: number; body: string },
): Promise<boolean> {
  try {
    await api.rest.issues.updateComment(parameters)
    return true
  } catch (error) {
    if (statusOf(error) === 404) return false
    throw error
  }
}

/** A duplicate may tell an old verdict for ever. What cannot be removed now is tried again by the next run. */
async function removeDuplicates(api: Api, { owner, repo }: StickyComment, duplicates: readonly Found[]) {
  for (const { id } of duplicates) {
    try {
      await api.rest.issues.deleteComment({ owner, repo, comment_id: id })
    } catch (error) {
      if (statusOf(error) === null) throw error
    }
  }
}
