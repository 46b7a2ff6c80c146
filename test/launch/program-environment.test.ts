import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { programEnvironment } from '../../src/launch/program-environment.ts'
import { measureOnce, PYTHON } from '../helpers/measuring.ts'

/** The environment of a step of a workflow, started by npx. */
const stepEnv = {
  PATH: process.env['PATH'],
  HOME: '/root',
  CI: 'true',
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

describe('the environment of a program', () => {
  test('has nothing secret, nothing of the step and nothing that varies from job to job', () => {
    expect(programEnvironment(stepEnv, {}, '/work', 'cookie')).toEqual({
      CI: 'true',
      FOOTPRINT_GATE_RUN: 'cookie',
      HOME: '/root',
      PATH: process.env['PATH'],
      PWD: '/work',
      RUNNER_TRACKING_ID: 'github_1',
    })
  })

  test('has what the scenario adds, which goes before the rest but never before the cookie', () => {
    const added = { HOME: '/home/x', GITHUB_TOKEN: 'meant', FOOTPRINT_GATE_RUN: 'mine' }
    expect(programEnvironment(stepEnv, added, '/work', 'cookie')).toMatchObject({
      HOME: '/home/x',
      GITHUB_TOKEN: 'meant',
      FOOTPRINT_GATE_RUN: 'cookie',
    })
  })

  test('is laid out by name, whatever order it comes in', () => {
    const names = (env: object) => Object.keys(programEnvironment({ ...env }, {}, '/', 'cookie'))
    expect(names({ B: '1', A: '2' })).toEqual(names({ A: '2', B: '1' }))
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
        'CI',
        'FOOTPRINT_GATE_RUN',
        'HOME',
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
  })
})
