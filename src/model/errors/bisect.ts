import { UserError } from './user-error.ts'

/** What can keep a bisection from finding anything. */
export const bisectErrors = {
  unknownCommit: (name: string, why: string) =>
    new UserError(
      'unknown-commit',
      `there is no commit "${name}" in this clone`,
      'Name a branch, a tag or a SHA that is here. A shallow clone lacks its history: git fetch --unshallow.',
      { detail: why },
    ),
  notAnAncestor: (good: string, bad: string) =>
    new UserError(
      'not-an-ancestor',
      `the good commit ${good.slice(0, 12)} does not come before the bad one, ${bad.slice(0, 12)}`,
      'Give the good commit first, then the bad one that was made after it: bisect GOOD BAD.',
    ),
  goodFailed: (good: string, why: string, detail: string | null) =>
    new UserError(
      'good-failed',
      `the good commit ${good.slice(0, 12)} cannot be measured: ${why}`,
      'Name one that builds and runs: all others are compared with it.',
      { detail: detail ?? undefined },
    ),
  badFailed: (bad: string, why: string, detail: string | null) =>
    new UserError(
      'bad-failed',
      `the bad commit ${bad.slice(0, 12)} cannot be measured: ${why}`,
      'Nothing was bisected. Name one that builds and runs.',
      { exitCode: 3, detail: detail ?? undefined },
    ),
  badIsNotBad: (bad: string, verdict: string) =>
    new UserError(
      'bad-is-not-bad',
      `the bad commit ${bad.slice(0, 12)} is not red against the good one: ${verdict}`,
      'Nothing was bisected. Give the budget that it exceeds (--budget), or other commits.',
      { exitCode: 3 },
    ),
  bisectFailed: (why: string) =>
    new UserError('bisect-failed', 'git bisect failed', 'See what git says.', { detail: why }),
} as const
