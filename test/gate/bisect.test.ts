import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { app, PYTHON } from '../helpers/measuring.ts'
import { GIT_ENV, Repository } from '../helpers/repository.ts'
import { runIn } from '../helpers/terminal.ts'
import { hasCompiler } from '../proc/launched.ts'

const pages = readFileSync(app('pages.py'), 'utf8')

/** Each commit dirties so many pages; `null`: it cannot be built. */
function history(...counts: readonly (number | null)[]): Repository {
  const repository = Repository.create()
  for (const [index, count] of counts.entries()) {
    repository.commit({
      'pages.py': pages,
      'pages.txt': `${count ?? 10}`,
      'build.sh': count === null ? 'echo broken >&2; exit 1\n' : 'cp pages.txt built.txt\n',
      '.gitignore': 'built.txt\n',
      'number.txt': `${index + 1}`,
    })
  }
  return repository
}

const bisect = (repository: Repository, good: string, bad: string, ...flags: readonly string[]) =>
  runIn(
    repository.path,
    [
      ...['bisect', good, bad, '--build', 'sh build.sh', '--name', 'pages', '--warmup', '0'],
      ...['--ready', 'log:/ready/', '--budget', 'writable=+64KiB', '--budget', 'minor-faults=none', ...flags],
      ...['--', PYTHON, '-I', '-S', 'pages.py', 'built.txt'],
    ],
    GIT_ENV,
  )

test('the commit that made the program grow is found, and the repository is as it was', async () => {
  const repository = history(10, 110, 111)
  repository.write({ 'number.txt': 'changed', 'mine.txt': 'mine' })
  const before = [repository.git('status', '--porcelain'), repository.sha('HEAD')]
  const { exitCode, stdout } = await bisect(repository, 'HEAD~2', 'HEAD', '--runs', '4')
  const first = stdout.replace(/\n\n[^]*/, '').replace(/\s+/g, ' ')
  expect(first).toContain(repository.sha('HEAD~1').slice(0, 12))
  expect(first).toContain('writable memory grew by 400 KiB')
  expect(exitCode).toBe(0)
  expect([repository.git('status', '--porcelain'), repository.sha('HEAD')]).toEqual(before)
  expect(readdirSync(dirname(repository.path))).toEqual(['repository'])
})

/** One page a call: with -O1 and frame pointers, functions are called as they are written. */
const C_PROGRAM = (pages: number) => `
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
char *volatile kept;
__attribute__((noinline)) void fill_index(void) {
  kept = malloc(${pages} * 4096);
  for (int page = 0; page < ${pages}; page += 1) kept[page * 4096] = 1;
  puts("filled");
}
int main(void) { fill_index(); puts("ready"); fflush(stdout); pause(); return 0; }
`

/** A program in C that grows in its third commit; the one before changes no figure. */
function historyOfC(): Repository {
  const repository = Repository.create()
  for (const [index, pages] of [100, 100, 300, 300].entries()) {
    repository.commit({
      'main.c': C_PROGRAM(pages),
      'build.sh': 'cc -O1 -fno-omit-frame-pointer -o manager main.c\n',
      '.gitignore': 'manager\n',
      'number.txt': `${index + 1}`,
    })
  }
  return repository
}

const bisectC = (repository: Repository, env: Record<string, string>, ...flags: readonly string[]) =>
  runIn(
    repository.path,
    [
      ...['bisect', 'HEAD~3', 'HEAD', '--build', 'sh build.sh', '--warmup', '0', '--runs', '4'],
      ...['--ready', 'log:/ready/', ...flags, '--', './manager'],
    ],
    env,
  )

interface Written {
  readonly found: { readonly commit: string }
  readonly explanation: {
    readonly coverage: { readonly means: readonly string[] }
    readonly gate: { readonly delta: number }
    readonly difference: { readonly total: { readonly base: number; readonly delta: number } }
  } | null
  readonly doubts: readonly string[]
}

test.skipIf(!hasCompiler)(
  'both neighbors are traced, and the function that grew is named',
  async ({ skip }) => {
    const repository = historyOfC()
    const json = join(dirname(repository.path), 'out.json')
    const { exitCode, stdout, stderr } = await bisectC(repository, GIT_ENV, '--json', json)
    expect(exitCode).toBe(0)
    const { found, explanation } = JSON.parse(readFileSync(json, 'utf8')) as Written
    expect(found.commit).toBe(repository.sha('HEAD~1'))
    const traced = [...stderr.matchAll(/Tracing (\w+)/g)].map(([, commit]) => commit)
    expect(traced).toEqual(['HEAD~2', 'HEAD~1'].map((name) => repository.sha(name).slice(0, 12)))
    if (explanation?.coverage.means.includes('perf') !== true) return skip('perf may not record here')
    expect(explanation.difference.total.delta).toBe(200 * 4096)
    // What was traced at a commit is what was measured there.
    expect(Math.abs(explanation.gate.delta)).toBeLessThanOrEqual(2 * 4096)
    expect(stdout).toContain('+800 KiB: 800 KiB the program itself; 9')
    expect(stdout).toMatch(/in which functions\n +\+800 KiB {2}fill_index < main/)
    expect(stdout).toContain('The gate measured')
    expect(repository.git('status', '--porcelain')).toBe('')
    expect(readdirSync(dirname(repository.path)).sort()).toEqual(['out.json', 'repository'])
  },
)

test.skipIf(!hasCompiler)('without perf the commit is found as well, and what is lost is said', async () => {
  const repository = historyOfC()
  const folder = Repository.folder()
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin/perf'), '#!/bin/sh\necho broken >&2; exit 3\n')
  chmodSync(join(folder, 'bin/perf'), 0o755)
  const env = { ...GIT_ENV, PATH: `${join(folder, 'bin')}:${GIT_ENV.PATH}` }
  const { exitCode, stdout } = await bisectC(repository, env, '--json', join(folder, 'out.json'))
  expect(exitCode).toBe(0)
  const text = stdout.replace(/\s+/g, ' ')
  expect(text).toContain(`${repository.sha('HEAD~1').slice(0, 12)} main.c`)
  expect(text).toContain('+800 KiB [anon]')
  expect(text).toContain('perf may not trace here ("broken"): who touched which page is not known.')
  expect(text).toContain('sudo sysctl -w kernel.perf_event_paranoid=1')
  expect(text).not.toContain('what changed')
  const { doubts } = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')) as Written
  expect(doubts).toEqual([expect.stringContaining('perf may not trace here')])
})

test('nothing is traced where nobody wants it', async () => {
  const { exitCode, stdout, stderr } = await bisect(
    history(10, 110),
    ...(['HEAD~1', 'HEAD', '--runs', '4', '--explain', 'never', '--json', '-'] as const),
  )
  expect(exitCode).toBe(0)
  expect(stderr).not.toContain('Tracing')
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'footprint-gate/bisect@1',
    explanation: null,
    doubts: [],
  })
})

test('a good commit that cannot be built is an error with the end of its log', async () => {
  const repository = history(null, 110)
  const { exitCode, stderr } = await bisect(repository, 'HEAD~1', 'HEAD')
  expect(exitCode).toBe(2)
  expect(stderr).toContain(`the good commit ${repository.sha('HEAD~1').slice(0, 12)} cannot be measured`)
  expect(stderr).toContain('broken')
})

test('a bad commit that cannot be built is said with the end of its log, and nothing is bisected', async () => {
  const repository = history(10, null)
  const { exitCode, stderr } = await bisect(repository, 'HEAD~1', 'HEAD')
  expect(exitCode).toBe(3)
  const bad = repository.sha('HEAD').slice(0, 12)
  expect(stderr).toContain(`the bad commit ${bad} cannot be measured: the commit does not build`)
  expect(stderr).toContain('broken')
  expect(stderr).not.toContain('the base')
})

test('a bad commit that is not red is said, and nothing is bisected', async () => {
  const repository = history(10, 10, 10)
  const { exitCode, stderr } = await bisect(repository, 'HEAD~2', 'HEAD')
  expect(exitCode).toBe(3)
  expect(stderr.replace(/\s+/g, ' ')).toContain('is not red against the good one: pass')
})

test('check --bisect exits as git bisect run wants it', async () => {
  const repository = history(10)
  repository.write({ 'built.txt': '10' })
  const flags = [
    ...['--name', 'pages', '--warmup', '0', '--runs', '3', '--ready', 'log:/ready/'],
    ...['--budget', 'minor-faults=none', '--baseline', 'baseline.json'],
  ]
  const command = ['--', PYTHON, '-I', '-S', 'pages.py', 'built.txt']
  const check = async (...more: readonly string[]) =>
    (await runIn(repository.path, ['check', '--bisect', ...flags, ...more, ...command])).exitCode
  // No baseline proves nothing, however it may be forgiven.
  expect(await check('--on-missing-baseline', 'pass', '--runs', '1')).toBe(125)
  await runIn(repository.path, ['record', ...flags, ...command])
  expect(await check()).toBe(0)
  expect(await check('--budget', 'writable=<=4KiB', '--max-runs', '3')).toBe(1)
  expect(await check('--ready-timeout', '1')).toBe(125)
})
