import { PULL_REQUEST, pullRequestEvent } from '../../test/helpers/events.ts'
import { type Fault, GitHubServer } from '../../test/helpers/github-server.ts'
import { Runner } from '../../test/helpers/runner.ts'
import type { FaultCase } from './case.ts'

const TOKEN = 'ghs_token-of-the-job'

type Reply = Omit<Fault, 'method' | 'path'>
const reply = (status: number, more: Partial<Reply> = {}): Reply => ({
  status,
  message: 'no',
  times: 99,
  ...more,
})

const REPLIES: Readonly<Record<string, Reply>> = {
  ...Object.fromEntries(
    [400, 401, 403, 404, 410, 422, 429, 500, 502, 503].map((status) => [String(status), reply(status)]),
  ),
  '500, once': reply(500, { times: 1 }),
  '502, though it is done': reply(502, { isDone: true, times: 1 }),
  'a redirect to itself': reply(301, { headers: { location: '/repos/acme/app/issues/7/comments' } }),
  'a rate limit of an hour': reply(403, {
    message: 'API rate limit exceeded',
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(2_000_000_000) },
  }),
  'HTML with status 200': reply(200, { text: '<html>login</html>' }),
  'an empty body with status 200': reply(200, { text: '' }),
  'an object of no use with status 200': reply(200, { text: '{"id": "x"}' }),
  'a reply that is cut off': reply(200, { isCut: true, text: '[{"id": 1, "body": "…' }),
  'a reply that never ends': reply(200, { isDripping: true }),
}

const replied = ['GET', 'POST'].flatMap((method) =>
  Object.entries(REPLIES).map(([name, fault]) =>
    apiCase(`${method} answers ${name}`, (server) => {
      server.fail({ ...fault, method, path: /\/comments/ })
    }),
  ),
)

const others: readonly FaultCase[] = [
  apiCase('it never answers', (server) => {
    server.onRequest = () => new Promise(() => undefined)
  }),
  apiCase('nobody listens', (server) => server.stop()),
  ...Object.entries({
    GITHUB_STEP_SUMMARY: '/dev/full',
    GITHUB_OUTPUT: '/dev/full',
    RUNNER_TEMP: '/nowhere',
    GITHUB_EVENT_PATH: '/nowhere',
    GITHUB_RUN_ATTEMPT: '',
  }).map(([name, value]) => apiCase(`${name}=${value}`, () => undefined, { [name]: value })),
]

/** The gate is over its ceiling: exit code 1, whatever becomes of the comment, of which there is one at the most. */
function apiCase(
  name: string,
  prepare: (server: GitHubServer) => void | Promise<void>,
  variables: Readonly<Record<string, string>> = {},
): FaultCase {
  return {
    kind: 'API',
    name,
    exitCodes: [1],
    run: async (folder) => {
      const server = await GitHubServer.start()
      const runner = await Runner.create()
      try {
        server.allow(TOKEN)
        const apiUrl = server.url
        await prepare(server)
        const { exitCode, log, outputs } = await runner.run({
          event: 'pull_request',
          payload: pullRequestEvent(),
          apiUrl,
          inputs: {
            run: '/bin/true',
            name: 'true',
            until: 'exit',
            runs: '3',
            budget: 'minor-faults=<=1\nwritable=none',
            'github-token': TOKEN,
          },
          variables: { TMPDIR: folder.path, ...variables },
        })
        const comments = server.commentsOf(PULL_REQUEST).length
        const hasVerdict = outputs['verdict'] === 'over-limit' || 'GITHUB_OUTPUT' in variables
        return {
          exitCode,
          text: log,
          wrong: {
            ...(!hasVerdict && { verdict: outputs['verdict'] ?? 'none' }),
            ...(comments > 1 && { files: `${comments} comments` }),
          },
        }
      } finally {
        await server.stop().catch(() => undefined)
        await runner.remove()
      }
    },
  }
}

export const API_FAULTS = [...replied, ...others]
