import { errors } from '../model/errors.ts'
import type { Git, GitOutcome } from './git.ts'
import { lastWords } from './remotes.ts'

/** What `git bisect` says: the commit to try next, the first bad one, or those of which it may be any. */
export type BisectStep =
  | { readonly kind: 'try'; readonly commit: string; readonly left: number }
  | { readonly kind: 'found'; readonly commit: string }
  | { readonly kind: 'undecided'; readonly commits: readonly string[] }

export type BisectWord = 'good' | 'bad' | 'skip'

/** A commit, as people know it. */
export interface CommitSummary {
  readonly commit: string
  readonly subject: string
  readonly parents: readonly string[]
}

/**
 * The commit that a name stands for.
 *
 * @throws UserError `unknown-commit`
 */
export async function resolveCommit(git: Git, name: string): Promise<string> {
  const found = await git.run(['rev-parse', '--verify', '--end-of-options', `${name}^{commit}`])
  if (!found.ok) throw errors.unknownCommit(name, lastWords(found))
  return found.stdout
}

/** @throws UserError `not-an-ancestor` */
export async function checkAncestry(git: Git, good: string, bad: string): Promise<void> {
  const { ok } = await git.run(['merge-base', '--is-ancestor', good, bad])
  if (!ok || good === bad) throw errors.notAnAncestor(good, bad)
}

/** What stands at a commit; git knows it already. */
export async function summarize(git: Git, commit: string): Promise<CommitSummary> {
  const { stdout } = await git.run(['show', '--no-patch', '--format=%H%n%P%n%s', commit, '--'])
  const [sha = commit, parents = '', subject = ''] = stdout.split('\n')
  return { commit: sha, subject, parents: parents.split(' ').filter((parent) => parent !== '') }
}

/** Checks a commit out as if it were new: what was built or changed there before is gone. */
export async function checkOutAfresh(git: Git, commit: string): Promise<void> {
  const steps = [
    ['reset', '--quiet', '--hard'],
    ['checkout', '--quiet', '--force', '--detach', commit],
    ['clean', '--quiet', '-ffdx'],
  ]
  for (const step of steps) {
    const outcome = await git.run(step)
    if (!outcome.ok) throw errors.baseNotCheckedOut(commit, lastWords(outcome))
  }
}

/** Begins to look between two commits. What git remembers of it is the worktree's own. */
export async function startBisection(git: Git, good: string, bad: string): Promise<BisectStep> {
  // Of its state git keeps HEAD; what is checked out is our work.
  return readStep(git, await git.run(['bisect', 'start', '--no-checkout', bad, good]))
}

export async function continueBisection(git: Git, commit: string, word: BisectWord): Promise<BisectStep> {
  return readStep(git, await git.run(['bisect', word, commit]))
}

async function readStep(git: Git, outcome: GitOutcome): Promise<BisectStep> {
  const { stdout } = outcome
  const found = /^([0-9a-f]{40,64}) is the first bad commit$/m.exec(stdout)?.[1]
  if (found !== undefined) return { kind: 'found', commit: found }
  if (stdout.includes('first bad commit could be any of:')) {
    const commits = [...stdout.matchAll(/^([0-9a-f]{40,64})$/gm)].flatMap(([, commit]) => commit ?? [])
    return { kind: 'undecided', commits }
  }
  const next = await git.run(['rev-parse', '--verify', 'BISECT_HEAD'])
  if (!outcome.ok || !next.ok) throw errors.bisectFailed(lastWords(outcome) || stdout.trim())
  const left = Number(/^Bisecting: (\d+) revision/m.exec(stdout)?.[1] ?? 0)
  return { kind: 'try', commit: next.stdout, left }
}
