import { UserError } from './user-error.ts'

/** A SHA as people read it. */
const short = (commit: string) => commit.slice(0, 12)

const OR_BUILD_IT =
  'Or check the base out and build it yourself, and name its folder by base-working-directory.'

/** What can keep a base from being measured in turn with the head. */
export const baseErrors = {
  gitMissing: () =>
    new UserError(
      'git-missing',
      'cannot run git: it is in no folder of PATH',
      'The gate finds bases and keeps baselines on a branch by git: install it before this step (in a container, in its image).',
    ),
  noRepository: (directory: string, why: string) =>
    new UserError(
      'no-repository',
      `${directory} is in no git repository`,
      'The base is found by git: check the repository out before this step, with its .git folder.',
      { detail: why },
    ),
  unknownRef: (name: string, why: string) =>
    new UserError(
      'unknown-ref',
      `there is no commit "${name}", here or at the remote`,
      'Name a branch, a tag or a whole SHA that exists; or "base", and the gate finds it.',
      { detail: why },
    ),
  baseNotFetched: (commit: string, remote: string | null, why: string) =>
    new UserError(
      'base-not-fetched',
      remote === null
        ? `the base ${short(commit)} is not in this clone, and there is no remote to fetch it from`
        : `the base ${short(commit)} is not in this clone, and cannot be fetched from ${remote}`,
      `Check out with "fetch-depth: 0", or let the token read the contents of the repository (contents: read). ${OR_BUILD_IT}`,
      { exitCode: 3, detail: why },
    ),
  noMergeBase: (one: string, other: string, why: string) =>
    new UserError(
      'no-merge-base',
      `${short(one)} and ${other} have no commit in common that this clone or its remote shows`,
      'Check out with "fetch-depth: 0", or name what to compare with by its SHA.',
      { exitCode: 3, detail: why },
    ),
  noBase: (event: string, why: string) =>
    new UserError(
      'no-base',
      `nothing says what the base is (${event}): ${why}`,
      'Name it: compare-with takes a branch, a tag or a SHA.',
      { exitCode: 3 },
    ),
  noPlaceForBase: (root: string, why: string) =>
    new UserError(
      'no-place-for-base',
      `there is no place for the base with a path as long as ${root}: ${why}`,
      `Figures follow the length of the path, so the base stands beside the workspace. Let this user write there, or clone into a longer path. ${OR_BUILD_IT}`,
      { exitCode: 3 },
    ),
  baseNotCheckedOut: (commit: string, why: string) =>
    new UserError(
      'base-not-checked-out',
      `cannot check out the base ${short(commit)} beside the workspace`,
      `See what git says. ${OR_BUILD_IT}`,
      { exitCode: 3, detail: why },
    ),
  submodulesFailed: (commit: string, why: string) =>
    new UserError(
      'submodules-failed',
      `cannot check out the submodules of the base ${short(commit)}, which the head has`,
      `Let the token read them, too. ${OR_BUILD_IT}`,
      { exitCode: 3, detail: why },
    ),
  baseDirectoryMissing: (path: string) =>
    new UserError(
      'base-directory-missing',
      `the folder of the base ${path} does not exist`,
      'Check the base out and build it there before this step, or correct base-working-directory.',
    ),
  otherBase: (path: string, found: string, wanted: string) =>
    new UserError(
      'other-base',
      `${path} has ${short(found)} checked out, and compare-with says ${short(wanted)}`,
      'Check that commit out there, or leave compare-with out.',
    ),
  outsideWorkspace: (path: string, root: string) =>
    new UserError(
      'outside-workspace',
      `the working directory ${path} lies outside of ${root}`,
      'The base has no counterpart of it: start the program in a folder of the repository.',
    ),
  folderNotInBase: (folder: string) =>
    new UserError(
      'folder-not-in-base',
      `the base has no folder ${folder}`,
      'There is nothing of it to compare with yet: what the program may take at all is said by a ceiling in its budget.',
    ),
  pathIntoWorkspace: (scenario: string, what: string, text: string, root: string) =>
    new UserError(
      'path-into-workspace',
      `${what} of ${scenario} holds a path into the workspace: "${text}"`,
      `With compare-with the same command runs in the base's folder, and by this path it would use the head's files there, too. Write it relative to the working directory (${root}).`,
    ),
  pairOfRecord: () =>
    new UserError(
      'pair-of-record',
      'compare-with and base-working-directory do not go with "mode: record"',
      'Two sides that are measured in turn are compared at once, and nothing of them is stored: leave them out, or use "mode: check".',
    ),
} as const
