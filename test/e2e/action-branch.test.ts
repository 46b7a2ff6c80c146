import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { PULL_REQUEST, pullRequestEvent } from '../helpers/events.ts'
import { createRemote, git, serveGit } from '../helpers/git-server.ts'
import { GitHubServer } from '../helpers/github-server.ts'
import { Runner } from '../helpers/runner.ts'

/** dist/action.js with its baseline on a branch, of a server that speaks git as GitHub does. */

const WRITER = 'ghs_of-a-push-to-main'
const READER = 'ghs_of-a-pull-request'

let runner: Runner
let server: GitHubServer

beforeAll(async () => {
  runner = await Runner.create()
})
afterAll(() => runner.remove())
beforeEach(async () => {
  server = await GitHubServer.start()
  server.allow(READER)
})
afterEach(() => server.stop())

test(
  'a push records, and a pull request is checked against it; the program sees none of it',
  { timeout: 120_000 },
  async () => {
    const { root, path } = await createRemote()
    const { url } = await serveGit(root, { [WRITER]: 'write', [READER]: 'read' })
    const seen = join(runner.workspace, 'seen')
    const script = await runner.write('program.sh', `{ env; ps -eo args; } >${seen} 2>&1\n`)
    const step = (event: string, token: string, mode: string) =>
      runner.run({
        event,
        payload: event === 'push' ? {} : pullRequestEvent(),
        apiUrl: server.url,
        variables: { GITHUB_SERVER_URL: url },
        inputs: {
          mode,
          run: `/bin/sh ${script}`,
          name: 'program',
          until: 'exit',
          runs: '3',
          budget: 'writable=none\nminor-faults=+50%',
          'baseline-store': 'branch',
          'github-token': token,
        },
      })

    const missing = await step('pull_request', READER, 'check')
    expect(missing.outputs['verdict']).toBe('no-baseline')
    expect(server.commentsOf(PULL_REQUEST)[0]?.body).toContain('keeps it on the branch')

    const recorded = await step('push', WRITER, 'record')
    expect(recorded.exitCode).toBe(0)
    expect(recorded.log).toContain('program: 3 runs stored')
    expect(git(path, 'ls-tree', '-r', '--name-only', 'footprint-baseline').split('\n')).toEqual([
      '.github/footprint-baseline.history.ndjson',
      '.github/footprint-baseline.json',
      '.github/footprint-baseline.recent.json',
    ])

    const checked = await step('pull_request', READER, 'check')
    // Only the runner is told, so that it takes the token out of the log.
    expect(checked.log.replaceAll(`::add-mask::${READER}`, '')).not.toContain(READER)
    expect({ exitCode: checked.exitCode, verdict: checked.outputs['verdict'] }).toEqual({
      exitCode: 0,
      verdict: 'pass',
    })

    const refused = await step('push', READER, 'record')
    expect(refused.exitCode).toBe(2)
    expect(refused.log).toContain('cannot write the branch footprint-baseline')
    expect(refused.log).toContain('contents: write')

    const shown = await readFile(seen, 'utf8')
    expect(shown).toContain('PATH=')
    expect(shown).not.toMatch(/^GIT_/m)
    for (const secret of [WRITER, READER, Buffer.from(`x-access-token:${READER}`).toString('base64')])
      expect(shown).not.toContain(secret)
  },
)

test('a job that runs no program records what another has measured', { timeout: 120_000 }, async () => {
  const { root, path } = await createRemote()
  const { url } = await serveGit(root, { [WRITER]: 'write' })
  const step = (inputs: Readonly<Record<string, string>>) =>
    runner.run({
      event: 'push',
      payload: {},
      apiUrl: server.url,
      variables: { GITHUB_SERVER_URL: url },
      inputs: { mode: 'record', ...inputs },
    })
  const program = { run: '/bin/true', name: 'program', until: 'exit', runs: '3', budget: 'writable=none' }
  const measured = await step(program)
  expect(measured.exitCode).toBe(0)

  const results = measured.outputs['report-json'] ?? ''
  const stored = { results, 'baseline-store': 'branch', 'github-token': WRITER }
  const recorded = await step(stored)
  expect(recorded.log).toContain('program: 3 runs stored, the first recording in this environment')
  expect(recorded.exitCode).toBe(0)
  expect(git(path, 'show', 'footprint-baseline:.github/footprint-baseline.json')).toContain('"/bin/true"')

  const both = await step({ ...stored, ...program })
  expect(both.exitCode).toBe(2)
  expect(both.log).toContain('the input run and the input results cannot be used together')
})
