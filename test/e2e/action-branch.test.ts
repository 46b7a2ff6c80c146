import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { runner, server, useOneRunner } from '../helpers/action.ts'
import { PULL_REQUEST, pullRequestEvent } from '../helpers/events.ts'
import { createRemote, git, refusePushes, serveGit } from '../helpers/git-server.ts'
import { Runner } from '../helpers/runner.ts'

/** dist/action.js with its baseline on a branch, of a server that speaks git as GitHub does. */

const WRITER = 'ghs_of-a-push-to-main'
const READER = 'ghs_of-a-pull-request'

useOneRunner()

beforeEach(() => server.allow(READER))

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

test(
  'a pull request is compared with what was recorded before it branched off, though the level has moved since',
  { timeout: 120_000 },
  async () => {
    const { root, path } = await createRemote()
    const { url } = await serveGit(root, { [WRITER]: 'write', [READER]: 'read' })
    const own = await Runner.create()
    onTestFinished(() => own.remove())
    const { workspace } = own
    git(workspace, 'init', '--quiet', '--initial-branch=main')
    git(workspace, 'remote', 'add', 'origin', path)
    const commit = async (programs: number) => {
      await own.write('program.sh', '/bin/true\n'.repeat(programs))
      git(workspace, 'add', '.')
      git(workspace, 'commit', '--quiet', '--allow-empty', '-m', `${programs} programs`)
      return git(workspace, 'rev-parse', 'HEAD')
    }
    const step = (event: string, token: string, mode: string, payload: object = {}) =>
      own.run({
        event,
        payload,
        apiUrl: server.url,
        variables: { GITHUB_SERVER_URL: url },
        inputs: {
          mode,
          run: '/bin/sh program.sh',
          name: 'program',
          until: 'exit',
          runs: '5',
          budget: 'writable=none\nminor-faults=+50%',
          'baseline-store': 'branch',
          'github-token': token,
        },
      })

    const first = await commit(1)
    expect((await step('push', WRITER, 'record')).exitCode).toBe(0)
    const base = await commit(1)
    await commit(30)
    expect((await step('push', WRITER, 'record')).log).toContain('the level has changed')
    git(workspace, 'push', '--quiet', 'origin', 'main')

    git(workspace, 'checkout', '--quiet', '-b', 'registry', base)
    const head = await commit(1)
    git(workspace, 'push', '--quiet', 'origin', 'registry')
    const side = (sha: string) => ({ sha, repo: { id: 100 } })
    const payload = { number: 7, pull_request: { number: 7, head: side(head), base: side(base) } }
    const checked = await step('pull_request', READER, 'check', payload)
    expect(checked.outputs['verdict']).toBe('pass')
    const standIn = `The base, ${base.slice(0, 12)}, was not recorded: compared with the recording of ${first.slice(0, 12)}, 1 commit before it.`
    expect(checked.log).toContain(`::notice::${standIn}`)
    expect(server.commentsOf(PULL_REQUEST)[0]?.body).toContain(`_${standIn}_`)
  },
)

describe('where a rule refuses the push', { timeout: 120_000 }, () => {
  const SIGNED =
    'error: GH013: Repository rule violations found for refs/heads/footprint-baseline.\n- Commits must have verified signatures.'

  async function createRuled(words: string) {
    const { root, path } = await createRemote()
    await refusePushes(path, words)
    const { url } = await serveGit(root, { [WRITER]: 'write' })
    server.allow(WRITER)
    server.repository = path
    const record = (name: string) =>
      runner.run({
        event: 'push',
        payload: {},
        apiUrl: server.url,
        variables: { GITHUB_SERVER_URL: url },
        inputs: {
          mode: 'record',
          run: '/bin/true',
          name,
          until: 'exit',
          runs: '3',
          budget: 'writable=none',
          'baseline-store': 'branch',
          'github-token': WRITER,
        },
      })
    return { path, record }
  }
  const asked = () => server.requests.map(({ method, path }) => `${method} ${path}`)
  const GIT = '/repos/acme/app/git'

  test('for signatures, GitHub makes the commit and signs it', async () => {
    const { path, record } = await createRuled(SIGNED)
    expect((await record('one')).exitCode).toBe(0)
    expect(asked()).toEqual([`POST ${GIT}/trees`, `POST ${GIT}/commits`, `POST ${GIT}/refs`])
    // GitHub signs what names no author.
    expect(Object.keys(server.requests[1]?.body as object).sort()).toEqual(['message', 'parents', 'tree'])

    server.requests.length = 0
    expect((await record('two')).exitCode).toBe(0)
    const ref = 'refs/heads%2Ffootprint-baseline'
    expect(asked()).toEqual([`POST ${GIT}/trees`, `POST ${GIT}/commits`, `PATCH ${GIT}/${ref}`])
    expect(git(path, 'rev-list', '--count', 'footprint-baseline')).toBe('2')
    expect(
      git(path, 'log', '-1', '--format=%(trailers:key=Recordings,valueonly)', 'footprint-baseline'),
    ).toContain('2')
    const text = git(path, 'show', 'footprint-baseline:.github/footprint-baseline.json')
    for (const name of ['"one"', '"two"']) expect(text).toContain(name)
  })

  test('for signatures, one that was faster is not overwritten', async () => {
    const { path, record } = await createRuled(SIGNED)
    await record('one')
    let isFirst = true
    server.onRequest = (method) => {
      if (method !== 'PATCH' || !isFirst) return
      isFirst = false
      const tree = git(path, 'rev-parse', 'footprint-baseline^{tree}')
      const faster = git(
        path,
        'commit-tree',
        tree,
        '-p',
        'footprint-baseline',
        '-m',
        'Record',
        '-m',
        'Recordings: 2',
      )
      git(path, 'update-ref', 'refs/heads/footprint-baseline', faster)
    }
    expect((await record('two')).exitCode).toBe(0)
    expect(asked().filter((line) => line.startsWith('PATCH'))).toHaveLength(2)
    expect(git(path, 'rev-list', '--count', 'footprint-baseline')).toBe('3')
  })

  test('for another reason, or there too, nothing is stored, in its own words', async () => {
    const other = await createRuled(
      'error: GH013: Repository rule violations found.\n- Changes must be made through a pull request.',
    )
    const refused = await other.record('one')
    expect(refused.exitCode).toBe(2)
    expect(refused.log).toContain('Changes must be made through a pull request.')
    expect(server.requests).toEqual([])

    const { path, record } = await createRuled(SIGNED)
    server.fail({
      method: 'POST',
      path: /refs/,
      status: 422,
      message: 'Repository rule violations found',
      times: 9,
    })
    const { exitCode, log } = await record('one')
    expect(exitCode).toBe(2)
    expect(log).toContain('Repository rule violations found')
    expect(git(path, 'for-each-ref')).toBe('')
  })
})

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
