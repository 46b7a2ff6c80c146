import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { runner, server, TOKEN, useRunners } from '../helpers/action.ts'
import { renderConversation } from '../helpers/conversation.ts'
import { mergeGroupEvent, PULL_REQUEST, pullRequestEvent, pushEvent } from '../helpers/events.ts'
import { PAGES } from '../helpers/gate.ts'
import { Repository } from '../helpers/repository.ts'
import { Runner, SECRETS, type StepOptions } from '../helpers/runner.ts'
import { checkOut, queueVariables, testMerge } from '../helpers/workspace.ts'

/** Whole conversations of dist/action.js where base and head are measured in turn. */

const inputs = {
  run: '/usr/bin/python3 -I -S pages.py built.txt',
  name: 'pages',
  ready: 'log:/ready/',
  budget: 'writable=+0\nminor-faults=none',
  runs: '3',
  'compare-with': 'base',
  build: 'cp pages.txt built.txt',
  'github-token': TOKEN,
}

vi.setConfig({ testTimeout: 120_000 })

useRunners()

let origin: Repository

beforeEach(() => {
  origin = Repository.create('server')
  origin.commit({ 'pages.py': PAGES, 'pages.txt': '10', '.gitignore': 'built.txt\n' }, 'the start')
})

/** A branch with these changes, and a `main` that has gone on by a mebibyte since. */
function branchOff(changes: Readonly<Record<string, string>>): string {
  origin.git('checkout', '--quiet', '-b', 'feature')
  const head = origin.commit(changes, 'the head')
  origin.git('checkout', '--quiet', 'main')
  origin.commit({ 'pages.txt': '266' }, 'main, which has grown')
  return head
}

/** Gates one commit of the server, which the job has checked out and built already. */
async function gate(
  commit: string,
  event: Pick<StepOptions, 'event' | 'payload' | 'variables'>,
  changes: Readonly<Record<string, string>> = {},
) {
  const workspace = checkOut(runner, origin, commit)
  workspace.write({ 'built.txt': workspace.git('show', 'HEAD:pages.txt') })
  const names = [...origin.git('log', '--all', '--format=%H %s').matchAll(/^(\S+) (.*)$/gm)]
  const step = await runner.run({ ...event, apiUrl: server.url, inputs: { ...inputs, ...changes } })
  const said = renderConversation(step, runner, server)
  const conversation = names.reduce(
    (text, [, sha = '', subject = '']) =>
      text.replaceAll(sha, `<${subject}>`).replaceAll(sha.slice(0, 12), `<${subject}>`),
    said,
  )
  // Whatever it came to: nothing of the base is left, and the workspace is as it was.
  expect(readdirSync(dirname(runner.workspace)).filter((name) => isBaseOf(name, runner))).toEqual([])
  expect(workspace.git('worktree', 'list').split('\n')).toHaveLength(1)
  expect(workspace.git('status', '--porcelain')).toBe('')
  return { step, conversation }
}

/** Bases stand beside the workspace, at a path of the same length. */
function isBaseOf(name: string, { workspace }: Runner): boolean {
  return name.startsWith('base-') && name.length === basename(workspace).length
}

const snapshot = (name: string) => join('__snapshots__/action', `${name}.md`)

describe('a pull request, of which the test merge is checked out', () => {
  const gateMerge = (head: string, changes = {}) =>
    gate(
      testMerge(origin, 'feature'),
      { event: 'pull_request', payload: pullRequestEvent({ headSha: head }) },
      changes,
    )

  test('is red when its head has grown', async () => {
    origin.git('checkout', '--quiet', '-b', 'feature')
    const head = origin.commit({ 'pages.txt': '266' }, 'the head')
    origin.git('checkout', '--quiet', 'main')
    origin.commit({ 'README.md': 'words' }, 'what others have merged')
    const { step, conversation } = await gateMerge(head, { budget: 'writable=+64KiB\nminor-faults=none' })
    expect(step.exitCode).toBe(1)
    await expect(conversation).toMatchFileSnapshot(snapshot('pair-regression'))
  })

  test('passes to the page when it changes a document alone, though main has grown meanwhile', async () => {
    const { step, conversation } = await gateMerge(branchOff({ docs: 'words' }))
    expect(step.exitCode).toBe(0)
    expect(step.outputs['writable-delta']).toBe('0')
    await expect(conversation).toMatchFileSnapshot(snapshot('pair-pass'))
  })

  test('is inconclusive when its base does not build', async () => {
    const build = 'printf "::error::%s\\n" boom; exit 7'
    const { step } = await gateMerge(branchOff({ docs: 'words' }), { build, runs: '1', 'max-runs': '1' })
    expect(step.exitCode).toBe(3)
    expect(step.outputs['verdict']).toBe('inconclusive')
    // What it printed is in the log and the summary, and nothing of the step's is in it.
    expect(step.summary).toContain('::error::boom')
    for (const secret of [TOKEN, ...Object.values(SECRETS)]) expect(step.summary).not.toContain(secret)
    expect(server.requests.map(({ body }) => JSON.stringify(body)).join('')).not.toContain('::error::boom')
  })
})

test('a pull request whose head itself is checked out is compared with where it left main', async () => {
  const head = branchOff({ docs: 'words' })
  const payload = pullRequestEvent({ headSha: head, baseSha: origin.sha('main') })
  const { step, conversation } = await gate(head, { event: 'pull_request', payload })
  expect(step.exitCode).toBe(0)
  await expect(conversation).toMatchFileSnapshot(snapshot('pair-head'))
})

describe('a group of a merge queue', () => {
  /** The queue puts the first pull request on main, and the second on that. */
  const gateGroup = async (second: Readonly<Record<string, string>>) => {
    const sha = branchOff({ docs: 'words' })
    server.pullRequests.push({ number: PULL_REQUEST, head: 'acme:registry', sha })
    const first = testMerge(origin, 'feature')
    origin.git('checkout', '--quiet', '-b', 'second', 'main')
    origin.commit(second)
    origin.git('checkout', '--quiet', '--detach', first)
    origin.git('merge', '--quiet', '--no-ff', '--no-edit', 'second')
    const group = { headSha: origin.sha('HEAD'), baseSha: first }
    const event = { event: 'merge_group', payload: mergeGroupEvent(group), variables: queueVariables(group) }
    return gate(group.headSha, event)
  }

  test('is judged against what it is put on, and nothing is posted', async () => {
    const { step, conversation } = await gateGroup({ 'pages.txt': '522' })
    expect(step.exitCode).toBe(1)
    expect(server.requests.filter(({ method }) => method !== 'GET')).toEqual([])
    await expect(conversation).toMatchFileSnapshot(snapshot('pair-queue'))
  })

  test('passes when it adds nothing', async () => {
    const { step } = await gateGroup({ 'README.md': 'words' })
    expect([step.exitCode, step.outputs['writable-delta']]).toEqual([0, '0'])
  })
})

describe('a push', () => {
  test('is compared with what was there before, however many commits it has', async () => {
    const before = origin.sha('main')
    origin.commit({ 'pages.txt': '266' }, 'the first that is pushed')
    const after = origin.commit({ 'README.md': 'words' }, 'the last that is pushed')
    const { step, conversation } = await gate(after, { event: 'push', payload: pushEvent({ before, after }) })
    expect(step.exitCode).toBe(1)
    expect(server.requests).toEqual([])
    await expect(conversation).toMatchFileSnapshot(snapshot('pair-push'))
  })

  test('that was forced is compared with what it has replaced', async () => {
    const before = origin.commit({ 'pages.txt': '266' })
    // Nothing points to it any more: servers give it all the same, for a while.
    origin.git('reset', '--quiet', '--hard', 'HEAD^')
    const after = origin.commit({ 'README.md': 'words' })
    const { step } = await gate(after, { event: 'push', payload: pushEvent({ before, after }) })
    expect(step.log).toContain(`${before.slice(0, 12)}, which was there before the push`)
    expect(step.exitCode).toBe(0)
  })
})
