import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { heldBackVariables, programEnvironment } from '../../src/launch/program-environment.ts'
import { measureOnce, PYTHON } from '../helpers/measuring.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'

/** The environment of a step of a workflow, started by npx. */
const stepEnv = {
  PATH: process.env['PATH'],
  HOME: '/root',
  LC_ALL: 'C.UTF-8',
  CI: 'true',
  DATABASE_URL: 'postgres://',
  AWS_REGION: 'eu-west-1',
  AWS_PROFILE: 'test',
  INPUT_RUN: 'server',
  'INPUT_GITHUB-TOKEN': 'secret',
  ACTIONS_RUNTIME_TOKEN: 'secret',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'secret',
  GITHUB_TOKEN: 'secret',
  GITHUB_ENV: '/tmp/env',
  GITHUB_STEP_SUMMARY: '/tmp/summary',
  GITHUB_SHA: 'a'.repeat(40),
  GH_TOKEN: 'secret',
  NODE_AUTH_TOKEN: 'secret',
  RUNNER_TEMP: '/tmp',
  RUNNER_TRACKING_ID: 'github_1',
  STATE_started: '1',
  npm_config_cache: '/tmp',
  npm_lifecycle_event: 'npx',
  NPM_TOKEN: 'secret',
  INIT_CWD: '/here',
  OLDPWD: '/there',
  SHLVL: '3',
  _: '/usr/bin/node',
  COLUMNS: '80',
  UNSET: undefined,
}

/** What a program of a scenario gets of it. */
const given = (env: Readonly<Record<string, string>> = {}, passEnv: readonly string[] = []) =>
  programEnvironment(stepEnv, { env, passEnv, workingDirectory: '/work' }, 'cookie')

describe('the environment of a program', () => {
  test('has a few variables of the step, and nothing else of it', () => {
    expect(given()).toEqual({
      FOOTPRINT_GATE_RUN: 'cookie',
      HOME: '/root',
      LC_ALL: 'C.UTF-8',
      PATH: process.env['PATH'],
      PWD: '/work',
      RUNNER_TRACKING_ID: 'github_1',
    })
  })

  test('has what the scenario adds, which goes before the rest but never before the cookie', () => {
    const added = { HOME: '/home/x', GITHUB_TOKEN: 'meant', FOOTPRINT_GATE_RUN: 'mine' }
    expect(given(added)).toMatchObject({
      HOME: '/home/x',
      GITHUB_TOKEN: 'meant',
      FOOTPRINT_GATE_RUN: 'cookie',
    })
  })

  test('is laid out by name, whatever order it comes in', () => {
    const names = (env: Readonly<Record<string, string>>) => Object.keys(given(env))
    expect(names({ B: '1', A: '2' })).toEqual(names({ A: '2', B: '1' }))
  })

  test('has what pass-env names, where * stands for any characters and nothing else does', () => {
    expect(given({}, ['AWS_*', 'DATABASE_URL', 'NO_SUCH'])).toMatchObject({
      AWS_PROFILE: 'test',
      AWS_REGION: 'eu-west-1',
      DATABASE_URL: 'postgres://',
    })
    for (const glob of ['AWS', 'AWS_', 'WS_*', '.*', 'AWS_REGIO.', 'aws_*']) {
      expect(given({}, [glob])).not.toHaveProperty('AWS_REGION')
    }
    expect(given({}, ['*_REG*N'])).toHaveProperty('AWS_REGION', 'eu-west-1')
  })

  test('has a token of the runner only where its whole name is there', () => {
    expect(given({}, ['ACTIONS_*', '*_TOKEN', '*N*'])).not.toHaveProperty('ACTIONS_RUNTIME_TOKEN')
    expect(given({}, ['ACTIONS_RUNTIME_TOKEN'])).toHaveProperty('ACTIONS_RUNTIME_TOKEN', 'secret')
  })

  test('lacks variables that somebody may miss: neither those of the runner nor those of npm', () => {
    const held = (env: Readonly<Record<string, string>>, passEnv: readonly string[]) =>
      heldBackVariables({ ...stepEnv, ImageOS: 'ubuntu24', GOROOT_1_22_X64: '/opt/go' }, { env, passEnv })
    expect(held({}, [])).toEqual(['AWS_PROFILE', 'AWS_REGION', 'DATABASE_URL', 'GH_TOKEN', 'NODE_AUTH_TOKEN'])
    expect(held({ DATABASE_URL: '' }, ['AWS_*', '*_TOKEN'])).toEqual([])
  })

  describe('as the program sees it', { timeout: 90_000 }, () => {
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'footprint-gate-environment-'))
    })
    afterAll(async () => {
      await rm(folder, { recursive: true })
    })

    const program = `
import shutil, signal, sys
shutil.copyfile("/proc/self/environ", sys.argv[1])
print("ready", flush=True)
signal.pause()
`

    /** One launch; the lines of its environment. */
    async function seenBy(
      name: string,
      env: Readonly<Record<string, string | undefined>>,
    ): Promise<readonly string[]> {
      const seen = join(folder, name)
      await measureOnce(
        { run: [PYTHON, '-c', program, seen], ready: 'log:/^ready$/' },
        { root: folder, world: { env } },
      )
      return (await readFile(seen, 'utf8')).split('\0').filter(Boolean)
    }

    test('is that, with a cookie of fixed length that is another in each run', async () => {
      const [one, two] = await Promise.all([
        seenBy('one', stepEnv),
        seenBy('two', { ...stepEnv, SHLVL: '11', GITHUB_RUN_ID: '12345' }),
      ])
      expect(one.map((line) => line.split('=')[0]).sort()).toEqual([
        'FOOTPRINT_GATE_RUN',
        'HOME',
        'LC_ALL',
        'PATH',
        'PWD',
        'RUNNER_TRACKING_ID',
      ])
      const cookieOf = (lines: readonly string[]) =>
        lines.find((line) => line.startsWith('FOOTPRINT_GATE_RUN='))
      expect(cookieOf(one)).toMatch(/^FOOTPRINT_GATE_RUN=[0-9a-f]{32}$/)
      expect(cookieOf(two)).toMatch(/^FOOTPRINT_GATE_RUN=[0-9a-f]{32}$/)
      expect(cookieOf(one)).not.toBe(cookieOf(two))
      const others = (lines: readonly string[]) => lines.filter((line) => line !== cookieOf(lines))
      expect(others(one)).toEqual(others(two))
    })

    test('moves no figure by 60 kB of a variable that has nothing to do with it', async () => {
      const writable = async (env: Readonly<Record<string, string | undefined>>) => {
        const run = [PYTHON, '-c', 'import signal; print("ready", flush=True); signal.pause()']
        const { figures } = await measureOnce({ run, ready: 'log:/^ready$/' }, { world: { env } })
        return figures.writable ?? Number.NaN
      }
      const [plain, padded] = [
        await writable(stepEnv),
        await writable({ ...stepEnv, UNRELATED: 'x'.repeat(60_000) }),
      ]
      // A page is what a busy machine may move; the variable would move 28.
      expect(Math.abs(padded - plain)).toBeLessThanOrEqual(4096)
    })

    test('is told by its names where a program fails, and never by a value', async () => {
      const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`X_${index + 10}`, 'hidden']))
      const env = { ...stepEnv, ...many, DATABASE_URL: 'hidden' }
      const run = ['/bin/sh', '-c', 'echo "${DATABASE_URL:?is not set}"']
      for (const how of [{ ready: 'log:/up/' }, { until: 'exit' }]) {
        const error = await refusalOfAsync(() => measureOnce({ run, ...how }, { world: { env } }))
        expect(error.hint).toContain(
          'did not get these variables of the step: AWS_PROFILE, AWS_REGION, DATABASE_URL, GH_TOKEN, ' +
            'NODE_AUTH_TOKEN, X_10, X_11, X_12, X_13, X_14, X_15, X_16 and 13 more. Name by pass-env what it needs.',
        )
        expect(error.hint + error.message + String(error.detail)).not.toContain('hidden')
      }
    })
  })
})
