import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { headline } from '../../src/report/phrases/headline.ts'
import { renderTerminal } from '../../src/report/terminal/render.ts'
import { gateIn, PAGES, PAGES_REQUEST, recordIn } from '../helpers/gate.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'
import { Repository } from '../helpers/repository.ts'
import { context } from '../report/samples.ts'

const BASELINE = '.github/footprint-baseline.json'
/** Of the target: the same in each test. */
let recorded: string | null = null

/** A target with a recorded baseline, and a branch off it, as a workflow has it: the test merge, one commit deep. */
async function withBaseline(): Promise<Repository> {
  const server = Repository.create('server')
  server.write({ 'pages.py': PAGES, 'built.txt': '10' })
  if (recorded === null) await recordIn(server, PAGES_REQUEST)
  else server.write({ [BASELINE]: recorded })
  recorded ??= readFileSync(join(server.path, BASELINE), 'utf8')
  server.commit({ 'README.md': 'words' })
  server.git('checkout', '--quiet', '-b', 'feature')
  return server
}

/** Gates what the server has on `feature`, in a clone of the merge into `main`. */
async function gatePullRequest(server: Repository, changes: object = {}) {
  const headSha = server.sha('feature')
  server.git('checkout', '--quiet', '--detach', 'main')
  server.git('merge', '--quiet', '--no-ff', '--no-edit', 'feature')
  const clone = server.shallowClone(server.sha('HEAD'))
  const payload = { pull_request: { head: { sha: headSha }, base: { sha: server.sha('main') } } }
  clone.write({ '.git/event.json': JSON.stringify(payload) })
  return gateIn(
    clone,
    { ...PAGES_REQUEST, ...changes },
    { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: join(clone.path, '.git/event.json') },
  )
}

describe('a pull request, in a clone of one commit', () => {
  test('that raises its baseline says so in the first line, and is accepted', async () => {
    const server = await withBaseline()
    server.write({ 'built.txt': '266' })
    await recordIn(server, PAGES_REQUEST)
    server.commit({ 'built.txt': '266' })
    const { result, exitCode } = await gatePullRequest(server)
    expect([result.verdict, exitCode]).toEqual(['accepted', 0])
    expect(headline(result)).toMatch(
      /^Accepted: this pull request raises the baseline of pages: \d+\.\d\d → \d+\.\d\d MiB$/,
    )
    // The same that baseline-from: base refuses, with the gate of the same clone.
    const refused = await gatePullRequest(server, { 'baseline-from': 'base' })
    expect([refused.result.verdict, refused.exitCode]).toEqual(['over-limit', 1])
    expect(renderTerminal(refused.result, context, { color: false, width: 80 })).toContain(
      'take the baseline of the base',
    )
  })

  test('that deletes the baseline is red', async () => {
    const server = await withBaseline()
    rmSync(join(server.path, '.github'), { recursive: true })
    server.commit({ 'README.md': 'other words' })
    const { result, exitCode } = await gatePullRequest(server, { 'on-missing-baseline': 'pass' })
    expect([result.verdict, exitCode]).toEqual(['over-limit', 1])
    expect(headline(result)).toContain('This pull request takes the baseline away that the base has')
  })

  test('that renames its scenario starts anew, and says what it has dropped', async () => {
    const server = await withBaseline()
    rmSync(join(server.path, '.github'), { recursive: true })
    server.write({ 'built.txt': '266' })
    await recordIn(server, { ...PAGES_REQUEST, name: 'leaves' })
    server.commit({ 'built.txt': '266' })
    const { result, notices } = await gatePullRequest(server, { name: 'leaves' })
    expect(result.verdict).toBe('pass')
    expect(notices).toContainEqual({ kind: 'entry-dropped', scenario: 'pages' })
    // A leg that measures another scenario of the same file drops nothing.
    server.git('checkout', '--quiet', 'feature')
    await recordIn(server, PAGES_REQUEST)
    server.commit({ 'README.md': 'both' })
    const both = await gatePullRequest(server, { name: 'leaves' })
    expect(both.notices.map(({ kind }) => kind)).not.toContain('entry-dropped')
  })

  test('that adopts the tool is not', async () => {
    const server = Repository.create('server')
    server.commit({ 'pages.py': PAGES, 'built.txt': '10' })
    server.git('checkout', '--quiet', '-b', 'feature')
    await recordIn(server, PAGES_REQUEST)
    server.commit({ 'README.md': 'words' })
    const { result, exitCode, notices } = await gatePullRequest(server)
    expect([result.verdict, exitCode]).toEqual(['pass', 0])
    expect(notices.map(({ kind }) => kind)).not.toContain('base-unread')
  })
})

test('growth over a base that is measured is accepted by the level that the file is raised to', async () => {
  const server = await withBaseline()
  server.write({ 'built.txt': '266' })
  await recordIn(server, PAGES_REQUEST)
  server.commit({ 'built.txt': '266' })
  const { result, exitCode } = await gatePullRequest(server, { 'compare-with': 'base' })
  expect(result.pair?.rule).toBe('first-parent')
  expect([result.verdict, exitCode]).toEqual(['accepted', 0])
})

test('where the base cannot be read, that is said, and refused where it is needed', async () => {
  const server = await withBaseline()
  server.write({ '.git/event.json': '{}' })
  const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: join(server.path, '.git/event.json') }
  const { result, notices } = await gateIn(server, PAGES_REQUEST, env)
  expect(result.verdict).toBe('pass')
  expect(notices).toEqual([expect.objectContaining({ kind: 'base-unread' })])
  const needed = { ...PAGES_REQUEST, 'baseline-from': 'base' }
  expect((await refusalOfAsync(() => gateIn(server, needed, env))).code).toBe('no-base')
})

test('what is in no repository has no base, and is gated as ever', async () => {
  const folder = new Repository(Repository.folder())
  folder.write({ 'pages.py': PAGES, 'built.txt': '10', 'event.json': '{}' })
  await recordIn(folder, PAGES_REQUEST)
  const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: join(folder.path, 'event.json') }
  const { result, notices } = await gateIn(folder, PAGES_REQUEST, env)
  expect([result.verdict, notices]).toEqual(['pass', []])
  const needed = { ...PAGES_REQUEST, 'baseline-from': 'base' }
  expect((await refusalOfAsync(() => gateIn(folder, needed, env))).code).toBe('no-repository')
})
