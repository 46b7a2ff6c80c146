import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runner, server, TOKEN, useOneRunner } from '../helpers/action.ts'
import { renderConversation } from '../helpers/conversation.ts'
import { FORK, PULL_REQUEST, pullRequestEvent } from '../helpers/events.ts'
import { RUNNER_BOT } from '../helpers/github-server.ts'
import { type StepOptions } from '../helpers/runner.ts'

/** Whole conversations of dist/action.js with the runner and with GitHub, for each thing that can happen. */

const APP = resolve(import.meta.dirname, '../apps/pages.py')
const PAGES_BEFORE = '10'
/** A mebibyte more. */
const PAGES_AFTER = '266'
/** Runs of a daemon take about a second each, on a quiet machine. */
const TIMEOUT_MS = 120_000

const inputs = {
  run: '/usr/bin/python3 -I -S pages.py pages.txt',
  name: 'pages',
  ready: 'log:/ready/',
  runs: '3',
  budget: 'writable=+1%, +64KiB\nminor-faults=none',
  baseline: 'baseline.json',
  'github-token': TOKEN,
}

useOneRunner()

beforeAll(async () => {
  await runner.write('pages.txt', PAGES_BEFORE)
  await runner.write('pages.py', await readFile(APP, 'utf8'))
  const recorded = await runner.run({
    event: 'workflow_dispatch',
    payload: {},
    apiUrl: 'http://127.0.0.1:9',
    inputs: { ...inputs, mode: 'record' },
  })
  expect(recorded.exitCode).toBe(0)
}, TIMEOUT_MS)

beforeEach(async () => {
  await runner.write('pages.txt', PAGES_BEFORE)
})

async function converse(changes: Partial<StepOptions> = {}): Promise<string> {
  const step = await runner.run({
    event: 'pull_request',
    payload: pullRequestEvent(),
    apiUrl: server.url,
    ...changes,
    inputs: { ...inputs, ...changes.inputs },
  })
  return renderConversation(step, runner, server)
}

const snapshot = (name: string) => `__snapshots__/action/${name}.md`

describe('the conversation of a step', { timeout: TIMEOUT_MS }, () => {
  test('that passes', async () => {
    await expect(await converse()).toMatchFileSnapshot(snapshot('pass'))
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'POST'])
  })

  test('that finds a regression, and of the next one, that turns the comment green', async () => {
    await runner.write('pages.txt', PAGES_AFTER)
    await expect(await converse()).toMatchFileSnapshot(snapshot('regression'))
    const [red] = server.commentsOf(PULL_REQUEST)
    expect(red?.body).toContain('❌')

    server.requests.length = 0
    await runner.write('pages.txt', PAGES_BEFORE)
    const fixed = await converse({
      payload: pullRequestEvent({ headSha: 'f1xed00000000000000000000000000000000000' }),
      variables: { GITHUB_RUN_ID: '501' },
      inputs: { comment: 'on-failure' },
    })
    await expect(fixed).toMatchFileSnapshot(snapshot('fixed'))
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'PATCH'])
    const [green, ...others] = server.commentsOf(PULL_REQUEST)
    expect(green?.id).toBe(red?.id)
    expect(green?.body).toContain('✅')
    expect(others).toEqual([])
  })

  test('that runs for the first time, without a baseline', async () => {
    await expect(await converse({ inputs: { baseline: 'none-yet.json' } })).toMatchFileSnapshot(
      snapshot('no-baseline'),
    )
  })

  test('of a fork, whose token may only read', async () => {
    server.allow(TOKEN, RUNNER_BOT, { mayWrite: false })
    await expect(await converse({ payload: pullRequestEvent({ headRepo: FORK }) })).toMatchFileSnapshot(
      snapshot('fork'),
    )
  })

  test('of a push that is no pull request', async () => {
    await expect(await converse({ event: 'push', payload: { ref: 'refs/heads/main' } })).toMatchFileSnapshot(
      snapshot('push'),
    )
  })
})
