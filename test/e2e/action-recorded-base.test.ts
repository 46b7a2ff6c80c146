import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { runner, server, TOKEN, useRunners } from '../helpers/action.ts'
import { pullRequestEvent, pushEvent } from '../helpers/events.ts'
import { PAGES } from '../helpers/gate.ts'
import { createRemote } from '../helpers/git-server.ts'
import { Repository } from '../helpers/repository.ts'
import { checkOut, testMerge } from '../helpers/workspace.ts'

/** dist/action.js where pushes record on the branch, and pull requests are measured in turn with their base. */

const inputs = {
  run: '/usr/bin/python3 -I -S pages.py pages.txt',
  name: 'pages',
  ready: 'log:/ready/',
  budget: 'writable=+0\nminor-faults=none',
  runs: '5',
  'baseline-store': 'branch',
  'github-token': TOKEN,
}

vi.setConfig({ testTimeout: 240_000 })

useRunners()

let origin: Repository
let variables: Record<string, string>

beforeEach(async () => {
  const { root } = await createRemote()
  variables = { GITHUB_SERVER_URL: `file://${root}`, TMPDIR: runner.temp }
  origin = Repository.create('server')
  origin.commit({ 'pages.py': PAGES, 'pages.txt': '10', 'load.sh': 'true' }, 'the start')
})

/** What the workflow of a push to main does. */
async function recordMain(): Promise<void> {
  const after = origin.sha('main')
  checkOut(runner, origin, after)
  const payload = pushEvent({ before: after, after })
  const event = { event: 'push', payload, apiUrl: server.url, variables }
  const step = await runner.run({ ...event, inputs: { ...inputs, mode: 'record' } })
  expect(step.exitCode).toBe(0)
}

const built = () => existsSync(join(runner.temp, 'built'))

async function gatePullRequest(
  files: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>> = {},
) {
  origin.git('checkout', '--quiet', '-B', 'feature', 'main')
  const headSha = origin.commit(files)
  checkOut(runner, origin, testMerge(origin, 'feature'))
  origin.git('checkout', '--quiet', 'main')
  rmSync(join(runner.temp, 'built'), { force: true })
  const build = 'touch "$TMPDIR/built"'
  return runner.run({
    event: 'pull_request',
    payload: pullRequestEvent({ headSha }),
    apiUrl: server.url,
    variables,
    inputs: { ...inputs, 'compare-with': 'base', build, ...changes },
  })
}

test('a recording of exactly the base saves building and measuring it, and is never what makes red', async () => {
  await recordMain()
  origin.commit({ 'README.md': 'words' })
  await recordMain()
  const passed = await gatePullRequest({ docs: 'words' })
  expect([passed.exitCode, passed.outputs['writable-delta'], built()]).toEqual([0, '0', false])
  expect(passed.log).not.toContain('pages (base)')
  expect(passed.log.replaceAll('\n', ' ')).toContain('as it was recorded in this environment')
  expect(passed.summary).toContain('as it was recorded in this environment: no run of it was needed.')

  // What may have grown is measured in turn, as ever.
  const grown = await gatePullRequest({ 'pages.txt': '266' })
  expect([grown.exitCode, grown.outputs['writable-delta'], built()]).toEqual([1, '1048576', true])
  expect(grown.log).toContain('pages (base)')
  expect(grown.summary).toContain('measured in turn with the head.')

  // Another load makes other figures.
  const loaded = await gatePullRequest({ 'load.sh': 'true && true' }, { workload: 'sh load.sh' })
  expect([loaded.exitCode, built()]).toEqual([0, true])

  // The main of this pull request has gone on since.
  origin.commit({ 'README.md': 'not recorded' })
  const later = await gatePullRequest({ docs: 'words' })
  expect([later.exitCode, later.outputs['writable-delta'], built()]).toEqual([0, '0', true])
})

test('where the recordings cannot be read, that is said, and the base is measured', async () => {
  rmSync(variables['GITHUB_SERVER_URL']?.replace('file://', '') ?? '', { recursive: true })
  const blind = await gatePullRequest({ docs: 'words' })
  expect([blind.exitCode, built()]).toEqual([0, true])
  expect(blind.log).toContain('::notice::The base is measured, as nobody knows whether it was recorded')
})
