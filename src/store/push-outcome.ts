import type { GitOutcome } from './git.ts'

/** What became of a push. */
export type PushOutcome =
  | { readonly kind: 'done' }
  /** Somebody else was first. */
  | { readonly kind: 'lost' }
  /** A rule or a hook of the server does not want it. */
  | { readonly kind: 'refused'; readonly words: string }
  /** Nobody was asked: no right to write, no network. */
  | { readonly kind: 'failed'; readonly words: string }

/** The ways in which git and its servers say that the branch is not where it was. */
const LOST =
  /stale info|fetch first|non-fast-forward|cannot lock ref|failed to (?:update|lock) ref|incorrect old value|reference already exists|is at [0-9a-f]{40,} but expected/

/**
 * Reads what `git push --porcelain` printed: `! from:to [remote rejected] (why)` of what was refused.
 *
 * @see git-push(1), OUTPUT
 */
export function readPushOutcome({ ok, stdout, stderr }: GitOutcome): PushOutcome {
  if (ok) return { kind: 'done' }
  const rejected = stdout.split('\n').find((line) => line.startsWith('!'))
  if (LOST.test(`${rejected ?? ''}\n${stderr}`)) return { kind: 'lost' }
  const remote = wordsOfRemote(stderr)
  if (rejected === undefined) return { kind: 'failed', words: remote || stderr.trim() }
  return { kind: 'refused', words: remote || (/\(([^()]*)\)\s*$/.exec(rejected)?.[1] ?? rejected) }
}

/** What the server said itself, without the mark of git before each line; of GitHub, the rules that were broken. */
function wordsOfRemote(stderr: string): string {
  return stderr
    .split('\n')
    .flatMap((line) => /^remote: ?(.*?)\s*$/.exec(line)?.[1] ?? [])
    .filter((line) => line !== '')
    .join('\n')
}
