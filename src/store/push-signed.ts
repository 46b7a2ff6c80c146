import type { PushOutcome } from './push-outcome.ts'

/** A commit that is to be on the branch, where the server itself makes and signs it. */
export interface SignedCommit {
  readonly branch: string
  /** What the branch must still be at, and its tree; `null` while there is no branch. */
  readonly tip: { readonly commit: string; readonly tree: string } | null
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly message: string
}

/** Makes the commit and moves the branch to it, if it is there still. Does not throw for what the server says. */
export type PushSigned = (commit: SignedCommit) => Promise<PushOutcome>

/** Whether the rule that refuses a push is the one that asks for signatures, which our commits do not bear. */
export function asksForSignature(words: string): boolean {
  return /must have (?:verified|valid) signatures?|required signatures?|signed commits/i.test(words)
}
