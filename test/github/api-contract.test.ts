import { describe, expect, test } from 'vitest'
import { connect } from '../../src/github/api.ts'
import { listComments } from '../../src/github/list-comments.ts'
import { ApiDescription, type Exchange } from '../helpers/api-description.ts'
import { PULL_REQUEST } from '../helpers/events.ts'
import { GitHubServer, RUNNER_BOT } from '../helpers/github-server.ts'

/** That the server of the tests cannot speak otherwise than GitHub does, nor be asked otherwise. */

const COMMENTS = `/repos/acme/app/issues/${PULL_REQUEST}/comments`
const COMMENT = ApiDescription.of('api.github.com').example<{ id: number; user: object; body?: unknown }>(
  'issue-comment',
  'issue-comment',
  {},
)

const asked = (changes: Partial<Exchange> = {}): Exchange => ({
  method: 'GET',
  path: `${COMMENTS}?per_page=100&page=2`,
  body: null,
  status: 200,
  data: [COMMENT],
  ...changes,
})

describe.each(['api.github.com', 'ghes-3.17'] as const)('by the description of %s', (name) => {
  const problemsOf = (changes?: Partial<Exchange>) => ApiDescription.of(name).problemsOf(asked(changes))

  test('a request and a reply as GitHub has them are no problem', () => {
    expect(problemsOf()).toEqual([])
    expect(
      problemsOf({ method: 'POST', path: COMMENTS, body: { body: 'new' }, status: 201, data: COMMENT }),
    ).toEqual([])
  })

  test.each([
    ['lacks the number of a comment', { data: [{ ...COMMENT, id: undefined }] }, "property 'id'"],
    ['has text for a number', { data: [{ ...COMMENT, id: '1' }] }, '/0/id must be integer'],
    ['has an address that is none', { data: [{ ...COMMENT, url: 'x/[bot]' }] }, '/0/url must match format'],
    ['has a date that is none', { data: [{ ...COMMENT, created_at: 'today' }] }, 'created_at must match'],
    ['is no list', { data: COMMENT }, 'must be array'],
    ['has another status', { status: 206 }, 'it never answers 206'],
    ['is an error without words', { status: 401, data: { message: 7 } }, '/message must be string'],
  ])('a reply that %s is refused', (_what, changes, says) => {
    expect(problemsOf(changes).join('\n')).toContain(says)
  })

  test.each([
    ['of an operation that is not there', { method: 'PUT' }, 'there is no such operation'],
    ['with an unknown parameter', { path: `${COMMENTS}?perpage=100` }, 'query'],
    ['with text for a number', { path: `${COMMENTS}?page=two` }, '/page must be integer'],
    ['of no issue', { path: '/repos/acme/app/issues/seven/comments' }, '/issue_number must be integer'],
    ['with a body that nobody reads', { body: {} }, 'it takes no body'],
    [
      'of a comment without a text',
      { method: 'POST', path: COMMENTS, body: {}, status: 201, data: COMMENT },
      "property 'body'",
    ],
  ])('a request %s is refused', (_what, changes, says) => {
    expect(problemsOf(changes).join('\n')).toContain(says)
  })
})

describe('the server of the tests', () => {
  async function list(path = '') {
    const server = await GitHubServer.start()
    server.allow('ghs_token')
    server.addComment(PULL_REQUEST, RUNNER_BOT, 'text')
    const { signal } = new AbortController()
    const options = { token: 'ghs_token', baseUrl: `${server.url}${path}`, userAgent: 'test', signal }
    const { api } = await connect(options)
    const ask = () => listComments(api, { owner: 'acme', repo: 'app', pullRequest: PULL_REQUEST })
    return { server, ask }
  }

  test.each(['', '/api/v3'])('ends well where all was as described (%j)', async (path) => {
    const { server, ask } = await list(path)
    expect(await ask()).toHaveLength(1)
    await server.stop()
  })

  test.each(['', '/api/v3'])('ends in an error where it answered otherwise (%j)', async (path) => {
    const { server, ask } = await list(path)
    server.alter = (data) => (Array.isArray(data) ? data.map((one: object) => ({ ...one, url: 'x' })) : data)
    expect(await ask()).toHaveLength(1)
    await expect(server.stop()).rejects.toThrow('/0/url must match format')
  })
})
