import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { PULL_REQUEST, pullRequestEvent } from '../helpers/events.ts'
import { GitHubServer } from '../helpers/github-server.ts'
import { startProxy, startTls } from '../helpers/proxy.ts'
import { Runner, type StepResult } from '../helpers/runner.ts'

/** dist/action.js on a runner that reaches its server through a proxy alone, as self-hosted ones do. */

const TOKEN = 'ghs_token-of-the-job'

// A whole step takes two seconds, and thirty on a machine that others keep busy.
vi.setConfig({ testTimeout: 120_000 })

let runner: Runner
let server: GitHubServer

beforeAll(async () => {
  runner = await Runner.create()
})
afterAll(() => runner.remove())
beforeEach(async () => {
  server = await GitHubServer.start()
  server.allow(TOKEN)
})
afterEach(() => server.stop())

function post(apiUrl: string, variables: Readonly<Record<string, string>>): Promise<StepResult> {
  return runner.run({
    event: 'pull_request',
    payload: pullRequestEvent(),
    apiUrl,
    inputs: { run: '/bin/true', until: 'exit', runs: '3', 'github-token': TOKEN },
    variables,
  })
}

test('https_proxy leads to the server, whose name only the proxy can resolve', async ({ skip }) => {
  const tls = await startTls(server.port, 'ghes.invalid', runner.temp)
  if (tls === null) return skip('openssl is missing: no certificate can be made')
  const proxy = await startProxy(tls.port)
  const { log } = await post('https://ghes.invalid', {
    https_proxy: proxy.url,
    NODE_EXTRA_CA_CERTS: tls.certificate,
  })
  expect(log).not.toContain('::notice::')
  // One that is kept open, or one for each request: nothing has gone another way, as nobody else knows the name.
  expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'POST'])
  expect(proxy.tunnels.length).toBeGreaterThanOrEqual(1)
  expect(proxy.tunnels.length).toBeLessThanOrEqual(server.requests.length)
  expect(new Set(proxy.tunnels)).toEqual(new Set(['CONNECT ghes.invalid:443']))
  expect(server.commentsOf(PULL_REQUEST)).toHaveLength(1)
})

// 127.0.0.1 is never asked for through a proxy; 0.0.0.0 leads to the same machine, and may be.
test('http_proxy leads to the server', async () => {
  const proxy = await startProxy(server.port)
  const { log } = await post(`http://0.0.0.0:${server.port}`, { http_proxy: proxy.url })
  expect(log).not.toContain('::notice::')
  expect(proxy.tunnels).toContain(`CONNECT 0.0.0.0:${server.port}`)
  expect(server.commentsOf(PULL_REQUEST)).toHaveLength(1)
})

test('no_proxy names servers that are reached without it', async () => {
  const proxy = await startProxy(server.port)
  const { log } = await post(`http://0.0.0.0:${server.port}`, {
    http_proxy: proxy.url,
    no_proxy: 'example.org,0.0.0.0',
  })
  expect(log).not.toContain('::notice::')
  expect(proxy.tunnels).toEqual([])
  expect(server.commentsOf(PULL_REQUEST)).toHaveLength(1)
})
