import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { runner, server, TOKEN, useOneRunner } from '../helpers/action.ts'
import { renderConversation } from '../helpers/conversation.ts'
import { PULL_REQUEST, workflowRunEvent } from '../helpers/events.ts'
import { RUNNER_BOT } from '../helpers/github-server.ts'
import { foreignText, MARKUP } from '../helpers/foreign-markup.ts'
import { obeyedCommands, type StepOptions } from '../helpers/runner.ts'
import { ORIGIN, storedJson } from '../helpers/stored.ts'
import { EXPLANATION } from '../../src/report/markdown/details.ts'
import { gate, GROWN, HOSTILE_NAMES, scenario } from '../report/samples.ts'

/** dist/action.js as it comments on what the workflow of a fork has measured. */

const SHA = ORIGIN.commit ?? ''
const HEAD = 'mallory:registry'

vi.setConfig({ testTimeout: 60_000 })

useOneRunner()

beforeEach(async () => {
  await runner.write('result.json', storedJson(grown))
  server.pullRequests.push({ number: PULL_REQUEST, head: HEAD, sha: SHA, files: ['src/registry.c'] })
})

const grown = gate('regressed', scenario({ head: { writable: GROWN } }))

function comment(changes: Partial<StepOptions> = {}) {
  return runner.run({
    event: 'workflow_run',
    payload: workflowRunEvent(),
    apiUrl: server.url,
    variables: { GITHUB_RUN_ID: '900', GITHUB_WORKFLOW: 'Footprint comment', GITHUB_JOB: 'comment' },
    ...changes,
    inputs: { mode: 'comment', results: 'result.json', 'github-token': TOKEN, ...changes.inputs },
  })
}

const bodies = (number = PULL_REQUEST) => server.commentsOf(number).map(({ body }) => body)

test('the report of a fork becomes a comment; its job measured, and this one only tells', async () => {
  const step = await comment()
  await expect(renderConversation(step, runner, server)).toMatchFileSnapshot(
    '__snapshots__/action/fork-comment.md',
  )
  expect(step.exitCode).toBe(0)
})

test('a pull request that changes how it is measured is told so', async () => {
  server.pullRequests[0] = {
    number: PULL_REQUEST,
    head: HEAD,
    sha: SHA,
    files: [
      ...Array.from({ length: 120 }, (_, index) => `src/file-${index}.c`),
      '.github/workflows/ci.yml',
      'services/api/footprint.yml',
      '`<b>@octocat.yml',
    ],
  }
  await comment()
  expect(bodies()[0]?.split('\n').slice(1, 5).join('\n')).toMatchInlineSnapshot(`
    "### ❌ manager: writable memory grew by 1.02 MiB (+11.2 %), allowed +93.1 KiB

    ⚠️ **This pull request changes how it is measured: look at \`.github/workflows/ci.yml\`, \`services/api/footprint.yml\` before you believe the figures.**
    "
  `)
})

test('every open pull request with that head gets it, five at most, and no other', async () => {
  server.pullRequests.length = 0
  for (const number of [7, 8, 9, 10, 11, 12]) server.pullRequests.push({ number, head: HEAD, sha: SHA })
  server.pullRequests.unshift({ number: 5, head: HEAD, sha: 'another' })
  server.pullRequests.unshift({ number: 6, head: HEAD, sha: SHA, baseRepositoryId: 300 })
  await comment()
  const told = [5, 6, 7, 8, 9, 10, 11, 12].filter((number) => bodies(number).length > 0)
  expect(told).toEqual([7, 8, 9, 10, 11])
})

test.each([
  ['has moved on', {}, 'moved on'],
  ['is gone', { isForkGone: true }, 'a fork that is gone'],
])('nothing is posted where the head %s', async (_, payload, says) => {
  server.pullRequests.length = 0
  const step = await comment({ payload: workflowRunEvent(payload) })
  expect(step.exitCode).toBe(0)
  expect(step.log).toContain(says)
  expect(server.requests.filter(({ method }) => method !== 'GET')).toEqual([])
})

test('a run that no pull request started has nothing to tell, and asks nothing', async () => {
  const step = await comment({ payload: workflowRunEvent({ event: 'push' }) })
  expect(step.exitCode).toBe(0)
  expect(server.requests).toEqual([])
})

test('an old run that is late leaves the comment of a newer one', async () => {
  await comment({ payload: workflowRunEvent({ attempt: 2 }) })
  const before = bodies()
  await runner.write('result.json', storedJson(gate('pass', scenario())))
  const step = await comment()
  expect(step.log).toContain('a newer run')
  expect(bodies()).toEqual(before)
})

test('a token without rights is red: this job has nothing else to do', async () => {
  server.allow(TOKEN, RUNNER_BOT, { mayWrite: false })
  const step = await comment()
  expect(step.exitCode).toBe(2)
  expect(step.log).toContain('pull-requests: write')
})

test('elsewhere than on workflow_run it is refused', async () => {
  const step = await comment({ event: 'pull_request' })
  expect(step.exitCode).toBe(2)
  expect(step.log).toContain('docs/pull-requests-from-forks.md')
})

describe('a forged result', () => {
  const refused = async (text: string) => {
    await runner.write('result.json', text)
    const step = await comment()
    expect(step.exitCode).toBe(2)
    expect(bodies()[0]).toContain('could not measure')
    expect(bodies()[0]).toContain('result.json')
    return bodies()[0] ?? ''
  }

  test.each([
    ['is no JSON', 'pass'],
    ['is huge', `"${'x'.repeat(9 * 1024 ** 2)}"`],
    ['is nested a million deep', '['.repeat(1_000_000)],
    ['has no number for a figure', storedJson(grown).replace(/"writable": \d+/, '"writable": NaN')],
    ['has an endless number for one', storedJson(grown).replace(/"writable": \d+/, '"writable": 1e999')],
    ['has a key twice', storedJson(grown).replace('"facts": null', '"facts": null, "facts": null')],
  ])('that %s is refused, and the pull request says so', async (_, text) => {
    await refused(text)
  })

  test.each([
    ['by its path', 'results/link.json'],
    ['by its folder', 'results'],
    ['by a glob', 'results/**/*.json'],
  ])('that is a link to a file of the runner is not followed, when it is named %s', async (_, results) => {
    const folder = join(runner.workspace, 'results')
    await mkdir(folder, { recursive: true })
    await rm(join(folder, 'link.json'), { force: true })
    await writeFile(join(runner.temp, 'secret.json'), storedJson(grown))
    await symlink(join(runner.temp, 'secret.json'), join(folder, 'link.json'))
    const step = await comment({ inputs: { results } })
    expect(step.exitCode).toBeGreaterThan(1)
    expect(step.outputs['verdict'] ?? '').toBe('')
    expect(bodies()).toEqual([expect.stringContaining('could not measure')])
  })

  test('of ten thousand hostile names puts no markup into the comment, the summary and the log', async () => {
    const name = (index: number) =>
      `${index} ${HOSTILE_NAMES[index % HOSTILE_NAMES.length] ?? ''}`.slice(0, 200)
    const scenarios = Array.from({ length: 100 }, (_each, of) =>
      scenario({
        name: name(of),
        head: { writable: GROWN },
        groups: Object.fromEntries(
          Array.from({ length: 99 }, (_group, index) => [name(of * 100 + index), index * 4096]),
        ),
      }),
    )
    await runner.write(
      'result.json',
      storedJson(gate('regressed', ...scenarios), { job: name(1), leg: name(2) }),
    )
    const step = await comment()
    expect(step.exitCode).toBe(0)
    const run = 'https://github.test/acme/app/actions/runs/500'
    const [marker = '', ...lines] = (bodies()[0] ?? '').split('\n')
    expect(marker).toMatch(/^<!-- [^<>]* -->$/)
    for (const text of [lines.join('\n'), step.summary]) {
      expect(text).toContain('**Where 9 ')
      expect(foreignText(text, [run])).not.toMatch(MARKUP)
    }
    expect(
      obeyedCommands(step.log).filter((line) => !/^::(add-mask|error|warning|notice)[ :]/.test(line)),
    ).toEqual([])
    expect(obeyedCommands(step.log).filter((line) => line.startsWith('::error file='))).toEqual([])
  })

  test('cannot name another pull request, another run, or a verdict', async () => {
    server.pullRequests.push({ number: 8, head: 'ada:main', sha: 'another' })
    const forged = storedJson(grown).replaceAll('"verdict": "regressed"', '"verdict": "pass"')
    await runner.write('result.json', forged.replace('{', '{ "pullRequest": 8, "number": 8,'))
    const step = await comment()
    expect(step.outputs['verdict']).toBe('regressed')
    expect(bodies(8)).toEqual([])
    await runner.write('result.json', storedJson(gate('pass', scenario()), { run: 400, commit: 'old' }))
    expect((await comment()).outputs['verdict']).toBe('inconclusive')
  })

  test('cannot put markup into the comment, by whatever name', async () => {
    const name = HOSTILE_NAMES.join(' ').slice(0, 900)
    const hostile = gate(
      'regressed',
      ...HOSTILE_NAMES.map((each) =>
        scenario({
          name: each === '' ? name : each.slice(0, 900),
          head: { writable: GROWN },
          groups: Object.fromEntries(HOSTILE_NAMES.map((group, index) => [group, index * 4096])),
        }),
      ),
    )
    await runner.write('result.json', storedJson(hostile, { job: name, leg: name }))
    const step = await comment()
    expect(step.exitCode).toBe(0)
    const body = (bodies()[0] ?? '').replace(EXPLANATION, '')
    expect(body.split('\n').filter((line) => line.includes('<!--'))).toHaveLength(1)
    expect(body).not.toMatch(/<script|<img|!\[|\]\((?!https:\/\/github\.test\/|\))|@octocat|https:\/\/evil/)
    expect(step.log).not.toMatch(/^::error file=x::/m)
  })
})
