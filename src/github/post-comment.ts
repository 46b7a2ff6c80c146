import { isAbort, statusOf, UnclearReply } from './api-error.ts'
import type { Api, Connection } from './api.ts'
import { renderBody, type CommentOutcome, type StickyComment } from './comment.ts'
import { findOurs, type Found } from './find-comments.ts'
import { compareAge } from './marker.ts'

/** What came of sending a comment of which nobody knows whether it is there. */
interface Lost {
  readonly kind: 'lost'
  readonly error: Error
}

/**
 * Brings the comment up to date, or makes it. Its text is sent even when the report is the same as before:
 * the marker must name the newest run, or an older one that is late would overwrite it.
 *
 * A comment whose making failed may be there all the same: a gateway answers 502 for a server that has taken
 * it. So it is looked for before it is sent again.
 *
 * @throws what the API says, when it says no.
 */
export async function postComment(
  { api, retries, backOff }: Connection,
  comment: StickyComment,
): Promise<CommentOutcome> {
  for (let repetition = 0; ; repetition++) {
    const outcome = await updateOrCreate(api, comment, { isRepetition: repetition > 0 })
    if (outcome.kind !== 'lost') return outcome
    if (repetition >= retries) throw outcome.error
    await backOff(repetition + 1)
  }
}

async function updateOrCreate(
  api: Api,
  comment: StickyComment,
  { isRepetition }: { readonly isRepetition: boolean },
): Promise<CommentOutcome | Lost> {
  const { owner, repo, marker } = comment
  const body = renderBody(marker, comment.markdown)
  const ours = await findOurs(api, { ...comment, key: marker.key }, isRepetition ? null : comment.listed)
  const newest = ours.reduce<Found | null>(
    (best, found) => (best === null || compareAge(best.marker, found.marker) < 0 ? found : best),
    null,
  )
  if (newest !== null && compareAge(newest.marker, marker) > 0) {
    return { kind: 'superseded', by: newest.marker, id: newest.id }
  }
  // A comment of this very run that was sent before is no sibling's.
  const overwroteSibling = !isRepetition && newest !== null && compareAge(newest.marker, marker) === 0
  const [first, ...duplicates] = ours
  if (first !== undefined && (await update(api, { owner, repo, comment_id: first.id, body }))) {
    await removeDuplicates(api, comment, duplicates)
    return { kind: 'updated', id: first.id, overwroteSibling }
  }
  // There is none, or somebody deleted it since it was listed.
  if (!comment.mayCreate) return { kind: 'not-wanted' }
  return create(api, { owner, repo, issue_number: comment.pullRequest, body })
}

async function create(
  api: Api,
  parameters: { owner: string; repo: string; issue_number: number; body: string },
): Promise<CommentOutcome | Lost> {
  try {
    const { data } = await api.rest.issues.createComment({ ...parameters, request: { retries: 0 } })
    const id: unknown = data.id
    if (typeof id === 'number') return { kind: 'created', id, overwroteSibling: false }
    return { kind: 'lost', error: new UnclearReply('the new comment', 'it has no number') }
  } catch (error) {
    // Octokit gives a lost connection the status 500.
    const isLost = error instanceof Error && (statusOf(error) ?? 0) >= 500 && !isAbort(error)
    if (isLost) return { kind: 'lost', error }
    throw error
  }
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

/** A duplicate may tell an old verdict forever. What cannot be removed now is tried again by the next run. */
async function removeDuplicates(api: Api, { owner, repo }: StickyComment, duplicates: readonly Found[]) {
  for (const { id } of duplicates) {
    try {
      await api.rest.issues.deleteComment({ owner, repo, comment_id: id })
    } catch (error) {
      if (statusOf(error) === null) throw error
    }
  }
}
