import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { runner, server, TOKEN, useRunners } from '../helpers/action.ts'
import { renderConversation } from '../helpers/conversation.ts'
import { mergeGroupEvent, pullRequestEvent } from '../helpers/events.ts'
import { PAGES } from '../helpers/gate.ts'
import { Repository } from '../helpers/repository.ts'
import { type StepOptions } from '../helpers/runner.ts'
import { checkOut, queueVariables, testMerge } from '../helpers/workspace.ts'

/** Whole conversations of dist/action.js about what a pull request does to the baseline that its base has. */

const inputs = {
  run: '/usr/bin/python3 -I -S pages.py built.txt',
  name: 'pages',
  ready: 'log:/ready/',
  budget: 'writable=+64KiB\nminor-faults=none',
  runs: '3',
  'github-token': TOKEN,
}

vi.setConfig({ testTimeout: 120_000 })

useRunners()

let origin: Repository

beforeEach(() => {
  origin = Repository.create('server')
  origin.write({ 'pages.py': PAGES, 'built.txt': '10' })
})

const BASELINE = '.github/footprint-baseline.json'

/** Baselines by what was recorded, and whether upon another: the same for each test. */
const recorded = new Map<string, string>()

/** Records what the server has checked out, as the workflow does that a person starts, and commits nothing of it. */
async function record(): Promise<void> {
  const isFirst = !existsSync(join(origin.path, BASELINE))
  const what = `${readFileSync(join(origin.path, 'built.txt'), 'utf8')} ${isFirst}`
  const known = recorded.get(what) ?? (await recordAnew())
  recorded.set(what, known)
  origin.write({ [BASELINE]: known })
}

async function recordAnew(): Promise<string> {
  const workspace = checkOut(runner, origin, origin.commit({}, 'what is recorded'))
  const event = { event: 'workflow_dispatch', payload: {}, apiUrl: 'http://127.0.0.1:9' }
  // Of fewer runs no other level could be proven, and both would stand side by side.
  const step = await runner.run({ ...event, inputs: { ...inputs, mode: 'record', runs: '5' } })
  expect(step.exitCode).toBe(0)
  const text = readFileSync(join(workspace.path, BASELINE), 'utf8')
  rmSync(join(workspace.path, BASELINE))
  return text
}

/** A `main` with a baseline, and a branch off it. */
async function recordMain(): Promise<void> {
  await record()
  origin.commit({ 'README.md': 'words' }, 'the base')
  origin.git('checkout', '--quiet', '-b', 'feature')
}

/** The branch grows by a mebibyte, and its baseline with it. */
async function raise(): Promise<void> {
  await recordMain()
  origin.write({ 'built.txt': '266' })
  await record()
  origin.commit({ 'README.md': 'other words' }, 'the head')
}

async function gate(
  event: Pick<StepOptions, 'event' | 'payload' | 'variables'>,
  changes: Readonly<Record<string, string>> = {},
) {
  checkOut(runner, origin, origin.sha('HEAD'))
  const step = await runner.run({ ...event, apiUrl: server.url, inputs: { ...inputs, ...changes } })
  const head = origin.sha('feature')
  const conversation = renderConversation(step, runner, server)
    .replaceAll(head, '<the head>')
    .replaceAll(head.slice(0, 12), '<the head>')
  return { step, conversation }
}

function gatePullRequest(changes: Readonly<Record<string, string>> = {}) {
  testMerge(origin, 'feature')
  const payload = pullRequestEvent({ headSha: origin.sha('feature') })
  return gate({ event: 'pull_request', payload }, changes)
}

const snapshot = (name: string) => join('__snapshots__/action', `${name}.md`)

test('the first pull request, which adopts the gate, is not red', async () => {
  origin.commit({ 'README.md': 'words' }, 'the base')
  origin.git('checkout', '--quiet', '-b', 'feature')
  await record()
  origin.commit({}, 'the head')
  const { step, conversation } = await gatePullRequest()
  expect([step.exitCode, step.outputs['verdict']]).toEqual([0, 'pass'])
  await expect(conversation).toMatchFileSnapshot(snapshot('baseline-adopted'))
})

test('a baseline that is raised is accepted, in the first line of the comment', async () => {
  await raise()
  const { step, conversation } = await gatePullRequest()
  expect([step.exitCode, step.outputs['verdict']]).toEqual([0, 'accepted'])
  await expect(conversation).toMatchFileSnapshot(snapshot('baseline-raised'))
})

test('a baseline that is raised is refused where that of the base counts', async () => {
  await raise()
  const { step, conversation } = await gatePullRequest({ 'baseline-from': 'base' })
  expect([step.exitCode, step.outputs['verdict']]).toEqual([1, 'over-limit'])
  await expect(conversation).toMatchFileSnapshot(snapshot('baseline-from-base'))
})

test('growth is red where the baseline of the base counts and nobody raises it', async () => {
  await recordMain()
  origin.commit({ 'built.txt': '266' }, 'the head')
  const { step } = await gatePullRequest({ 'baseline-from': 'base' })
  expect([step.exitCode, step.outputs['verdict']]).toEqual([1, 'regressed'])
})

test('a baseline that is deleted is red, whatever a missing one may be', async () => {
  await recordMain()
  rmSync(join(origin.path, BASELINE))
  origin.commit({}, 'the head')
  const { step, conversation } = await gatePullRequest({ 'on-missing-baseline': 'pass' })
  expect([step.exitCode, step.outputs['verdict']]).toEqual([1, 'over-limit'])
  await expect(conversation).toMatchFileSnapshot(snapshot('baseline-deleted'))
})

test('a raised baseline carries its pull request through the merge queue', async () => {
  await raise()
  const baseSha = origin.sha('main')
  const headSha = testMerge(origin, 'feature')
  const { step } = await gate({
    event: 'merge_group',
    payload: mergeGroupEvent({ headSha, baseSha }),
    variables: queueVariables({ headSha, baseSha }),
  })
  expect([step.exitCode, step.outputs['verdict']]).toEqual([0, 'accepted'])
  expect(server.requests.filter(({ method }) => method !== 'GET')).toEqual([])
})
