import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  type BisectWord,
  checkAncestry,
  checkOutAfresh,
  continueBisection,
  resolveCommit,
  startBisection,
  summarize,
} from '../../src/store/bisection.ts'
import { createGit } from '../../src/store/git.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'
import { GIT_ENV, Repository } from '../helpers/repository.ts'

const gitOf = ({ path }: Repository) =>
  createGit(path, { env: GIT_ENV, signal: new AbortController().signal })

/** Commits called 1, 2, … on one branch. */
function history(count: number): { readonly repository: Repository; readonly commits: readonly string[] } {
  const repository = Repository.create()
  const commits = Array.from({ length: count }, (_, index) =>
    repository.commit({ 'number.txt': `${index + 1}` }),
  )
  return { repository, commits }
}

/** Bisects by what a table says of each commit, and returns what is found. */
async function bisectBy(words: readonly BisectWord[]) {
  const { repository, commits } = history(words.length)
  const git = gitOf(repository)
  let step = await startBisection(git, commits[0] ?? '', commits.at(-1) ?? '')
  while (step.kind === 'try') {
    step = await continueBisection(git, step.commit, words[commits.indexOf(step.commit)] ?? 'skip')
  }
  return { step, commits }
}

test('a bisection finds the first bad commit', async () => {
  for (let firstBad = 1; firstBad < 9; firstBad += 1) {
    const words = Array.from({ length: 9 }, (_, index) => (index < firstBad ? 'good' : 'bad'))
    const { step, commits } = await bisectBy(words)
    expect(step).toEqual({ kind: 'found', commit: commits[firstBad] })
  }
})

test('a commit of which nothing is known is stepped over where it does not matter', async () => {
  const { step, commits } = await bisectBy(['good', 'good', 'skip', 'good', 'bad', 'bad'])
  expect(step).toEqual({ kind: 'found', commit: commits[4] })
})

test('where it does, the bisection says which commits are left', async () => {
  const { step, commits } = await bisectBy(['good', 'good', 'skip', 'bad'])
  expect(step.kind).toBe('undecided')
  expect(step.kind === 'undecided' ? [...step.commits].sort() : []).toEqual(commits.slice(2).sort())
})

test('a commit is checked out as if it were new', async () => {
  const { repository, commits } = history(2)
  repository.write({ 'number.txt': 'changed by a build', 'built.txt': 'built' })
  await checkOutAfresh(gitOf(repository), commits[0] ?? '')
  expect(repository.git('status', '--porcelain')).toBe('')
  expect(repository.sha('HEAD')).toBe(commits[0])
  expect(existsSync(join(repository.path, 'built.txt'))).toBe(false)
})

test('a commit is known by its subject and its parents', async () => {
  const { repository, commits } = history(2)
  const [parent, commit] = commits
  expect(await summarize(gitOf(repository), 'HEAD')).toEqual({
    commit,
    subject: 'number.txt',
    parents: [parent],
  })
})

test('a name that is none, or an option, is refused', async () => {
  const { repository } = history(1)
  for (const name of ['nowhere', '--all', '']) {
    const refusal = await refusalOfAsync(() => resolveCommit(gitOf(repository), name))
    expect(refusal.message).toContain(`there is no commit "${name}" in this clone`)
  }
})

test('a good commit that does not come first is refused', async () => {
  const { repository, commits } = history(2)
  const [good = '', bad = ''] = commits
  await expect(checkAncestry(gitOf(repository), good, bad)).resolves.toBeUndefined()
  for (const [one, other] of [
    [bad, good],
    [good, good],
  ] as const) {
    const refusal = await refusalOfAsync(() => checkAncestry(gitOf(repository), one, other))
    expect(refusal.code).toBe('not-an-ancestor')
  }
})
