import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { runner, server, useRunners } from '../helpers/action.ts'
import { pullRequestEvent } from '../helpers/events.ts'
import { PAGES } from '../helpers/gate.ts'
import { createRemote, git, type GitServer, serveGit } from '../helpers/git-server.ts'
import { Repository } from '../helpers/repository.ts'
import { obeyedCommands } from '../helpers/runner.ts'
import { checkOut, testMerge } from '../helpers/workspace.ts'

/** dist/action.js where the base is private: the token goes to git, and to nobody else. */

const TOKEN = 'ghs_token-that-may-read'
const POWERLESS = 'ghs_token-without-rights'
const FORMS = [TOKEN, POWERLESS].flatMap((token) => [
  token,
  Buffer.from(`x-access-token:${token}`).toString('base64'),
])

/** Writes down all that it was given, and what else any process shows in its arguments, before it dirties its pages. */
const CURIOUS = `
import os
os.system('env >> "$TMPDIR/program"; ps -eo args >> "$TMPDIR/arguments"')
${PAGES}`

const CURIOUS_BUILD = `
{
  echo "built in $PWD"
  env
  cat /proc/$PPID/environ
  git config --list --show-origin
  cat "$(git rev-parse --git-common-dir)/config"
  cat .git
} >> "$TMPDIR/build" 2>&1
ps -eo args >> "$TMPDIR/arguments"
cp pages.txt built.txt
`

/** What a report says when both sides were. */
const MEASURED = 'measured in turn with'

const inputs = {
  run: '/usr/bin/python3 -I pages.py built.txt',
  name: 'pages',
  ready: 'log:/ready/',
  budget: 'writable=+64KiB\nminor-faults=none',
  runs: '1',
  'max-runs': '1',
  'compare-with': 'base',
}

vi.setConfig({ testTimeout: 120_000 })

useRunners()

let origin: Repository
let remote: Awaited<ReturnType<typeof createRemote>>
let gitServer: GitServer

beforeEach(async () => {
  server.allow(TOKEN)
  server.allow(POWERLESS)
  origin = Repository.create('server')
  origin.commit({ 'pages.py': CURIOUS, 'pages.txt': '10', '.gitignore': 'built.txt\n' }, 'the start')
  remote = await createRemote()
  gitServer = await serveGit(remote.root, { [TOKEN]: 'read' })
})

/** A test merge, pushed to a server that shows nothing to whoever has no token, and checked out one commit deep. */
function privatePullRequest(changes: Readonly<Record<string, string>> = { docs: 'words' }) {
  origin.git('checkout', '--quiet', '-b', 'feature')
  const headSha = origin.commit(changes, 'the head')
  origin.git('checkout', '--quiet', 'main')
  const base = origin.commit({ 'README.md': 'words' }, 'the base')
  const merge = testMerge(origin, 'feature')
  origin.git('push', '--quiet', remote.path, 'main', `${merge}:refs/pull/7/merge`)
  git(remote.path, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  const workspace = checkOut(runner, origin, merge, `${gitServer.url}/acme/app`)
  workspace.write({ 'built.txt': '10' })
  return { workspace, headSha, base }
}

const start = (
  headSha: string,
  token: string,
  { build = CURIOUS_BUILD, variables = {} }: { build?: string; variables?: Record<string, string> } = {},
) =>
  runner.start({
    event: 'pull_request',
    payload: pullRequestEvent({ headSha }),
    apiUrl: server.url,
    variables: { GITHUB_SERVER_URL: gitServer.url, TMPDIR: runner.temp, ...variables },
    inputs: { ...inputs, build, 'github-token': token },
  })

async function gate(headSha: string, token: string, variables: Record<string, string> = {}) {
  const { done } = await start(headSha, token, { variables })
  return done
}

/** A git that writes its arguments down, for a step to find first in its PATH. */
function curiousGit(): { readonly PATH: string; readonly seen: string } {
  const folder = join(runner.temp, 'bin')
  const seen = join(runner.temp, 'git-arguments')
  const path = process.env['PATH'] ?? ''
  mkdirSync(folder)
  const script = `#!/bin/sh\nprintf '%s\\n' "$*" >> '${seen}'\nPATH='${path}' exec git "$@"\n`
  writeFileSync(join(folder, 'git'), script, { mode: 0o755 })
  return { PATH: `${folder}:${path}`, seen }
}

/** Every file below a folder that holds one of the texts. */
function filesWith(texts: readonly string[], folder: string): readonly string[] {
  const patterns = texts.flatMap((text) => ['-e', text])
  try {
    const found = execFileSync('grep', ['-rlF', ...patterns, folder], { encoding: 'utf8' })
    return found.trim().split('\n')
  } catch {
    return [] // It ends with 1 where there is none.
  }
}

describe('a private base', () => {
  test('is fetched by the token, one commit deep, and neither build nor program gets to see it', async () => {
    const { workspace, headSha, base } = privatePullRequest()
    const { PATH, seen: gitArguments } = curiousGit()
    const step = await gate(headSha, TOKEN, { PATH })
    expect(step.log).toContain(`Comparing with the base ${base.slice(0, 12)}`)
    expect(step.log).toContain(MEASURED)
    const calls = readFileSync(gitArguments, 'utf8')
    expect(calls).toMatch(/^fetch .*--depth=1/m)
    expect(gitServer.requests.at(-1)).toContain('git-upload-pack')
    expect(workspace.git('rev-list', '--count', base)).toBe('1')

    const build = readFileSync(join(runner.temp, 'build'), 'utf8')
    const program = readFileSync(join(runner.temp, 'program'), 'utf8')
    expect(build).toMatch(/^built in .*\/base-/m)
    expect(program).toMatch(/^PATH=/m)
    // Both looked at the arguments of the gate itself, among those of the whole machine, which are not ours to judge.
    const shown = readFileSync(join(runner.temp, 'arguments'), 'utf8')
    expect(shown.match(/dist\/action\.js/g)?.length).toBeGreaterThanOrEqual(2)
    for (const seen of [build, program, shown])
      expect(FORMS.filter((form) => seen.includes(form))).toEqual([])
    for (const seen of [build, program, calls]) expect(seen).not.toMatch(/extraheader|GIT_CONFIG/i)
    // Nothing of it remains: in the clone, in any file that the step has written, or in what git was called with.
    expect(filesWith(FORMS, runner.workspace)).toEqual([])
    expect(filesWith(FORMS, runner.temp)).toEqual([])
    expect(workspace.git('config', '--local', '--list')).not.toContain('extraheader')
    // The runner alone is told, so that it takes the token out of the log.
    expect(step.log.replaceAll(`::add-mask::${TOKEN}`, '')).not.toContain(TOKEN)
    expect(server.requests.map(({ body }) => JSON.stringify(body)).join()).not.toContain(TOKEN)
  })

  test('is fetched though checkout has left a token behind that may not', async () => {
    const { workspace, headSha } = privatePullRequest()
    const stale = Buffer.from('x-access-token:expired').toString('base64')
    workspace.git('config', `http.${gitServer.url}/.extraheader`, `AUTHORIZATION: basic ${stale}`)
    const step = await gate(headSha, TOKEN)
    expect(step.log).toContain(MEASURED)
    expect(filesWith(FORMS, runner.workspace)).toEqual([])
  })

  test('comes with its private submodules', async () => {
    const library = join(remote.root, 'acme/library')
    const source = Repository.create('library')
    source.commit({ version: '1' })
    git(remote.root, 'clone', '--quiet', '--bare', source.path, library)
    git(library, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
    origin.git('submodule', '--quiet', 'add', source.path, 'library')
    origin.git('config', '--file', '.gitmodules', 'submodule.library.url', '../library')
    origin.commit({}, 'a submodule')
    const { workspace, headSha } = privatePullRequest()
    // As checkout does with `submodules: true`.
    workspace.git('config', 'submodule.library.url', source.path)
    workspace.git('submodule', '--quiet', 'update', '--init')
    workspace.git('config', 'submodule.library.url', `${gitServer.url}/acme/library`)
    const step = await gate(headSha, TOKEN, { GIT_CONFIG_GLOBAL: '/dev/null' })
    expect(step.log).not.toContain('cannot')
    expect(step.log).toContain(MEASURED)
    expect(gitServer.requests.filter((request) => request.includes('acme/library'))).not.toEqual([])
    expect(filesWith(FORMS, runner.workspace)).toEqual([])
  })

  test.each([
    ['has no rights', POWERLESS],
    ['is not there', ''],
  ])('is not compared with when the token %s: red, with what to do', async (_, token) => {
    const { workspace, headSha, base } = privatePullRequest()
    const before = workspace.git('status', '--porcelain', '--ignored')
    const step = await gate(headSha, token)
    expect(step.exitCode).toBe(3)
    expect(step.outputs['verdict']).toBeUndefined()
    expect(step.log).toContain(`the base ${base.slice(0, 12)} is not in this clone, and cannot be fetched`)
    expect(step.log).toContain('contents: read')
    expect(step.summary).toContain('cannot be fetched')
    expect(obeyedCommands(step.log).filter((line) => line.startsWith('::error'))).toHaveLength(1)
    // Nothing is lost, and nothing was built.
    expect(workspace.git('status', '--porcelain', '--ignored')).toBe(before)
    expect(existsSync(join(runner.temp, 'build'))).toBe(false)
    if (token !== '') expect(step.log.replaceAll(`::add-mask::${token}`, '')).not.toContain(token)
  })
})

test('a submodule that cannot be read is said, never green, and nothing is lost', async () => {
  const library = Repository.create('library')
  library.commit({ version: '1' })
  origin.git('submodule', '--quiet', 'add', library.path, 'library')
  origin.commit({}, 'a submodule')
  const { workspace, headSha } = privatePullRequest()
  workspace.git('submodule', '--quiet', 'update', '--init')
  workspace.write({ 'library/note': 'not committed', 'README.md': 'changed' })
  workspace.git('config', 'submodule.library.url', `${gitServer.url}/acme/library`)
  const before = workspace.git('status', '--porcelain', '--ignored')
  const step = await gate(headSha, TOKEN, { GIT_CONFIG_GLOBAL: '/dev/null' })
  expect(step.exitCode).toBe(3)
  expect(step.log).toContain('cannot check out the submodules of the base')
  expect(workspace.git('status', '--porcelain', '--ignored')).toBe(before)
  expect(workspace.git('worktree', 'list').split('\n')).toHaveLength(1)
})

test('without git there is no base, and no verdict', async () => {
  const { headSha } = privatePullRequest()
  const step = await gate(headSha, TOKEN, { PATH: '/nowhere' })
  expect(step.exitCode).toBe(2)
  expect(step.log).toContain('cannot run git: it is in no folder of PATH')
  expect(step.outputs['verdict']).toBeUndefined()
})

test('a gate that is stopped while the base is built leaves nothing of it behind', async () => {
  const { workspace, headSha } = privatePullRequest()
  const started = join(runner.temp, 'started')
  const running = await start(headSha, TOKEN, { build: 'touch "$TMPDIR/started"; sleep 1000' })
  await vi.waitFor(() => expect(existsSync(started)).toBe(true), { timeout: 60_000 })
  process.kill(running.pid, 'SIGTERM')
  const step = await running.done
  expect(step.exitCode).toBe(143)
  expect(workspace.git('worktree', 'list').split('\n')).toHaveLength(1)
  expect(workspace.git('status', '--porcelain')).toBe('')
})

test('a repository that was renamed is followed to where it is now', async () => {
  const { workspace, headSha, base } = privatePullRequest()
  // The clone knows the old name, the event and the runner the new one.
  workspace.git('config', 'remote.origin.url', `${gitServer.url}/acme/old-name`)
  const step = await gate(headSha, TOKEN)
  expect(step.log).toContain(`Comparing with the base ${base.slice(0, 12)}`)
  expect(step.log).toContain(MEASURED)
  // Nothing has changed the address that the user's clone knows.
  expect(workspace.git('config', 'remote.origin.url')).toBe(`${gitServer.url}/acme/old-name`)
})

test('a repository that is gone under both names is said, and never green', async () => {
  const { workspace, headSha } = privatePullRequest()
  workspace.git('config', 'remote.origin.url', `${gitServer.url}/acme/old-name`)
  rmSync(remote.path, { recursive: true })
  const step = await gate(headSha, TOKEN)
  expect(step.exitCode).toBe(3)
  expect(step.log).toContain('acme/app')
  expect(step.log).toContain('origin')
})
