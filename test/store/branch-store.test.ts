import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Baseline } from '../../src/model/baseline.ts'
import type { World } from '../../src/model/world.ts'
import { loadBefore, loadFromBranch, type Recorded, updateOnBranch } from '../../src/store/branch-store.ts'
import { addRecording } from '../../src/store/entries.ts'
import { renderBaseline } from '../../src/store/render.ts'
import { createRemote, git, refusePushes, serveGit } from '../helpers/git-server.ts'
import { startProxy, startTls } from '../helpers/proxy.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'
import { historyPoint } from '../../src/verdict/history.ts'
import { quietWorld } from '../helpers/world.ts'
import { environment, recording, subject } from './samples.ts'

const BRANCH = 'footprint-baseline'
const FILE = '.github/footprint-baseline.json'
const NO_TOKEN = { token: null }

/** The world of a machine whose user has told git nothing. */
function worldOf(env: Readonly<Record<string, string>> = {}): World {
  const bare = { PATH: process.env['PATH'] ?? '', HOME: '/nowhere', GIT_CONFIG_NOSYSTEM: '1', ...env }
  return quietWorld({ env: bare })
}

/** A remote, and a clone of it that is there until the test is over. */
async function createClone() {
  const { root, path: remote } = await createRemote()
  const clone = join(root, 'clone')
  git(root, 'clone', '--quiet', remote, clone)
  await writeFile(join(clone, 'program'), '')
  git(clone, 'add', '.')
  git(clone, 'commit', '--quiet', '-m', 'The program')
  git(clone, 'push', '--quiet', 'origin', 'HEAD:main')
  return { root, remote, clone, file: join(clone, FILE) }
}

const adding =
  (scenario: string) =>
  (current: Baseline | null): Recorded => ({
    baseline: addRecording(current, { scenario, environment, subject, recording }, { keep: 'recent' }),
    points: [],
  })

const add = (
  file: string,
  scenario: string,
  world = worldOf(),
  access: { token: string | null } = NO_TOKEN,
) => updateOnBranch(file, adding(scenario), world, access)

const namesOf = ({ baseline }: { readonly baseline: Baseline | null }) =>
  baseline?.entries.map(({ scenario }) => scenario)

test('a branch that is not there holds no baseline, and the first recording makes it', async () => {
  const { remote, clone, file } = await createClone()
  expect(await loadFromBranch(file, worldOf(), NO_TOKEN)).toEqual({ baseline: null, history: [] })

  const { baseline } = await add(file, 'manager')
  expect(await loadFromBranch(file, worldOf(), NO_TOKEN)).toEqual({ baseline, history: [] })
  expect(git(remote, 'show', `${BRANCH}:${FILE}`)).toBe(renderBaseline(baseline).trimEnd())
  expect(git(remote, 'ls-tree', '-r', '--name-only', BRANCH)).toBe(FILE)
  // Nothing is changed in the clone.
  expect(git(clone, 'status', '--porcelain')).toBe('')
  expect(git(clone, 'branch', '--all')).not.toContain(BRANCH)
})

test('each recording is a commit, and what is unchanged is none', async () => {
  const { remote, file } = await createClone()
  await add(file, 'a')
  const { baseline } = await add(file, 'b')
  await updateOnBranch(file, () => ({ baseline, points: [] }), worldOf(), NO_TOKEN)
  expect(
    git(remote, 'log', '--format=%an %s %(trailers:key=Recordings,valueonly)', BRANCH)
      .split('\n')
      .filter(Boolean),
  ).toEqual([`footprint-gate Record ${FILE} 2`, `footprint-gate Record ${FILE} 1`])
})

test('several baselines stand beside each other, each at the place of its file', async () => {
  const { remote, clone, file } = await createClone()
  await mkdir(join(clone, 'api'))
  await add(file, 'top')
  await add(join(clone, 'api/footprint-baseline.json'), 'api')
  expect(git(remote, 'ls-tree', '-r', '--name-only', BRANCH).split('\n')).toEqual([
    FILE,
    'api/footprint-baseline.json',
  ])
  expect(namesOf(await loadFromBranch(file, worldOf(), NO_TOKEN))).toEqual(['top'])
})

test('the history stands beside the baseline, and grows where the level does not move', async () => {
  const { remote, file } = await createClone()
  const { baseline } = await add(file, 'a')
  const record = (commit: string) => {
    const point = historyPoint('a', environment, { ...recording, commit })
    return updateOnBranch(file, () => ({ baseline, points: [point] }), worldOf(), NO_TOKEN)
  }
  await record('one')
  await record('two')
  const { history } = await loadFromBranch(file, worldOf(), NO_TOKEN)
  expect(history.map(({ commit }) => commit)).toEqual(['one', 'two'])
  expect(git(remote, 'ls-tree', '-r', '--name-only', BRANCH).split('\n')).toEqual([
    '.github/footprint-baseline.history.ndjson',
    FILE,
  ])
})

// WRITERS=8 RECORDINGS=20 for the whole.
const writers = Number(process.env['WRITERS'] ?? 4)
const recordings = Number(process.env['RECORDINGS'] ?? 5)

test('writers at the same time lose nothing of each other', { timeout: 600_000 }, async () => {
  const { remote, file } = await createClone()
  const names = Array.from({ length: writers }, (_, writer) =>
    Array.from({ length: recordings }, (_, index) => `writer ${writer}, recording ${index}`),
  )
  await Promise.all(
    names.map(async (own) => {
      for (const name of own) await add(file, name)
    }),
  )
  const found = namesOf(await loadFromBranch(file, worldOf(), NO_TOKEN)) ?? []
  expect(found.toSorted()).toEqual(names.flat().toSorted())
  expect(git(remote, 'rev-list', '--count', BRANCH)).toBe(String(writers * recordings))
})

describe('before a base', () => {
  /** A clone whose main has five commits, and what records one of them. */
  async function createHistory() {
    const place = await createClone()
    const { clone, file } = place
    const commits = [git(clone, 'rev-parse', 'HEAD')]
    for (let index = 1; index < 5; index++) {
      git(clone, 'commit', '--quiet', '--allow-empty', '-m', `Commit ${index}`)
      commits.push(git(clone, 'rev-parse', 'HEAD'))
    }
    git(clone, 'push', '--quiet', 'origin', 'HEAD:main')
    const record = (
      index: number,
      { keep = 'recent', scenario = 'manager', at = environment }: Partial<RecordedAs> = {},
    ) => {
      const own = {
        ...recording,
        commit: commits[index] ?? '',
        recordedAt: `2026-01-0${index + 1}T00:00:00Z`,
      }
      return updateOnBranch(
        file,
        (current) => ({
          baseline: addRecording(current, { scenario, environment: at, subject, recording: own }, { keep }),
          points: [historyPoint(scenario, at, own)],
        }),
        worldOf(),
        NO_TOKEN,
      )
    }
    const before = async (index: number) => {
      const { baseline, nearest } = await loadBefore(file, commits[index] ?? '', worldOf(), NO_TOKEN)
      const entries = baseline?.entries.map((entry) =>
        entry.recordings.map(({ commit }) => commits.indexOf(commit ?? '')),
      )
      return { entries, nearest }
    }
    return { ...place, commits, record, before }
  }

  interface RecordedAs {
    readonly keep: 'recent' | 'none'
    readonly scenario: string
    readonly at: typeof environment
  }

  test('what was recorded of it counts, and nothing that came later', async () => {
    const { commits, record, before } = await createHistory()
    for (const index of [0, 1, 2, 4]) await record(index)
    expect(await before(2)).toEqual({
      entries: [[0, 1, 2]],
      nearest: { kind: 'ancestor', commit: commits[2], distance: 0 },
    })
  })

  test('the nearest of its ancestors stands for one that was not recorded', async () => {
    const { commits, record, before } = await createHistory()
    for (const index of [0, 1, 4]) await record(index)
    expect(await before(3)).toEqual({
      entries: [[0, 1]],
      nearest: { kind: 'ancestor', commit: commits[1], distance: 2 },
    })
  })

  test('a level that has moved since is not what it is compared with', async () => {
    const { commits, record, before } = await createHistory()
    for (const index of [0, 1]) await record(index)
    for (const index of [3, 4]) await record(index, { keep: 'none' })
    expect(await before(2)).toEqual({
      entries: [[0, 1]],
      nearest: { kind: 'ancestor', commit: commits[1], distance: 1 },
    })
    expect((await before(4)).entries).toEqual([[4]])
  })

  test('an entry that stayed as it was has been recorded of its last commit, too', async () => {
    const { file, commits, record, before } = await createHistory()
    const { baseline } = await record(0)
    const own = { ...recording, commit: commits[2] ?? '' }
    const points = [historyPoint('manager', environment, own)]
    await updateOnBranch(file, () => ({ baseline, points }), worldOf(), NO_TOKEN)
    expect(await before(2)).toMatchObject({ nearest: { commit: commits[2], distance: 0 } })
  })

  test('the newest recording stands in where none is of an ancestor, and it is said of which scenarios', async () => {
    const { commits, record, before } = await createHistory()
    await record(0)
    await record(3, { scenario: 'api' })
    expect(await before(2)).toEqual({
      entries: [[0], [3]],
      nearest: { kind: 'none', scenarios: ['api'], commit: commits[3] },
    })
  })

  test('an environment that is in use no more is not missed', async () => {
    const { file, commits, record, before } = await createHistory()
    const old = { ...recording, commit: 'gone', recordedAt: '2025-01-01T00:00:00Z' }
    await record(1)
    const at = { ...environment, kernel: '4.19' }
    const { baseline } = await record(1, { at })
    expect(baseline.entries).toHaveLength(2)
    const aged = {
      ...baseline,
      entries: baseline.entries.map((entry) =>
        entry.environment.kernel === '4.19' ? { ...entry, recordings: [old] } : entry,
      ),
    }
    await updateOnBranch(file, () => ({ baseline: aged, points: [] }), worldOf(), NO_TOKEN)
    expect((await before(2)).nearest).toEqual({ kind: 'ancestor', commit: commits[1], distance: 1 })
  })

  test('a branch that holds nothing has nothing nearest', async () => {
    const { before } = await createHistory()
    expect(await before(2)).toEqual({ entries: undefined, nearest: null })
  })
})

describe('a long history', () => {
  /** The branch with one commit that says it is the 500th. */
  async function createLongBranch() {
    const place = await createClone()
    await add(place.file, 'old')
    const tree = git(place.remote, 'rev-parse', `${BRANCH}^{tree}`)
    const commit = git(place.remote, 'commit-tree', tree, '-m', 'Record', '-m', 'Recordings: 500')
    git(place.remote, 'update-ref', `refs/heads/${BRANCH}`, commit)
    return place
  }

  test('is dropped, and what it came to is kept', async () => {
    const { remote, file } = await createLongBranch()
    await add(file, 'new')
    expect(git(remote, 'rev-list', '--count', BRANCH)).toBe('1')
    expect(namesOf(await loadFromBranch(file, worldOf(), NO_TOKEN))).toEqual(['new', 'old'])
  })

  test('grows where the server does not let it be dropped', async () => {
    const { remote, file } = await createLongBranch()
    git(remote, 'config', 'receive.denyNonFastForwards', 'true')
    await add(file, 'new')
    expect(git(remote, 'rev-list', '--count', BRANCH)).toBe('2')
    expect(namesOf(await loadFromBranch(file, worldOf(), NO_TOKEN))).toEqual(['new', 'old'])
  })
})

describe('it is said', () => {
  test('what a rule has against the push, in its own words', async () => {
    const { remote, file } = await createClone()
    await refusePushes(
      remote,
      'error: GH013: Repository rule violations found.\n- Commits must have verified signatures.',
    )
    const refusal = await refusalOfAsync(() => add(file, 'a'))
    expect(refusal).toMatchObject({ code: 'branch-refused', exitCode: 2 })
    expect(refusal.detail).toBe(
      'error: GH013: Repository rule violations found.\n- Commits must have verified signatures.',
    )
  })

  test('that others were always faster, after some minutes and not for ever', async () => {
    const { remote, file } = await createClone()
    await refusePushes(remote, 'fetch first')
    const world = worldOf()
    let nowMs = 0
    const sleep = () => Promise.resolve(void (nowMs += 100_000))
    const clock = { ...world.clock, now: () => nowMs, sleep }
    const refusal = await refusalOfAsync(() => add(file, 'a', { ...world, clock }))
    expect(refusal).toMatchObject({ code: 'branch-busy' })
    expect(refusal.message).toContain('4 times in 300 s')
  })

  test('what is wrong with the text on the branch, by the name that git has for it', async () => {
    const { remote, file } = await createClone()
    await add(file, 'a')
    for (const [content, code] of [
      ['{ "schema": "footprint-gate/baseline@9" }\n', 'baseline-newer'],
      [Buffer.from([0x7b, 0xff, 0x0a]), 'baseline-not-text'],
    ] as const) {
      const path = join(remote, 'damaged')
      await writeFile(path, content)
      const blob = git(remote, 'hash-object', '-w', path)
      git(remote, 'read-tree', BRANCH)
      git(remote, 'update-index', '--add', '--cacheinfo', `100644,${blob},${FILE}`)
      const commit = git(remote, 'commit-tree', git(remote, 'write-tree'), '-m', 'Damage')
      git(remote, 'update-ref', `refs/heads/${BRANCH}`, commit)
      const refusal = await refusalOfAsync(() => loadFromBranch(file, worldOf(), NO_TOKEN))
      expect(refusal.code).toBe(code)
      expect(refusal.message).toContain(`${BRANCH}:${FILE}`)
    }
  })

  test('that there is no repository to keep it in', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'footprint-no-clone-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const refusal = await refusalOfAsync(() => loadFromBranch(join(folder, FILE), worldOf(), NO_TOKEN))
    expect(refusal.code).toBe('no-store-remote')
  })

  test('that the remote is gone', async () => {
    const { remote, file } = await createClone()
    await rm(remote, { recursive: true })
    const refusal = await refusalOfAsync(() => loadFromBranch(file, worldOf(), NO_TOKEN))
    expect(refusal.code).toBe('branch-unreadable')
    expect(refusal.detail).toContain('does not appear to be a git repository')
  })
})

describe('over HTTP, as a workflow', () => {
  const RIGHTS = { 'the-writer': 'write', 'the-reader': 'read' } as const

  async function createServed() {
    const place = await createClone()
    const server = await serveGit(place.root, RIGHTS)
    const env = { GITHUB_SERVER_URL: `${server.url}/`, GITHUB_REPOSITORY: 'acme/app' }
    return { ...place, server, env }
  }

  test('a token that may write records, and one that may only read checks', async () => {
    const { file, server, env } = await createServed()
    await add(file, 'manager', worldOf(env), { token: 'the-writer' })
    expect(server.requests).toHaveLength(4)
    expect(namesOf(await loadFromBranch(file, worldOf(env), { token: 'the-reader' }))).toEqual(['manager'])

    const refusal = await refusalOfAsync(() => add(file, 'other', worldOf(env), { token: 'the-reader' }))
    expect(refusal.code).toBe('branch-unwritable')
    expect(refusal.hint).toContain('contents: write')
    expect(refusal.detail).toContain('403')
    expect(namesOf(await loadFromBranch(file, worldOf(env), { token: 'the-reader' }))).toEqual(['manager'])
  })

  test.each([null, 'somebody else'])(
    'with the token %s nothing is read, and nobody is asked for a password',
    async (token) => {
      const { file, env } = await createServed()
      const refusal = await refusalOfAsync(() => loadFromBranch(file, worldOf(env), { token }))
      expect(refusal.code).toBe('branch-unreadable')
    },
  )

  test('it goes through the proxy of the machine', async ({ skip }) => {
    const { root, file, server, env } = await createServed()
    const tls = await startTls(Number(new URL(server.url).port), 'ghes.invalid', root)
    if (tls === null) return skip('openssl is missing: no certificate can be made')
    const proxy = await startProxy(tls.port)
    const behind = {
      ...env,
      GITHUB_SERVER_URL: 'https://ghes.invalid',
      https_proxy: proxy.url,
      GIT_SSL_CAINFO: tls.certificate,
    }
    await add(file, 'manager', worldOf(behind), { token: 'the-writer' })
    expect(new Set(proxy.tunnels)).toEqual(new Set(['CONNECT ghes.invalid:443']))
  })

  test('the token is in no argument of git, and in no file that is left', async () => {
    const { root, file, env } = await createServed()
    const temporary = join(root, 'tmp')
    const log = join(root, 'arguments')
    const real = spawnSync('which', ['git'], { encoding: 'utf8' }).stdout.trim()
    await mkdir(join(root, 'bin'))
    await mkdir(temporary)
    await writeFile(join(root, 'bin/git'), `#!/bin/sh\necho "$@" >>${log}\nexec ${real} "$@"\n`)
    await chmod(join(root, 'bin/git'), 0o755)
    const before = process.env['TMPDIR']
    process.env['TMPDIR'] = temporary
    try {
      const path = `${root}/bin:${process.env['PATH'] ?? ''}`
      await add(file, 'manager', worldOf({ ...env, PATH: path }), { token: 'the-writer' })
    } finally {
      if (before === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = before
    }
    const said = await readFile(log, 'utf8')
    expect(said).toContain('push --porcelain')
    expect(said).not.toContain('the-writer')
    expect(said).not.toContain(Buffer.from('x-access-token:the-writer').toString('base64'))
    expect(await readdir(temporary)).toEqual([])
    expect(existsSync(file)).toBe(false)
  })
})
