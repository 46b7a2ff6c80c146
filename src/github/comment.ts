import type { CommentPolicy } from './inputs.ts'
import type { Comment } from './list-comments.ts'
import { renderMarker, type Marker } from './marker.ts'

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
  /** All comments, where they have just been read; else they are asked for. */
  readonly listed: readonly Comment[] | null
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
