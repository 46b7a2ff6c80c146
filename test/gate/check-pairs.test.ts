import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Request } from '../../src/config/request.ts'
import { headline } from '../../src/report/phrases/headline.ts'
import { gateIn, PAGES, PAGES_REQUEST } from '../helpers/gate.ts'
import { PYTHON } from '../helpers/measuring.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'
import { Repository } from '../helpers/repository.ts'

/** The program dirties as many pages as `pages.txt` says; the build puts that file where it is looked for. */
const request: Request = {
  ...PAGES_REQUEST,
  build: 'cp pages.txt built.txt',
  'compare-with': 'main',
}
const { build, ...builtAlready } = request

/** `main` with ten pages, and a branch off it. */
function scenario(): Repository {
  const repository = Repository.create()
  repository.commit({ 'pages.py': PAGES, 'pages.txt': '10', '.gitignore': 'built.txt' })
  repository.git('checkout', '--quiet', '-b', 'feature')
  repository.write({ 'built.txt': '10' })
  return repository
}

const run = (repository: Repository, changes: Partial<Request> = {}, env: Record<string, string> = {}) =>
  gateIn(repository, { ...request, ...changes }, env)

/** Nothing of the base is left beside the workspace. */
function siblings(repository: Repository): readonly string[] {
  return readdirSync(dirname(repository.path))
}

describe('base and head in turn', () => {
  test('pass with +0 when a pull request changes documents alone, though main has grown meanwhile', async () => {
    const repository = scenario()
    const headSha = repository.commit({ 'README.md': 'words' })
    repository.git('checkout', '--quiet', 'main')
    repository.commit({ 'pages.txt': '266' })
    repository.git('checkout', '--quiet', '--detach')
    repository.git('merge', '--quiet', '--no-ff', '--no-edit', 'feature')
    repository.write({
      'built.txt': '266',
      'event.json': JSON.stringify({ pull_request: { head: { sha: headSha }, base: { sha: headSha } } }),
    })
    const { result, exitCode } = await run(
      repository,
      { 'compare-with': 'base' },
      { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: join(repository.path, 'event.json') },
    )
    expect([result.verdict, exitCode]).toEqual(['pass', 0])
    expect(result.scenarios[0]?.metrics[0]).toMatchObject({ metric: 'writable', delta: 0 })
    expect(result.pair).toMatchObject({ rule: 'first-parent', commit: repository.sha('main') })
    expect(siblings(repository)).toEqual(['repository'])
  })

  test('fail when the head has grown, and say where', async () => {
    const repository = scenario()
    repository.commit({ 'pages.txt': '266' })
    repository.write({ 'built.txt': '266' })
    const { result, exitCode } = await run(repository)
    expect([result.verdict, exitCode]).toEqual(['regressed', 1])
    expect(headline(result)).toContain('writable memory grew by 1.00 MiB')
    expect(result.scenarios[0]?.mappings[0]?.delta).toBe(1024 ** 2)
  })

  test('take the load of the head, and say that it is another', async () => {
    const repository = scenario()
    repository.commit({ 'load.sh': 'echo "$FOOTPRINT_GATE_DIRECTORY" >> "$PWD/seen"\n' })
    const { result } = await run(repository, { workload: 'sh load.sh', runs: '1', 'max-runs': '1' })
    expect(result.pair?.changed).toEqual(['load.sh'])
    expect(headline(result)).toMatch(/; the head changes how it is measured \(load\.sh\)$/)
    const seen = await readFile(join(repository.path, 'seen'), 'utf8')
    const folders = [...new Set(seen.trim().split('\n'))]
    expect(folders).toHaveLength(2)
    expect(folders).toContain(repository.path)
  })
})

describe('a base that cannot be measured is inconclusive', () => {
  test('when it does not build, with the end of its log, and without what belongs to the step', async () => {
    const repository = scenario()
    const breaking = 'env; echo "::error::it breaks"; false | cat; echo never'
    const secrets = {
      'INPUT_GITHUB-TOKEN': 'ghs_secret',
      GITHUB_TOKEN: 'ghs_secret',
      ACTIONS_RUNTIME_TOKEN: 'ghs_secret',
    }
    const { result, exitCode } = await run(
      repository,
      { build: breaking, runs: '1', 'max-runs': '1' },
      secrets,
    )
    expect([result.verdict, exitCode]).toEqual(['inconclusive', 3])
    expect(headline(result)).toContain(`the base does not build: ${breaking} failed with status 1`)
    expect(result.pair?.log).toContain('::error::it breaks')
    expect(result.pair?.log).not.toMatch(/never|ghs_secret/)
    // The head was measured: its ceilings hold, and its figures are known.
    expect(result.scenarios[0]?.metrics[0]?.head?.samples).toHaveLength(1)
    expect(siblings(repository)).toEqual(['repository'])
  })

  test('when its program does not start', async () => {
    const repository = scenario()
    const { result, exitCode } = await run(repository, {
      build: 'echo no number > built.txt',
      runs: '1',
      'max-runs': '1',
    })
    expect([result.verdict, exitCode]).toEqual(['inconclusive', 3])
    expect(headline(result)).toContain('pages (base)')
    expect(result.pair?.log).toContain('ValueError')
  })
})

describe('a base without the folder, as of a service that the head adds, is inconclusive', () => {
  const once = { runs: '1', 'max-runs': '1' }

  function withService(): Repository {
    const repository = scenario()
    repository.commit({ 'service/pages.py': PAGES, 'service/built.txt': '10' })
    return repository
  }

  test.each([
    ['that it is built in', (top: Repository) => gateIn(inService(top), { ...request, ...once })],
    [
      'that its program starts in',
      (top: Repository) => gateIn(top, { ...builtAlready, ...once, 'working-directory': 'service' }),
    ],
  ])('%s', async (_, gateAt) => {
    const repository = withService()
    const { result, exitCode } = await gateAt(repository)
    expect([result.verdict, exitCode]).toEqual(['inconclusive', 3])
    expect(headline(result)).toContain('the base has no folder service')
    // What the head takes is known, and its ceilings hold.
    expect(result.scenarios[0]?.metrics[0]?.head?.samples).toHaveLength(1)
    expect(siblings(repository)).toEqual(['repository'])
  })

  const inService = ({ path }: Repository) => new Repository(join(path, 'service'))
})

describe('what is built already', () => {
  test('is measured where it stands, and stays', async () => {
    const repository = scenario()
    const base = join(dirname(repository.path), 'base-build')
    repository.git('worktree', 'add', '--quiet', '--detach', base, 'main')
    new Repository(base).write({ 'built.txt': '10' })
    const standing = { ...builtAlready, 'base-working-directory': '../base-build' }
    const { result } = await gateIn(repository, standing)
    expect(result.verdict).toBe('pass')
    expect(result.pair).toMatchObject({ rule: 'named', name: 'main', commit: repository.sha('main') })
    expect(existsSync(join(base, 'built.txt'))).toBe(true)
  })

  test('is refused when it is another commit than was named', async () => {
    const repository = scenario()
    const base = join(dirname(repository.path), 'elsewhere')
    repository.commit({ 'README.md': 'words' })
    repository.git('worktree', 'add', '--quiet', '--detach', base, 'feature')
    const standing = { ...builtAlready, 'base-working-directory': base }
    const refusal = await refusalOfAsync(() => gateIn(repository, standing))
    expect(refusal.code).toBe('other-base')
  })
})

describe('refused before anything is built', () => {
  test.each([
    ['the command', (root: string) => ({ run: [PYTHON, `${root}/pages.py`, 'built.txt'] })],
    ['prepare', (root: string) => ({ prepare: `rm -rf ${root}/data` })],
    ['a ready condition', (root: string) => ({ ready: [`file:${root}/ready`] })],
  ])('an absolute path into the workspace in %s', async (_, changes) => {
    const repository = scenario()
    const refusal = await refusalOfAsync(() =>
      run(repository, { ...changes(repository.path), build: `${String(build)}; touch ../built` }),
    )
    expect(refusal.code).toBe('path-into-workspace')
    expect(siblings(repository)).toEqual(['repository'])
  })

  test('a folder that is no repository', async () => {
    const folder = new Repository(Repository.folder())
    const refusal = await refusalOfAsync(() => run(folder))
    expect(refusal.code).toBe('no-repository')
  })
})
