/** By which rule a base was found. */
export type BaseRule =
  /** The first parent of the merge that is checked out: what the pull request is merged into. */
  | 'first-parent'
  | 'merge-base'
  /** What a merge queue puts the group on. */
  | 'queue'
  /** What the branch pointed to before the push. */
  | 'before-push'
  /** What was named. */
  | 'named'

/** A base that was measured in turn with the head. */
export interface Pair {
  readonly rule: BaseRule
  /** `null` of a folder in which git finds none. */
  readonly commit: string | null
  /** How it was asked for: `base`, `main`, a folder. */
  readonly name: string
  /** Files that say how is measured, and that the head has otherwise than the base: from the top of the repository. */
  readonly changed: readonly string[]
  /** The end of what a base printed that did not build or run, untrusted; `null` of one that did. */
  readonly log: string | null
}
