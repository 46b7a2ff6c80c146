import { afterEach, beforeEach, expect, test } from 'vitest'
import { renderConversation } from '../helpers/conversation.ts'
import { pullRequestEvent } from '../helpers/events.ts'
import { PAGES } from '../helpers/gate.ts'
import { GitHubServer } from '../helpers/github-server.ts'
import { Repository } from '../helpers/repository.ts'
import { Runner, SECRETS } from '../helpers/runner.ts'

/** Whole conversations of dist/action.js where base and head are measured in turn, or have a baseline each. */

const TOKEN = 'ghs_token-of-the-job'
const TIMEOUT_MS = 120_000

const inputs = {
  run: '/usr/bin/python3 -I -S pages.py built.txt',
  name: 'pages',
  ready: 'log:/ready/',
  budget: 'writable=+64KiB\nminor-faults=none',
  runs: '3',
  'compare-with': 'base',
  build: 'cp pages.txt built.txt',
  'github-token': TOKEN,
}

let runner: Runner
let server: GitHubServer

beforeEach(async () => {
  runner = await Runner.create()
  server = await GitHubServer.start()
  server.allow(TOKEN)
})

afterEach(async () => {
  await server.stop()
  await runner.remove()
})

/** The workspace of a job: the test merge of a pull request that makes these changes, one commit deep. */
function checkOut(changes: Readonly<Record<string, string>>) {
  const origin = Repository.create('server')
  origin.commit({ 'pages.py': PAGES, 'pages.txt': '10', '.gitignore': 'built.txt\n' })
  origin.git('checkout', '--quiet', '-b', 'feature')
  const headSha = origin.commit(changes)
  origin.git('checkout', '--quiet', 'main')
  const base = origin.commit({ 'README.md': 'what others have merged' })
  origin.git('checkout', '--quiet', '--detach')
  origin.git('merge', '--quiet', '--no-ff', '--no-edit', 'feature')
  const workspace = new Repository(runner.workspace)
  workspace.git('init', '--quiet')
  workspace.git('remote', 'add', 'origin', `file://${origin.path}`)
  workspace.git('fetch', '--quiet', '--no-tags', '--depth=1', 'origin', origin.sha('HEAD'))
  workspace.git('checkout', '--quiet', '--detach', 'FETCH_HEAD')
  workspace.write({ 'built.txt': changes['pages.txt'] ?? '10' })
  return { headSha, base }
}

async function gate({ headSha, base }: ReturnType<typeof checkOut>, changes: object = {}) {
  const step = await runner.run({
    event: 'pull_request',
    payload: pullRequestEvent({ headSha }),
    apiUrl: server.url,
    inputs: { ...inputs, ...changes },
  })
  const conversation = renderConversation(step, runner, server)
    .replaceAll(base.slice(0, 12), '<base>')
    .replaceAll(headSha, '<head>')
    .replaceAll(headSha.slice(0, 12), '<head>')
  return { step, conversation }
}

test('a head that has grown over its base', { timeout: TIMEOUT_MS }, async () => {
  const { step, conversation } = await gate(checkOut({ 'pages.txt': '266' }))
  expect(step.exitCode).toBe(1)
  await expect(conversation).toMatchFileSnapshot('__snapshots__/action/pair-regression.md')
})

test('a head that changes a document alone', { timeout: TIMEOUT_MS }, async () => {
  const { step, conversation } = await gate(checkOut({ docs: 'words' }))
  expect(step.exitCode).toBe(0)
  await expect(conversation).toMatchFileSnapshot('__snapshots__/action/pair-pass.md')
})

test('a base that does not build', { timeout: TIMEOUT_MS }, async () => {
  const build = 'printf "::error::%s\\n" boom; exit 7'
  const { step } = await gate(checkOut({ docs: 'words' }), {
    build,
    runs: '1',
    'max-runs': '1',
  })
  expect(step.exitCode).toBe(3)
  expect(step.outputs['verdict']).toBe('inconclusive')
  // What it printed is in the log and the summary, and nothing of the step's is in it.
  expect(step.summary).toContain('::error::boom')
  for (const secret of [TOKEN, ...Object.values(SECRETS)]) expect(step.summary).not.toContain(secret)
  expect(server.requests.map(({ body }) => JSON.stringify(body)).join('')).not.toContain('::error::boom')
})
