import { beforeEach, describe, expect, test, vi } from 'vitest'
import { runner, server, TOKEN, useOneRunner } from '../helpers/action.ts'
import { renderConversation } from '../helpers/conversation.ts'
import { PULL_REQUEST, pullRequestEvent } from '../helpers/events.ts'
import { type Author } from '../helpers/github-server.ts'
import { type StepOptions } from '../helpers/runner.ts'
import { ORIGIN, storedJson } from '../helpers/stored.ts'
import { gate, GROWN, scenario } from '../report/samples.ts'

/** dist/action.js where somebody accepts that the program has grown. */

const SHA = ORIGIN.commit ?? ''
const COMMAND = `/footprint accept ${SHA.slice(0, 12)}`
const ADA: Author = { login: 'ada', id: 11, type: 'User' }
const MALLORY: Author = { login: 'mallory', id: 66, type: 'User' }

vi.setConfig({ testTimeout: 60_000 })

useOneRunner()

beforeEach(async () => {
  await runner.write('result.json', storedJson(grown))
  server.permissions.set('ada', 'write')
})

const grown = gate('regressed', scenario({ head: { writable: GROWN } }))

const report = (changes: Partial<StepOptions> = {}) =>
  runner.run({
    event: 'pull_request',
    payload: pullRequestEvent(),
    apiUrl: server.url,
    ...changes,
    inputs: { mode: 'report', results: 'result.json', 'github-token': TOKEN, ...changes.inputs },
  })

const say = (author: Author, text: string) => server.addComment(PULL_REQUEST, author, text)

test('growth is accepted by a comment of somebody who may write, and the comment of the gate says so', async () => {
  expect((await report()).exitCode).toBe(1)
  expect(server.commentsOf(PULL_REQUEST)[0]?.body).toContain(`comment \`${COMMAND}\``)
  say(ADA, `${COMMAND}\n\nThe cache is worth it.`)
  server.requests.length = 0
  const step = await report({ variables: { GITHUB_RUN_ATTEMPT: '2' } })
  expect(step.exitCode).toBe(0)
  expect(step.outputs['verdict']).toBe('accepted')
  await expect(renderConversation(step, runner, server)).toMatchFileSnapshot(
    '__snapshots__/action/accepted.md',
  )
})

test('a step that measures asks, too', async () => {
  say(ADA, COMMAND)
  const step = await report({
    inputs: {
      mode: 'check',
      results: '',
      run: '/bin/true',
      name: 'true',
      until: 'exit',
      runs: '3',
      budget: 'minor-faults=<=1\nwritable=none',
    },
  })
  expect(step.outputs['verdict']).toBe('accepted')
  expect(step.exitCode).toBe(0)
})

test('on Gitea, where an owner is an owner, and comments say no types', async () => {
  const bot: Author = { login: 'gitea-actions', id: -2, type: 'User' }
  server.allow(TOKEN, bot)
  server.permissions.set('ada', 'owner')
  say(ADA, COMMAND)
  const step = await report({ apiUrl: `${server.url}/api/v1` })
  expect(step.outputs['verdict']).toBe('accepted')
  expect(step.exitCode).toBe(0)
})

test('the next push is accepted by nobody', async () => {
  say(ADA, COMMAND)
  const headSha = 'beef'.repeat(10)
  await runner.write('result.json', storedJson(grown, { commit: headSha }))
  const step = await report({ payload: pullRequestEvent({ headSha }) })
  expect(step.exitCode).toBe(1)
  expect(server.requests.map(({ path }) => path).filter((path) => path.includes('collaborators'))).toEqual([])
})

describe('nothing is accepted by', () => {
  test('somebody who may read alone', async () => {
    say(MALLORY, COMMAND)
    const step = await report()
    expect(step.outputs['verdict']).toBe('regressed')
    expect(step.exitCode).toBe(1)
  })

  test('a server that does not say, and then it is told', async () => {
    say(ADA, COMMAND)
    server.fail({ method: 'GET', path: /permission/, status: 403, message: 'No', times: 9 })
    const step = await report()
    expect(step.exitCode).toBe(1)
    expect(step.log).toContain('::notice::Whether somebody has accepted the growth could not be asked (No')
  })
})

test('a leg that is missing is not accepted with the growth of the others', async () => {
  await runner.write('result.json', storedJson(grown, { leg: '{"os":"debian"}', legs: 2 }))
  say(ADA, COMMAND)
  const step = await report({ inputs: { 'on-inconclusive': 'warn' } })
  expect(step.outputs['verdict']).toBe('inconclusive')
  expect(step.exitCode).toBe(3)
})

describe('in a merge queue', () => {
  const queued = 'a'.repeat(40)
  const inQueue = {
    event: 'merge_group',
    payload: {},
    variables: {
      GITHUB_SHA: queued,
      GITHUB_REF: `refs/heads/gh-readonly-queue/main/pr-${PULL_REQUEST}-${'b'.repeat(40)}`,
    },
  }

  beforeEach(async () => {
    await runner.write('result.json', storedJson(grown, { commit: queued }))
    server.pullRequests.push({ number: PULL_REQUEST, head: 'acme:registry', sha: SHA })
  })

  test('the acceptance of the pull request holds, and nothing is posted', async () => {
    say(ADA, COMMAND)
    const step = await report(inQueue)
    expect(step.outputs['verdict']).toBe('accepted')
    expect(step.exitCode).toBe(0)
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /repos/acme/app/issues/7/comments?per_page=100',
      'GET /repos/acme/app/pulls/7',
      'GET /repos/acme/app/collaborators/ada/permission',
    ])
  })

  test('without one it is red', async () => {
    expect((await report(inQueue)).exitCode).toBe(1)
    expect(server.requests.filter(({ method }) => method !== 'GET')).toEqual([])
  })
})

test('a compact comment is one line when all is well, and whole when it is not', async () => {
  const style = { 'comment-style': 'compact' }
  await report({ inputs: style })
  expect(server.commentsOf(PULL_REQUEST)[0]?.body).toContain('\n### ❌ manager: writable memory grew')
  await runner.write('result.json', storedJson(gate('pass', scenario())))
  const step = await report({ inputs: style, variables: { GITHUB_RUN_ATTEMPT: '2' } })
  const [comment] = server.commentsOf(PULL_REQUEST)
  const shown = (comment?.body ?? '').split('\n').slice(1).join('\n')
  expect(shown).toMatch(
    /^<details><summary>✅ Pass: manager, writable memory unchanged .*<\/summary>\n\n[^]*<\/details>\n$/,
  )
  expect(step.summary).toContain('### ✅ Pass')
})
