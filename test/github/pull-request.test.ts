import { describe, expect, test } from 'vitest'
import { readPullRequest } from '../../src/github/pull-request.ts'
import { FORK, PULL_REQUEST, pullRequestEvent, writeEvent } from '../helpers/events.ts'

async function read(payload: object) {
  return readPullRequest(await writeEvent(JSON.stringify(payload)))
}

describe('a pull request', () => {
  test('is read from the payload of GitHub', async () => {
    expect(await read(pullRequestEvent({ headSha: 'c0ffee' }))).toEqual({
      pullRequest: { number: PULL_REQUEST, headSha: 'c0ffee', fromFork: false },
      problem: null,
    })
  })

  test.each([
    ['from a fork', FORK],
    ['whose fork is gone', null],
  ])('%s is one from a fork', async (_which, headRepo) => {
    expect((await read(pullRequestEvent({ headRepo }))).pullRequest?.fromFork).toBe(true)
  })
})

describe('of an abridged payload of Gitea', () => {
  const head = { label: 'registry', ref: 'registry', sha: 'c0ffee' }
  const base = { label: 'main', ref: 'main', sha: 'ba5e' }

  test.each([
    ['ids alone that are the same', { ...head, repo_id: 100 }, { ...base, repo_id: 100 }, false],
    ['ids alone that differ', { ...head, repo_id: 200 }, { ...base, repo_id: 100 }, true],
    ['a fork that is gone', { ...head, repo: null, repo_id: 200 }, { ...base, repo_id: 100 }, true],
    ['an id of the head alone', { ...head, repo_id: 100 }, base, false],
    ['another id of the head alone', { ...head, repo_id: 200 }, base, true],
    ['no ids', head, base, false],
    ['no base', { ...head, repo_id: 200 }, undefined, true],
  ])('the number is that of the event, and a fork is told by %s', async (_by, itsHead, itsBase, fromFork) => {
    const payload = { number: 7, repository: { id: 100 }, pull_request: { head: itsHead, base: itsBase } }
    expect(await read(payload)).toEqual({
      pullRequest: { number: 7, headSha: 'c0ffee', fromFork },
      problem: null,
    })
  })
})

describe('no pull request, but the reason, is read', () => {
  test.each([
    ['{', 'JSON'],
    ['', 'JSON'],
    ['null', 'Object'],
    ['{}', 'pull_request'],
    ['{"pull_request": {"number": "7", "head": {"sha": "c"}}}', 'number'],
    ['{"pull_request": {"number": 0, "head": {"sha": "c"}}}', 'number'],
    ['{"pull_request": {"number": 7}}', 'head'],
    ['{"pull_request": {"head": {"sha": "c"}}}', 'has no number'],
  ])('from a file that holds %s', async (text, reason) => {
    const { pullRequest, problem } = await readPullRequest(await writeEvent(text))
    expect(pullRequest).toBeNull()
    expect(problem).toContain(reason)
    expect(problem).toContain('GITHUB_EVENT_PATH')
  })

  test.each(['/nowhere/event.json', '', '/'])('from %j, which is no file', async (path) => {
    const { pullRequest, problem } = await readPullRequest(path)
    expect(pullRequest).toBeNull()
    expect(problem).toContain('cannot be read')
  })
})
