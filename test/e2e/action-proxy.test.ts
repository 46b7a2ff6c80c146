import { expect, test, vi } from 'vitest'
import { runner, server, TOKEN, useOneRunner } from '../helpers/action.ts'
import { PULL_REQUEST, pullRequestEvent } from '../helpers/events.ts'
import { findFreePort } from '../helpers/processes.ts'
import { startProxy, startTls } from '../helpers/proxy.ts'
import { type StepResult } from '../helpers/runner.ts'

/** dist/action.js on a runner that reaches its server through a proxy alone, as self-hosted ones do. */

// A whole step takes two seconds, and thirty on a machine that others keep busy.
vi.setConfig({ testTimeout: 120_000 })

useOneRunner()

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

test('a program is asked whether it is ready without any proxy', async () => {
  const proxy = await startProxy(server.port)
  const port = await findFreePort()
  const { exitCode, log } = await runner.run({
    event: 'push',
    payload: {},
    apiUrl: server.url,
    inputs: {
      run: `/usr/bin/python3 -I -m http.server ${port} --bind 127.0.0.1`,
      ready: `http://127.0.0.1:${port}/`,
      runs: '1',
      budget: 'writable=none\nminor-faults=<=1000000',
    },
    variables: { http_proxy: proxy.url, HTTP_PROXY: proxy.url, NODE_USE_ENV_PROXY: '1' },
  })
  expect(log).not.toContain('::error')
  expect(exitCode).toBe(0)
  expect(proxy.tunnels).toEqual([])
})
