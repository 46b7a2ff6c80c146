import { describe, expect, test } from 'vitest'
import { findBaseCommit } from '../../src/store/base-commit.ts'
import { createGit } from '../../src/store/git.ts'
import { writeEvent } from '../helpers/events.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'
import { GIT_ENV, Repository } from '../helpers/repository.ts'

/** A target that has grown since the branch left it, and the merge that a server makes of the two. */
function pullRequest() {
  const server = Repository.create('server')
  const start = server.commit({ a: '1' })
  server.git('checkout', '--quiet', '-b', 'feature')
  const headSha = server.commit({ b: '1' })
  server.git('checkout', '--quiet', 'main')
  const baseSha = server.commit({ c: '1' })
  const tip = server.commit({ c: '2' })
  server.git('checkout', '--quiet', '--detach', 'main')
  server.git('merge', '--quiet', '--no-ff', '--no-edit', 'feature')
  server.git('update-ref', 'refs/pull/7/merge', 'HEAD')
  server.git('checkout', '--quiet', 'main')
  const payload = { pull_request: { head: { sha: headSha }, base: { sha: baseSha } } }
  return { server, start, headSha, baseSha, tip, payload }
}

async function find(
  repository: Repository,
  compareWith: string,
  { event, payload = {}, env = {} }: { event?: string; payload?: object; env?: Record<string, string> } = {},
) {
  const all = {
    ...GIT_ENV,
    ...(event !== undefined && {
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: await writeEvent(JSON.stringify(payload)),
    }),
    ...env,
  }
  const git = createGit(repository.path, { env: all, signal: new AbortController().signal })
  return findBaseCommit(git, compareWith, { env: all, token: null })
}

describe('in a clone of one commit', () => {
  test('the base of a test merge is its first parent, not the stale tip of the event', async () => {
    const { server, tip, payload } = pullRequest()
    const clone = server.shallowClone('refs/pull/7/merge')
    const base = await find(clone, 'base', { event: 'pull_request', payload })
    expect(base).toEqual({ commit: tip, rule: 'first-parent' })
    expect(clone.git('cat-file', '-t', tip)).toBe('commit')
    expect(clone.git('rev-list', '--count', tip)).toBe('1')
  })

  test('the base of a head that was checked out itself is the merge base', async () => {
    const { server, start, headSha, payload } = pullRequest()
    const base = await find(server.shallowClone(headSha), 'base', { event: 'pull_request', payload })
    expect(base).toEqual({ commit: start, rule: 'merge-base' })
  })

  test('merge-base of a test merge is where the branch left', async () => {
    const { server, start, payload } = pullRequest()
    const clone = server.shallowClone('refs/pull/7/merge')
    expect(await find(clone, 'merge-base', { event: 'pull_request', payload })).toEqual({
      commit: start,
      rule: 'merge-base',
    })
    // Looking for it did not change the clone.
    expect(clone.git('rev-list', '--count', 'HEAD')).toBe('1')
  })

  test('a server that tells the merge base is believed', async () => {
    const { server, headSha, tip, payload } = pullRequest()
    const told = { pull_request: { ...payload.pull_request, merge_base: tip } }
    const base = await find(server.shallowClone(headSha), 'base', { event: 'pull_request', payload: told })
    expect(base).toEqual({ commit: tip, rule: 'merge-base' })
  })

  test('in a merge queue it is what the group is put on', async () => {
    const { server, baseSha } = pullRequest()
    const payload = { merge_group: { base_sha: baseSha } }
    const base = await find(server.shallowClone('main'), 'base', { event: 'merge_group', payload })
    expect(base).toEqual({ commit: baseSha, rule: 'queue' })
  })

  test('of a push it is what was there before', async () => {
    const { server, baseSha } = pullRequest()
    const payload = { before: baseSha, repository: { default_branch: 'main' } }
    const base = await find(server.shallowClone('main'), 'base', { event: 'push', payload })
    expect(base).toEqual({ commit: baseSha, rule: 'before-push' })
  })

  test('of a push of a new branch it is where that left the default branch', async () => {
    const { server, start } = pullRequest()
    const payload = { before: '0'.repeat(40), repository: { default_branch: 'main' } }
    const base = await find(server.shallowClone('feature'), 'base', { event: 'push', payload })
    expect(base).toEqual({ commit: start, rule: 'merge-base' })
  })

  test('a branch by its name is fetched', async () => {
    const { server, tip } = pullRequest()
    expect(await find(server.shallowClone('feature'), 'main')).toEqual({ commit: tip, rule: 'named' })
  })

  test('what the fork lacks comes from the repository of the workflow', async () => {
    const { server, tip, headSha, payload } = pullRequest()
    const fork = Repository.create('fork')
    const clone = server.shallowClone('refs/pull/7/merge')
    clone.git('remote', 'set-url', 'origin', `file://${fork.path}`)
    const env = {
      GITHUB_SERVER_URL: `file://${server.path.replace(/\/[^/]+\/server$/, '')}`,
      GITHUB_REPOSITORY: server.path.split('/').slice(-2).join('/'),
    }
    const base = await find(clone, 'base', { event: 'pull_request', payload, env })
    expect([base.commit, headSha]).toEqual([tip, payload.pull_request.head.sha])
  })

  test('without the base and without a remote nothing is compared', async () => {
    const { server, payload } = pullRequest()
    const clone = server.shallowClone('refs/pull/7/merge')
    clone.git('remote', 'remove', 'origin')
    const refusal = await refusalOfAsync(() => find(clone, 'base', { event: 'pull_request', payload }))
    expect(refusal).toMatchObject({ code: 'base-not-fetched', exitCode: 3 })
    expect(refusal.message).toContain('there is no remote')
  })
})

describe('in a whole clone', () => {
  test('elsewhere than in a workflow the base is the merge base with the default branch', async () => {
    const { server, start } = pullRequest()
    server.git('checkout', '--quiet', 'feature')
    expect(await find(server, 'base')).toEqual({ commit: start, rule: 'merge-base' })
  })

  test('fetching what is missing does not cut the history off', async () => {
    const { server, tip } = pullRequest()
    const clone = Repository.create('clone')
    clone.git('remote', 'add', 'origin', `file://${server.path}`)
    clone.git('fetch', '--quiet', 'origin', 'feature:feature')
    clone.git('checkout', '--quiet', 'feature')
    expect(await find(clone, tip)).toEqual({ commit: tip, rule: 'named' })
    expect(clone.git('rev-parse', '--is-shallow-repository')).toBe('false')
    expect(clone.git('rev-list', '--count', tip)).toBe('3')
  })

  test.each(['nothing-like-it', '--upload-pack=touch x', 'a b', ''.padEnd(40, 'f')])(
    'refuses %j, which names no commit',
    async (name) => {
      const { server } = pullRequest()
      const refusal = await refusalOfAsync(() => find(server, name))
      expect(refusal.code).toBe('unknown-ref')
    },
  )

  test('refuses a history that has nothing in common', async () => {
    const { server } = pullRequest()
    server.git('checkout', '--quiet', '--orphan', 'other')
    server.commit({ other: '1' })
    expect(await refusalOfAsync(() => find(server, 'base'))).toMatchObject({
      code: 'no-merge-base',
      exitCode: 3,
    })
  })

  test('refuses an event that does not say the base', async () => {
    const { server } = pullRequest()
    const refusal = await refusalOfAsync(() =>
      find(server, 'base', { event: 'pull_request', payload: { pull_request: {} } }),
    )
    expect(refusal).toMatchObject({ code: 'no-base', exitCode: 3 })
  })

  test('a machine without git is told', async () => {
    const { server } = pullRequest()
    expect((await refusalOfAsync(() => find(server, 'main', { env: { PATH: '/nowhere' } }))).code).toBe(
      'git-missing',
    )
  })
})
