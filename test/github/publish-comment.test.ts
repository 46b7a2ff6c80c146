import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EventContext } from '../../src/github/event.ts'
import { renderMarker, type Marker } from '../../src/github/marker.ts'
import { describeServer } from '../../src/github/server.ts'
import { publishComment, type CommentReport, type CommentRequest } from '../../src/github/publish-comment.ts'
import { PULL_REQUEST } from '../helpers/events.ts'
import { GitHubServer, NO_PERMISSION, RUNNER_BOT, type Author } from '../helpers/github-server.ts'

const TOKEN = 'ghs_token-of-the-job'
const PERSON: Author = { login: 'ada', id: 11, type: 'User' }
const MALLORY: Author = { login: 'mallory', id: 66, type: 'User' }
const APP_BOT: Author = { login: 'acme-ci[bot]', id: 77, type: 'Bot' }
const KEY = 'CI / footprint'
const HEAD = 'c0ffee'

let server: GitHubServer

beforeEach(async () => {
  server = await GitHubServer.start()
  server.allow(TOKEN)
})
afterEach(() => server.stop())

const marked = (marker: Partial<Marker>, text: string) =>
  `${renderMarker({ key: KEY, run: 400, attempt: 1, head: 'old', ...marker })}\n${text}`

interface Changes {
  event?: Partial<EventContext>
  request?: Partial<CommentRequest>
  report?: Partial<CommentReport>
}

/** Publishes the comment of run 500 with the text "new"; a second of back-off lasts a millisecond. */
function publish({ event, request, report }: Changes = {}) {
  return publishComment(
    { render: () => 'new', changed: false, failed: false, ...report },
    {
      event: 'pull_request',
      apiUrl: server.url,
      server: describeServer('https://github.test', server.url, null),
      owner: 'acme',
      repo: 'app',
      workflow: 'CI',
      job: 'footprint',
      run: 500,
      attempt: 1,
      runUrl: 'https://github.test/acme/app/actions/runs/500',
      commit: HEAD,
      pullRequest: { number: PULL_REQUEST, headSha: HEAD, fromFork: false },
      queued: null,
      pullRequestProblem: null,
      ...event,
    },
    {
      policy: 'always',
      token: TOKEN,
      key: null,
      leg: null,
      name: undefined,
      userAgent: 'footprint-gate/test',
      signal: new AbortController().signal,
      patience: { secondMs: 1 },
      ...request,
    },
  )
}

const comments = () => server.commentsOf(PULL_REQUEST)
const texts = () => comments().map(({ body }) => body.split('\n').slice(1).join('\n'))
const conversation = () => server.requests.map(({ method, path, status }) => `${method} ${path} ${status}`)

describe('the comment', () => {
  test('is made where there is none', async () => {
    const published = await publish()
    expect(comments()).toEqual([{ id: published.id, login: RUNNER_BOT.login, body: published.body }])
    expect(published.notice).toBeNull()
    expect(conversation()).toEqual([
      `GET /repos/acme/app/issues/${PULL_REQUEST}/comments?per_page=100 200`,
      `POST /repos/acme/app/issues/${PULL_REQUEST}/comments 201`,
    ])
  })

  test('is brought up to date where it is', async () => {
    const id = server.addComment(PULL_REQUEST, RUNNER_BOT, marked({}, 'old'))
    const published = await publish()
    expect(published).toMatchObject({ id, notice: null })
    expect(comments()).toHaveLength(1)
    expect(texts()).toEqual(['new'])
  })

  test('is found behind many pages of others', async () => {
    for (let index = 0; index < 250; index++) server.addComment(PULL_REQUEST, PERSON, `remark ${index}`)
    const id = server.addComment(PULL_REQUEST, RUNNER_BOT, marked({}, 'old'))
    expect((await publish()).id).toBe(id)
    expect(conversation().filter((line) => line.includes('page=3'))).toHaveLength(1)
    expect(comments()).toHaveLength(251)
  })

  test('of another author with our marker is left alone', async () => {
    server.addComment(PULL_REQUEST, MALLORY, marked({ run: 9999 }, 'forged'))
    const published = await publish()
    expect(texts()).toEqual(['forged', 'new'])
    expect(published.notice).toBeNull()
  })

  test.each([APP_BOT, { ...MALLORY, type: 'Bot' }, { login: 'gitea-actions', id: 88, type: 'User' }])(
    'of $login with our marker does not keep us from writing ours',
    async (author) => {
      server.addComment(PULL_REQUEST, author, marked({ run: 9e15 }, 'forged'))
      expect((await publish()).notice).toBeNull()
      await publish({ event: { run: 501 } })
      expect(texts()).toEqual(['forged', 'new'])
    },
  )

  test('of another bot with our marker does not keep an app from writing its own', async () => {
    server.allow('ghs_app', APP_BOT)
    server.addComment(
      PULL_REQUEST,
      { login: 'echo[bot]', id: 99, type: 'Bot' },
      marked({ run: 9e15 }, 'forged'),
    )
    await publish({ request: { token: 'ghs_app' } })
    await publish({ request: { token: 'ghs_app' }, event: { run: 501 } })
    expect(texts()).toEqual(['forged', 'new'])
  })

  test.each(['gitea-actions', 'forgejo-actions'])('of %s is ours on its server', async (login) => {
    server.allow('0123456789abcdef', { login, id: -2, type: 'Bot' })
    for (const run of [500, 501]) {
      await publish({
        request: { token: '0123456789abcdef' },
        event: { run, apiUrl: `${server.url}/api/v1` },
      })
    }
    expect(texts()).toEqual(['new'])
  })

  test('of another bot with our marker is left alone when the runner has written ours', async () => {
    server.addComment(PULL_REQUEST, APP_BOT, marked({ run: 9999 }, 'echo'))
    server.addComment(PULL_REQUEST, RUNNER_BOT, marked({}, 'old'))
    await publish()
    expect(texts()).toEqual(['echo', 'new'])
  })

  test('with another key is left alone', async () => {
    server.addComment(PULL_REQUEST, RUNNER_BOT, marked({ key: 'CI / other' }, 'of another job'))
    await publish()
    expect(texts()).toEqual(['of another job', 'new'])
  })

  test('of a person whose token is used is found by who they are', async () => {
    server.allow('personal', PERSON)
    server.addComment(PULL_REQUEST, RUNNER_BOT, marked({}, 'of the runner'))
    server.addComment(PULL_REQUEST, PERSON, marked({}, 'of the person'))
    await publish({ request: { token: 'personal' } })
    expect(texts()).toEqual(['of the runner', 'new'])
  })

  test('of an installation whose token has no beginning of its own is found', async () => {
    server.allow('v1.token-of-an-older-server')
    server.addComment(PULL_REQUEST, RUNNER_BOT, marked({}, 'old'))
    await publish({ request: { token: 'v1.token-of-an-older-server' } })
    expect(conversation()).toContain('GET /user 403')
    expect(texts()).toEqual(['new'])
  })

  test.each([true, false])(
    'of an app whose token is used is found, whether it may ask who it is (%j) or not',
    async (hasGraphql) => {
      server.hasGraphql = hasGraphql
      server.allow('ghs_app', APP_BOT)
      server.addComment(PULL_REQUEST, APP_BOT, marked({}, 'old'))
      await publish({ request: { token: 'ghs_app' } })
      expect(texts()).toEqual(['new'])
    },
  )

  test.each([
    ['of a newer run', { run: 501, head: 'newer' }],
    ['of a newer attempt of this run', { run: 500, attempt: 2, head: 'newer' }],
  ])('%s is not overwritten', async (_whose, newer) => {
    const id = server.addComment(PULL_REQUEST, RUNNER_BOT, marked(newer, 'newer'))
    const published = await publish()
    expect(texts()).toEqual(['newer'])
    expect(published.id).toBe(id)
    expect(published.notice).toContain('a newer run')
  })

  test('of another job of this run is overwritten with a notice that names comment-key', async () => {
    server.addComment(PULL_REQUEST, RUNNER_BOT, marked({ run: 500 }, 'of another leg'))
    const published = await publish()
    expect(texts()).toEqual(['new'])
    expect(published.notice).toContain('comment-key')
  })

  test('of another leg of the matrix is left alone', async () => {
    for (const leg of ['{"os":"a"}', '{"os":"b"}', null, '{"os":"a"}']) await publish({ request: { leg } })
    expect(comments()).toHaveLength(3)
  })

  test('is one again after two runs have raced', async () => {
    server.addComment(PULL_REQUEST, RUNNER_BOT, marked({ run: 398 }, 'red'))
    server.addComment(PULL_REQUEST, RUNNER_BOT, marked({ run: 399 }, 'red too'))
    await publish()
    expect(texts()).toEqual(['new'])
  })

  test('that was deleted since it was listed is made anew', async () => {
    const id = server.addComment(PULL_REQUEST, RUNNER_BOT, marked({}, 'old'))
    server.onRequest = (method) => {
      if (method === 'PATCH') server.deleteComment(id)
    }
    const published = await publish()
    expect(conversation().slice(-2)).toEqual([
      `PATCH /repos/acme/app/issues/comments/${id} 404`,
      `POST /repos/acme/app/issues/${PULL_REQUEST}/comments 201`,
    ])
    expect(published.notice).toBeNull()
    expect(texts()).toEqual(['new'])
  })

  test('has a report that fits with its marker into 65,536 bytes', async () => {
    const published = await publish({ report: { render: (limitBytes) => 'x'.repeat(limitBytes) } })
    expect(Buffer.byteLength(published.body)).toBe(65_536)
  })
})

describe('the policy', () => {
  const failing = { changed: true, failed: true }
  const improved = { changed: true, failed: false }
  const passing = { changed: false, failed: false }

  test.each([
    ['always', passing, 1],
    ['on-change', passing, 0],
    ['on-change', improved, 1],
    ['on-failure', improved, 0],
    ['on-failure', failing, 1],
    ['never', failing, 0],
  ] as const)('%s with %o makes %i comment', async (policy, report, count) => {
    const published = await publish({ request: { policy }, report })
    expect(comments()).toHaveLength(count)
    expect(published.body).toContain('new')
  })

  test.each(['on-change', 'on-failure'] as const)('%s turns a red comment green', async (policy) => {
    server.addComment(PULL_REQUEST, RUNNER_BOT, marked({}, 'red'))
    await publish({ request: { policy }, report: passing })
    expect(texts()).toEqual(['new'])
  })

  test('never asks GitHub nothing', async () => {
    await publish({ request: { policy: 'never' } })
    expect(server.requests).toEqual([])
  })
})

describe('no comment', () => {
  const comment = /\/comments/

  test('is asked for where there is no pull request', async () => {
    expect(await publish({ event: { pullRequest: null } })).toMatchObject({ id: null, notice: null })
    expect(server.requests).toEqual([])
  })

  test('without a token names the input', async () => {
    expect((await publish({ request: { token: null } })).notice).toContain('github-token')
  })

  test('without the permission names the permission', async () => {
    server.allow('reader', RUNNER_BOT, { mayWrite: false })
    const { notice, id } = await publish({ request: { token: 'reader' } })
    expect(id).toBeNull()
    expect(notice).toContain('pull-requests: write')
    expect(notice).toContain(NO_PERMISSION)
  })

  test('on a fork says that forks may only read', async () => {
    server.allow('reader', RUNNER_BOT, { mayWrite: false })
    const { notice } = await publish({
      request: { token: 'reader' },
      event: { pullRequest: { number: PULL_REQUEST, headSha: HEAD, fromFork: true } },
    })
    expect(notice).toContain('fork')
    expect(notice).toContain('job summary')
  })

  test('on a fork sends nobody to a summary that the server does not show', async () => {
    server.fail({ method: 'POST', path: /comments/, status: 403, message: NO_PERMISSION, times: 9 })
    const { notice } = await publish({
      event: {
        apiUrl: `${server.url}/api/v1`,
        server: describeServer('https://gitea.test', `${server.url}/api/v1`, '1.26.2'),
        pullRequest: { number: PULL_REQUEST, headSha: HEAD, fromFork: true },
      },
    })
    expect(notice).toContain('The whole report is in the log.')
  })

  test.each([
    [401, 'Bad credentials', 'github-token'],
    [403, 'Unable to create comment because issue is locked.', 'locked'],
    [404, 'Not Found', 'pull-requests: write'],
    [422, 'Validation Failed', 'Validation Failed'],
  ])('after a %i (%s) says why, at once', async (status, message, said) => {
    server.fail({ method: 'POST', path: comment, status, message, times: 9 })
    expect((await publish()).notice).toContain(said)
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  test('after lasting 500s is a notice, and the tries are few', async () => {
    server.fail({ method: 'GET', path: comment, status: 500, message: 'Server Error', times: 99 })
    expect((await publish()).notice).toContain('Server Error')
    expect(server.requests.filter(({ status }) => status === 500)).toHaveLength(4)
  })

  test.each([
    ['an object', '{"message": "soon"}'],
    ['nothing', ''],
    ['a list that is cut short', '[{"id": 1, "body": '],
    ['a list of other things', '[{"name": "main"}]'],
    ['a page', '<html>Sign in</html>'],
    ['null', 'null'],
  ])('is made beside one that may be there: the list is %s', async (_what, text) => {
    server.addComment(PULL_REQUEST, RUNNER_BOT, marked({}, 'old'))
    server.fail({ method: 'GET', path: comment, status: 200, message: '', text, times: 9 })
    expect((await publish()).notice).toContain('not what its API describes (the list of comments')
    expect(texts()).toEqual(['old'])
    expect(conversation()).toHaveLength(1)
  })

  test('is made when the second page of the list breaks off on its way', async () => {
    for (let index = 0; index < 150; index++) server.addComment(PULL_REQUEST, PERSON, `remark ${index}`)
    server.addComment(PULL_REQUEST, RUNNER_BOT, marked({}, 'old'))
    const text = JSON.stringify(['x'.repeat(1000)])
    server.fail({ method: 'GET', path: /&page=2/, status: 200, message: '', text, isCut: true, times: 9 })
    expect((await publish()).notice).toContain('No comment was posted')
    expect(comments()).toHaveLength(151)
  })

  test('is made when the server does not say whose token it is', async () => {
    server.allow('personal', PERSON)
    server.addComment(PULL_REQUEST, PERSON, marked({}, 'old'))
    server.fail({ method: 'GET', path: /user/, status: 200, message: '', text: '{}', times: 9 })
    expect((await publish({ request: { token: 'personal' } })).notice).toContain('the account of the token')
    expect(texts()).toEqual(['old'])
  })

  test('where nobody listens is a notice', async () => {
    const { notice } = await publish({ event: { apiUrl: 'http://127.0.0.1:9' } })
    expect(notice).toContain('No comment was posted')
  })

  test('where GitHub never answers is a notice once the time is up', async () => {
    server.onRequest = () => new Promise(() => undefined)
    const started = performance.now()
    const { notice } = await publish({ request: { patience: { secondMs: 1, totalMs: 300 } } })
    expect(notice).toContain('did not answer in time')
    expect(performance.now() - started).toBeLessThan(3000)
  })

  test.each(['GET', 'POST'])('where the answer of a %s never ends is a notice, too', async (method) => {
    server.fail({ method, path: /comments/, status: 200, message: '', isDripping: true, times: 9 })
    const started = performance.now()
    const { notice } = await publish({ request: { patience: { secondMs: 1, totalMs: 600 } } })
    expect(notice).toMatch(/did not answer in time|not what its API describes/)
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('when the step is cancelled waits for nothing', async () => {
    server.onRequest = () => new Promise(() => undefined)
    const { notice } = await publish({ request: { signal: AbortSignal.abort() } })
    expect(notice).not.toBeNull()
  })

  test.each(['GET', 'POST'])('when the step is cancelled during a %s waits for nothing', async (during) => {
    const cancel = new AbortController()
    server.onRequest = (method) => {
      if (method !== during) return undefined
      cancel.abort(new Error('stopped by SIGTERM'))
      return new Promise(() => undefined)
    }
    const { notice } = await publish({ request: { signal: cancel.signal, patience: { secondMs: 1000 } } })
    expect(notice).toContain('the step was stopped')
  })

  test('when the step is cancelled between two tries waits for nothing', async () => {
    const cancel = new AbortController()
    server.fail({ method: 'POST', path: comment, status: 502, message: 'Bad Gateway', times: 9 })
    server.onRequest = (method) => {
      if (method === 'POST') setTimeout(() => cancel.abort(new Error('stopped by SIGTERM')), 100)
    }
    const { notice } = await publish({ request: { signal: cancel.signal, patience: { secondMs: 60_000 } } })
    expect(notice).toContain('the step was stopped')
  })
})

describe('a failure that passes', () => {
  const SECONDARY =
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  const comment = /\/comments/

  test('is tried again: 500', async () => {
    server.fail({ method: 'POST', path: comment, status: 500, message: 'Server Error', times: 2 })
    expect((await publish()).notice).toBeNull()
    expect(texts()).toEqual(['new'])
  })

  test.each([
    ['502', { status: 502, message: 'Bad Gateway' }],
    ['a connection that breaks off', { status: 502, message: 'x'.repeat(1000), isCut: true }],
    ['a reply that says nothing', { status: 201, message: '', text: '{}' }],
  ])('is looked at again: a comment that was taken, and the answer is %s', async (_what, fault) => {
    server.fail({ method: 'POST', path: comment, ...fault, isDone: true, times: 9 })
    const published = await publish()
    expect(published.notice).toBeNull()
    expect(texts()).toEqual(['new'])
    expect(published.id).toBe(comments()[0]?.id)
    expect(conversation().map((line) => line.split(' ')[0])).toEqual(['GET', 'POST', 'GET', 'PATCH'])
  })

  test('leaves the comment of a newer run that was made meanwhile', async () => {
    server.fail({ method: 'POST', path: comment, status: 502, message: 'Bad Gateway', times: 1 })
    server.onRequest = (method) => {
      if (method === 'POST') server.addComment(PULL_REQUEST, RUNNER_BOT, marked({ run: 501 }, 'newer'))
    }
    expect((await publish()).notice).toContain('a newer run')
    expect(texts()).toEqual(['newer'])
  })

  test.each([403, 429])(
    'is tried again after the time it asks for: a secondary rate limit by %i',
    async (status) => {
      const headers = { 'retry-after': '2' }
      server.fail({ method: 'GET', path: comment, status, message: SECONDARY, headers, times: 1 })
      expect((await publish()).notice).toBeNull()
      expect(texts()).toEqual(['new'])
    },
  )

  test('is not waited for when it asks for minutes', async () => {
    const headers = { 'retry-after': '600' }
    server.fail({ method: 'POST', path: comment, status: 403, message: SECONDARY, headers, times: 1 })
    expect((await publish()).notice).toContain('rate limit')
    expect(comments()).toEqual([])
  })

  test('is not waited for when the hourly limit ends much later', async () => {
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 1800),
    }
    const message = 'API rate limit exceeded for installation ID 1.'
    server.fail({ method: 'GET', path: comment, status: 403, message, headers, times: 1 })
    expect((await publish()).notice).toContain('rate limit')
  })

  test('that goes on is given up after few tries', async () => {
    const headers = { 'retry-after': '1' }
    server.fail({ method: 'GET', path: comment, status: 429, message: SECONDARY, headers, times: 99 })
    expect((await publish()).notice).toContain('rate limit')
    expect(server.requests.filter(({ status }) => status === 429)).toHaveLength(4)
  })
})
