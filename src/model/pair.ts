/**
 * By which rule a base was found: what a test merge is merged into, where a branch left another, what a merge queue
 * puts its group on, what a branch pointed to before the push, or what was named.
 */
export const BASE_RULES = ['first-parent', 'merge-base', 'queue', 'before-push', 'named'] as const
export type BaseRule = (typeof BASE_RULES)[number]

/** Why a base that was to be measured lends no figures, or doubtful ones. */
export type BaseDoubt =
  /** It could not be built, or its program could not be measured: what failed, and what to do. */
  | { readonly kind: 'base-failed'; readonly message: string; readonly hint: string }
  /** Some of its runs do not count: why, in a sentence. */
  | { readonly kind: 'base-in-doubt'; readonly message: string }

/** A base that was measured in turn with the head. */
export interface Pair {
  readonly rule: BaseRule
  /** `null` of a folder in which git finds none. */
  readonly commit: string | null
  /** How it was asked for: `base`, `main`, a folder. */
  readonly name: string
  /** Files that say how is measured, and that the head has otherwise than the base: from the top of the repository. */
  readonly changed: readonly string[]
  /** The scenarios whose base was not measured: what was recorded of that very commit, here, says enough. */
  readonly recorded: readonly string[]
  /** The end of what a base printed that did not build or run, untrusted; `null` of one that did. */
  readonly log: string | null
}
