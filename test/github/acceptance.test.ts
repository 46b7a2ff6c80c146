import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceptanceOf, findAcceptance } from '../../src/github/acceptance.ts'
import { connect } from '../../src/github/api.ts'
import { listComments } from '../../src/github/list-comments.ts'
import { type Author, GitHubServer, RUNNER_BOT } from '../helpers/github-server.ts'

const TOKEN = 'ghs_token-of-the-job'
const SHA = 'c0ffee1234567890abcdef1234567890abcdef12'
const WHERE = { owner: 'acme', repo: 'app' }
const ADA: Author = { login: 'ada', id: 11, type: 'User' }
const MALLORY: Author = { login: 'mallory', id: 66, type: 'User' }

let server: GitHubServer

beforeEach(async () => {
  server = await GitHubServer.start()
  server.allow(TOKEN)
  server.permissions.set('ada', 'write')
})
afterEach(() => server.stop())

async function find(...comments: readonly (readonly [Author, string])[]) {
  for (const [author, text] of comments) server.addComment(7, author, text)
  const { api } = await connect({
    token: TOKEN,
    baseUrl: server.url,
    userAgent: 'footprint-gate/test',
    signal: new AbortController().signal,
    patience: { secondMs: 1 },
  })
  const listed = await listComments(api, { ...WHERE, pullRequest: 7 })
  server.requests.length = 0
  return findAcceptance(api, WHERE, SHA, listed)
}

const asked = () => server.requests.map(({ path }) => path)

test.each([
  acceptanceOf(SHA),
  `/footprint accept ${SHA}`,
  `/footprint accept ${SHA.slice(0, 7)}\r\n\r\nIt is worth it.`,
  `\n  /footprint  accept  ${SHA.slice(0, 9).toUpperCase()}  `,
])('%j accepts the growth of that head', async (text) => {
  expect(await find([MALLORY, 'No!'], [ADA, text])).toEqual({ by: 'ada', commit: SHA })
})

test.each([
  ['a bot, such as the gate itself', RUNNER_BOT, acceptanceOf(SHA)],
  ['too few digits', ADA, `/footprint accept ${SHA.slice(0, 6)}`],
  ['the digits of another commit', ADA, '/footprint accept c0ffee2'],
  ['a quotation', ADA, `> ${acceptanceOf(SHA)}\n\nWhy that?`],
  ['a command further down', ADA, `Please write\n${acceptanceOf(SHA)}`],
  ['a command with something behind it', ADA, `${acceptanceOf(SHA)} please`],
  ['a block of code', ADA, `\`\`\`\n${acceptanceOf(SHA)}\n\`\`\``],
])('nothing is accepted by %s, and nobody is asked', async (_, author, text) => {
  expect(await find([author, text])).toBeNull()
  expect(asked()).toEqual([])
})

test('of several the newest who may write has accepted, and each is asked about once', async () => {
  server.permissions.set('grace', 'admin')
  const grace: Author = { login: 'grace', id: 12, type: 'User' }
  const command = acceptanceOf(SHA)
  const found = await find([ADA, command], [grace, command], [MALLORY, command], [MALLORY, command])
  expect(found?.by).toBe('grace')
  expect(asked()).toEqual([
    '/repos/acme/app/collaborators/mallory/permission',
    '/repos/acme/app/collaborators/grace/permission',
  ])
})

test('a crowd that may not write costs five requests', async () => {
  const crowd = Array.from({ length: 30 }, (_, id): Author => ({
    login: `m${id}`,
    id: 100 + id,
    type: 'User',
  }))
  expect(await find(...crowd.map((author) => [author, acceptanceOf(SHA)] as const))).toBeNull()
  expect(asked()).toHaveLength(5)
})
