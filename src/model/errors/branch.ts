import { UserError } from './user-error.ts'

/** What can keep a baseline from its branch. */
export const branchErrors = {
  noStoreRemote: (folder: string) =>
    new UserError(
      'no-store-remote',
      `${folder} is in no repository with a remote "origin", so there is no place for the branch of baselines`,
      'Run the gate in a clone, or keep the baseline in a file: baseline-store: file.',
    ),
  branchUnreadable: (branch: string, remote: string, words: string) =>
    new UserError(
      'branch-unreadable',
      `cannot read the branch ${branch} of ${remote}`,
      'Reading a private repository takes "contents: read" and the github-token of the job; on a command line, what git uses itself.',
      { detail: words },
    ),
  branchUnwritable: (branch: string, remote: string, words: string) =>
    new UserError(
      'branch-unwritable',
      `cannot write the branch ${branch} of ${remote}`,
      'The job that records needs "contents: write" in its permissions, which the token of a fork never has. Nothing was stored.',
      { detail: words },
    ),
  branchRefused: (branch: string, remote: string, words: string) =>
    new UserError(
      'branch-refused',
      `${remote} refused the recording on the branch ${branch}`,
      'A rule of the repository forbids it. Take the branch out of that rule, or let the identity of the job bypass it. Nothing was stored.',
      { detail: words },
    ),
  branchBusy: (branch: string, attempts: number, seconds: number) =>
    new UserError(
      'branch-busy',
      `the branch ${branch} was changed by others ${attempts} times in ${seconds} s, each time before the recording could be added`,
      'Nothing was stored. Record again, or let fewer jobs record at the same time.',
    ),
  branchFailed: (doing: string, words: string) =>
    new UserError('branch-failed', `git could not ${doing}`, 'Nothing was stored. What git said is below.', {
      detail: words,
    }),
} as const
