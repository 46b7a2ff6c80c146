import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runner, server, useOneRunner } from '../helpers/action.ts'
import { acceptanceOf } from '../../src/github/acceptance.ts'
import { renderConversation } from '../helpers/conversation.ts'
import { giteaPullRequestEvent, PULL_REQUEST, pullRequestEvent, workflowRunEvent } from '../helpers/events.ts'
import { type Author, RUNNER_BOT } from '../helpers/github-server.ts'
import { type StepOptions, type StepResult } from '../helpers/runner.ts'
import { ORIGIN, storedJson } from '../helpers/stored.ts'
import { gate, GROWN, scenario } from '../report/samples.ts'

/** Whole conversations of dist/action.js with servers that are not github.com, by their runners' variables. */

const SHA = 'c0ffee0000000000000000000000000000000000'
const GITEA_TOKEN = '0123456789abcdef0123456789abcdef01234567'
const ADA: Author = { login: 'ada', id: 11, type: 'User' }

interface Elsewhere {
  readonly name: string
  /** Below which the API is served. */
  readonly api: string
  readonly serverUrl: string
  readonly version: string
  readonly token: string
  readonly bot: Author
  readonly payload: object
  readonly variables: Readonly<Record<string, string>>
  /** Where the run can be seen. */
  readonly run: string
  /** What is asked for a comment that is made, and for the next one that is brought up to date. */
  readonly requests: readonly [first: readonly string[], next: readonly string[]]
}

const COMMENTS = `/repos/acme/app/issues/${PULL_REQUEST}/comments`
const LIST = `GET ${COMMENTS}?per_page=100`
const gitea = {
  api: '/api/v1',
  serverUrl: 'https://gitea.example/',
  token: GITEA_TOKEN,
  payload: giteaPullRequestEvent(),
}
/** As act_runner and the server set them (services/actions/context.go, internal/app/run/runner.go). */
const giteaVariables = {
  GITEA_ACTIONS: 'true',
  GITEA_ACTIONS_RUNNER_VERSION: 'v0.3.0',
  GITHUB_WORKFLOW: 'footprint.yml',
  GITHUB_SHA: SHA,
  GITHUB_REF: `refs/pull/${PULL_REQUEST}/head`,
  GITHUB_RUN_ID: '77123',
  GITHUB_RUN_NUMBER: '42',
}
/** Whoever owns the token is asked about, as it does not look like that of a job. */
const OF_GITEA = [
  ['GET /version', LIST, `POST ${COMMENTS}`],
  ['GET /version', LIST, 'GET /user', 'PATCH /repos/acme/app/issues/comments/1001'],
] as const

const PLACES: readonly Elsewhere[] = [
  {
    name: 'GitHub Enterprise Server',
    api: '/api/v3',
    serverUrl: 'https://ghes.example',
    version: '',
    token: 'ghs_token-of-the-job',
    bot: RUNNER_BOT,
    payload: pullRequestEvent(),
    variables: {},
    run: 'https://ghes.example/acme/app/actions/runs/500',
    requests: [
      [LIST, `POST ${COMMENTS}`],
      [LIST, 'PATCH /repos/acme/app/issues/comments/1001'],
    ],
  },
  {
    ...gitea,
    name: 'Gitea 1.25',
    version: '1.25.5',
    bot: { login: 'gitea-actions', id: -2, type: 'Bot' },
    variables: giteaVariables,
    run: 'https://gitea.example/acme/app/actions/runs/42',
    requests: OF_GITEA,
  },
  {
    ...gitea,
    name: 'Gitea 1.27',
    version: '1.27.0',
    bot: { login: 'gitea-actions', id: -2, type: 'Bot' },
    variables: giteaVariables,
    run: 'https://gitea.example/acme/app/actions/runs/77123',
    requests: OF_GITEA,
  },
  {
    ...gitea,
    name: 'Forgejo',
    version: '14.0.1+gitea-1.22.0',
    bot: { login: 'forgejo-actions', id: -2, type: 'Bot' },
    variables: { ...giteaVariables, FORGEJO_ACTIONS: 'true', FORGEJO_ACTIONS_RUNNER_VERSION: 'v12.1.0' },
    run: 'https://gitea.example/acme/app/actions/runs/42',
    requests: OF_GITEA,
  },
]

useOneRunner()

/** A program that ends at once, and is over its ceiling or not. */
const inputs = { run: '/bin/true', name: 'true', until: 'exit', runs: '3' }
const RED = 'minor-faults=<=1\nwritable=none'

function step(place: Elsewhere, budget: string, changes: Partial<StepOptions> = {}): Promise<StepResult> {
  const { token, bot, version, api, payload, serverUrl, variables } = place
  server.allow(token, bot)
  server.giteaVersion = version
  return runner.run({
    event: 'pull_request',
    payload,
    apiUrl: `${server.url}${api}`,
    ...changes,
    variables: { GITHUB_SERVER_URL: serverUrl, ...variables, ...changes.variables },
    inputs: { ...inputs, budget, 'github-token': token, ...changes.inputs },
  })
}

/** One comment of what another job has measured: the same to the byte on every machine. */
async function report(
  place: Elsewhere,
  color: 'red' | 'green',
  variables: Readonly<Record<string, string>>,
): Promise<StepResult> {
  const { GITHUB_RUN_ID = '500' } = { ...place.variables, ...variables }
  const result =
    color === 'red' ? gate('regressed', scenario({ head: { writable: GROWN } })) : gate('pass', scenario())
  await runner.write('result.json', storedJson(result, { run: Number(GITHUB_RUN_ID) }))
  const none = Object.fromEntries(Object.keys(inputs).map((name) => [name, '']))
  return step(place, '', { variables, inputs: { ...none, mode: 'report', results: 'result.json' } })
}

const asked = () => server.requests.map(({ method, path }) => `${method} ${path}`)
const comments = () => server.commentsOf(PULL_REQUEST)

describe.each(PLACES)('on $name', { timeout: 60_000 }, (place) => {
  test('a red gate comments with links that lead somewhere, and the next one brings it up to date', async () => {
    const red = await report(place, 'red', {})
    expect(red.exitCode).toBe(1)
    expect(red.log).not.toMatch(/^::(notice|warning)/m)
    const [first] = comments()
    expect(first?.login).toBe(place.bot.login)
    const links = [...(first?.body ?? '').matchAll(/\]\((https?:[^)]*)\)/g)].map(([, link]) => link)
    expect(links.filter((link) => link?.includes('/actions/runs/'))).not.toEqual([])
    const own = new URL(place.serverUrl).origin
    for (const link of links.filter((each) => each?.startsWith(own))) expect(link).toMatch(place.run)
    expect(asked()).toEqual(place.requests[0])
    const name = place.name.toLowerCase().replace(/[ .]/g, '-')
    await expect(renderConversation(red, runner, server)).toMatchFileSnapshot(
      `__snapshots__/action/elsewhere-${name}.md`,
    )

    server.requests.length = 0
    const green = await report(place, 'green', { GITHUB_RUN_ID: '77124', GITHUB_RUN_NUMBER: '43' })
    expect(green.exitCode).toBe(0)
    expect(asked()).toEqual(place.requests[1])
    expect(comments().map(({ id }) => id)).toEqual([first?.id])
    expect(comments()[0]?.body).toContain('✅')
  })

  test('somebody who may write accepts the growth', async () => {
    server.permissions.set('ada', 'write')
    server.addComment(PULL_REQUEST, ADA, acceptanceOf(SHA))
    const accepted = await step(place, RED)
    expect(accepted.outputs['verdict']).toBe('accepted')
    expect(comments().at(-1)?.body).toContain('ada')
  })

  test('a token without rights is told in a notice, and changes no verdict', async () => {
    server.fail({ method: 'POST', path: /comments/, status: 403, message: 'no', times: 9 })
    const { exitCode, log } = await step(place, RED)
    expect(exitCode).toBe(1)
    expect(log).toMatch(/^::notice::No comment was posted/m)
  })
})

/** One of them, by its name. */
function on(name: string): Elsewhere {
  const found = PLACES.find((place) => place.name === name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}

describe('on Gitea and Forgejo', { timeout: 60_000 }, () => {
  test('a server that does not say its version is linked by the number of the run, and waits for nothing', async () => {
    server.fail({ method: 'GET', path: /version/, status: 404, message: 'Not Found', times: 9 })
    const { exitCode, durationMs } = await step(on('Gitea 1.27'), RED)
    expect(exitCode).toBe(1)
    expect(comments()[0]?.body).toContain('(https://gitea.example/acme/app/actions/runs/42)')
    expect(durationMs).toBeLessThan(20_000)
  })

  test.each([
    ['Gitea 1.25', false],
    ['Gitea 1.27', true],
    ['Forgejo', false],
  ])('the samples of the run are to be copied where summaries are seen: on %s %j', async (name, isSeen) => {
    await mkdir(join(runner.workspace, '.gitea/workflows'), { recursive: true })
    const record = await readFile(resolve(import.meta.dirname, '../../examples/record.yml'), 'utf8')
    await writeFile(join(runner.workspace, '.gitea/workflows/record.yml'), record)
    const { summary } = await step(on(name), 'minor-faults=+50%\nwritable=none', {
      inputs: { baseline: 'none-yet.json' },
    })
    const body = comments()[0]?.body ?? ''
    expect(body.includes('the summary of this job')).toBe(isSeen)
    expect(summary.includes('"schema": "footprint-gate/baseline@2"')).toBe(isSeen)
    expect(body).toContain('(https://gitea.example/acme/app/actions/?workflow=record.yml)')
  })

  test('a workflow that another calls comments on the pull request of its caller', async () => {
    const { exitCode } = await step(on('Gitea 1.27'), RED, { event: 'workflow_call' })
    expect(exitCode).toBe(1)
    expect(comments()).toHaveLength(1)
  })

  test('a payload that names the pull request by its ids alone is enough', async () => {
    const payload = {
      number: PULL_REQUEST,
      repository: { id: 100 },
      pull_request: { head: { sha: SHA, repo_id: 100, repo: null }, base: { sha: SHA, repo_id: 100 } },
    }
    await step(on('Gitea 1.25'), RED, { payload })
    expect(comments()).toHaveLength(1)
  })

  test('the comment for a fork finds its pull request behind fifty others, of any branch', async () => {
    const head = { head: 'mallory:registry', sha: ORIGIN.commit ?? '' }
    for (let number = 100; number < 150; number++)
      server.pullRequests.push({ number, head: 'mallory:other', sha: 'another' })
    server.pullRequests.push({ number: PULL_REQUEST, ...head, files: ['.gitea/workflows/ci.yml'] })
    await runner.write('result.json', storedJson(gate('regressed', scenario({ head: { writable: GROWN } }))))
    const { exitCode } = await step(on('Gitea 1.27'), RED, {
      event: 'workflow_run',
      payload: workflowRunEvent(),
      inputs: { mode: 'comment', results: 'result.json', run: '', name: '', until: '', runs: '' },
    })
    expect(exitCode).toBe(0)
    expect(comments()).toHaveLength(1)
    expect(comments()[0]?.body).toContain('changes how it is measured: look at `.gitea/workflows/ci.yml`')
  })
})
