import { chmodSync, existsSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { startRemover } from '../../src/launch/remover.ts'
import { createGit } from '../../src/store/git.ts'
import { addWorktree } from '../../src/store/worktree.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'
import { GIT_ENV, Repository } from '../helpers/repository.ts'

function checkOut(repository: Repository, commit: string) {
  const remover = startRemover(GIT_ENV)
  const git = createGit(repository.path, { env: GIT_ENV, signal: new AbortController().signal })
  return { path: addWorktree(git, commit, remover, []), remover }
}

test.each(['srv', 'x', 'a workspace with a long name'])(
  'a base stands beside %j, at a path of the same length, and is gone afterwards',
  async (name) => {
    const repository = Repository.create(name)
    const commit = repository.commit({ a: '1' })
    repository.commit({ a: '2' })
    const { path: adding, remover } = checkOut(repository, commit)
    const path = await adding
    expect([dirname(path), path.length]).toEqual([dirname(repository.path), repository.path.length])
    expect(await readFile(join(path, 'a'), 'utf8')).toBe('1')
    expect(await readFile(join(repository.path, 'a'), 'utf8')).toBe('2')
    await remover.remove()
    expect([existsSync(path), existsSync(join(repository.path, '.git/worktrees'))]).toEqual([false, false])
    expect(repository.git('status', '--porcelain')).toBe('')
  },
)

test('no hook of the repository runs', async () => {
  const repository = Repository.create()
  const commit = repository.commit({ a: '1' })
  repository.write({ '.git/hooks/post-checkout': '#!/bin/sh\ntouch hooked\n' })
  chmodSync(join(repository.path, '.git/hooks/post-checkout'), 0o755)
  const { path: adding, remover } = checkOut(repository, commit)
  const path = await adding
  expect(existsSync(join(path, 'hooked'))).toBe(false)
  await remover.remove()
})

test('the submodules that the head has are there, as the base had them', async () => {
  const library = Repository.create('library')
  library.commit({ version: '1' })
  const other = Repository.create('other')
  other.commit({ huge: '1' })
  const repository = Repository.create()
  repository.git('submodule', '--quiet', 'add', `file://${library.path}`, 'library')
  repository.git('submodule', '--quiet', 'add', `file://${other.path}`, 'other')
  const commit = repository.commit({ a: '1' })
  library.commit({ version: '2' })
  new Repository(join(repository.path, 'library')).git('pull', '--quiet')
  repository.commit({ a: '2' })
  repository.git('submodule', '--quiet', 'deinit', 'other')
  const { path: adding, remover } = checkOut(repository, commit)
  const path = await adding
  expect(await readFile(join(path, 'library/version'), 'utf8')).toBe('1')
  expect(existsSync(join(path, 'other/huge'))).toBe(false)
  await remover.remove()
  expect(existsSync(path)).toBe(false)
})

test('a submodule that is gone is told, with what git says', async () => {
  const library = Repository.create('library')
  library.commit({ version: '1' })
  const repository = Repository.create()
  repository.git('submodule', '--quiet', 'add', `file://${library.path}`, 'library')
  const commit = repository.commit({ a: '1' })
  rmSync(library.path, { recursive: true })
  const { path: adding, remover } = checkOut(repository, commit)
  expect(await refusalOfAsync(() => adding)).toMatchObject({ code: 'submodules-failed', exitCode: 3 })
  await remover.remove()
})
