import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { app, PYTHON } from '../helpers/measuring.ts'
import { GIT_ENV, Repository } from '../helpers/repository.ts'
import { runIn } from '../helpers/terminal.ts'

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

test('a good commit that cannot be built is an error with the end of its log', async () => {
  const repository = history(null, 110)
  const { exitCode, stderr } = await bisect(repository, 'HEAD~1', 'HEAD')
  expect(exitCode).toBe(2)
  expect(stderr).toContain(`the good commit ${repository.sha('HEAD~1').slice(0, 12)} cannot be measured`)
  expect(stderr).toContain('broken')
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
