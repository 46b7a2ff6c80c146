import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadPlan } from '../../src/config/plan.ts'
import type { Request } from '../../src/config/request.ts'
import { nameOfFlag } from '../../src/cli/flags.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footprint-gate-plan-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const plan = (request: Request) => loadPlan(request, folder, nameOfFlag)
const planOne = async (request: Request) => (await plan(request)).scenarios[0]
const refused = (request: Request) => refusalOfAsync(() => plan(request))

async function write(text: string, name = 'footprint.yml'): Promise<void> {
  await mkdir(join(folder, name, '..'), { recursive: true })
  await writeFile(join(folder, name), text)
}

/** A configuration of scenarios `a` and `b`; more keys of `a`, one a line. */
const scenarios = (...keys: string[]) =>
  [
    'scenarios:',
    '  - name: a',
    '    run: server --port 1',
    ...keys.map((key) => `    ${key}`),
    '  - name: b',
    '    run: tool',
  ].join('\n')

describe('a plan of a command', () => {
  test('has the defaults that the documentation tells', async () => {
    expect(await plan({ run: ['bin/server', 'a b'] })).toEqual({
      scenarios: [
        {
          name: 'server',
          command: ['bin/server', 'a b'],
          workingDirectory: folder,
          env: {},
          passEnv: [],
          ready: null,
          readyTimeoutMs: 60_000,
          until: 'steady',
          workload: null,
          prepare: null,
          cleanup: null,
          workloadTimeoutMs: 600_000,
          soakMs: null,
          settleTimeoutMs: 60_000,
          restTimeoutMs: 5000,
          stopSignal: 'SIGTERM',
          stopTimeoutMs: 5000,
          target: null,
          runs: 5,
          maxRuns: 10,
          warmup: 1,
          budgets: {
            writable: {
              isDefault: true,
              increase: { percent: 1, absolute: 65_536 },
              ceiling: null,
              floor: null,
              text: '+1%, +64KiB',
            },
            'minor-faults': {
              isDefault: true,
              increase: { percent: 2, absolute: 100 },
              ceiling: null,
              floor: null,
              text: '+2%, +100',
            },
          },
        },
      ],
      baselinePath: join(folder, '.github/footprint-baseline.json'),
      baselineFrom: 'head',
      baselineStore: 'file',
      pair: null,
      onMissingBaseline: 'warn',
      onInconclusive: 'fail',
      explain: 'auto',
    })
  })

  test('takes what every flag says', async () => {
    const request: Request = {
      run: 'bin/server --title "a b"',
      name: 'the server',
      'working-directory': 'sub',
      ready: ['tcp:80', 'delay:1s'],
      'pass-env': ['AWS_*', 'A, B'],
      workload: 'load | tee log',
      prepare: 'rm -f data',
      cleanup: 'rm data',
      soak: '2m',
      runs: '3',
      'max-runs': '7',
      warmup: '0',
      'ready-timeout': '5s',
      'settle-timeout': '7s',
      baseline: 'memory.json',
      budget: ['writable=+0', 'growth=+1KiB/s'],
      'baseline-store': 'branch',
      'on-missing-baseline': 'fail',
      'on-inconclusive': 'warn',
    }
    const {
      scenarios: [scenario],
      ...rest
    } = await plan(request)
    expect(scenario).toMatchObject({
      name: 'the server',
      command: ['bin/server', '--title', 'a b'],
      workingDirectory: join(folder, 'sub'),
      ready: [
        { condition: { kind: 'tcp', port: 80 }, text: 'tcp:80' },
        { condition: { kind: 'delay', delayMs: 1000 }, text: 'delay:1s' },
      ],
      passEnv: ['AWS_*', 'A', 'B'],
      workload: 'load | tee log',
      prepare: 'rm -f data',
      cleanup: 'rm data',
      soakMs: 120_000,
      runs: 3,
      maxRuns: 7,
      warmup: 0,
      readyTimeoutMs: 5000,
      settleTimeoutMs: 7000,
      budgets: { writable: { text: '+0' }, growth: { text: '+1KiB/s' } },
    })
    expect(rest).toEqual({
      baselinePath: join(folder, 'memory.json'),
      baselineFrom: 'head',
      baselineStore: 'branch',
      pair: null,
      onMissingBaseline: 'fail',
      onInconclusive: 'warn',
      explain: 'auto',
    })
  })

  test('gives a program that ends ten minutes, and a service one', async () => {
    expect(await planOne({ run: 'tool', until: 'exit' })).toMatchObject({ settleTimeoutMs: 600_000 })
    expect(await planOne({ run: 'tool', until: 'exit', 'settle-timeout': '3s' })).toMatchObject({
      settleTimeoutMs: 3000,
    })
  })

  test('keeps runs and max-runs in order where only one is given', async () => {
    expect(await planOne({ run: 'a', runs: '20' })).toMatchObject({ runs: 20, maxRuns: 20 })
    expect(await planOne({ run: 'a', 'max-runs': '3' })).toMatchObject({ runs: 3, maxRuns: 3 })
    expect(await planOne({ run: 'a', runs: '3' })).toMatchObject({ runs: 3, maxRuns: 10 })
  })

  test.each<[Request, string, string]>([
    [{ run: 'a', runs: '0' }, 'bad-value', '--runs cannot be "0"'],
    [{ run: 'a', runs: '101' }, 'bad-value', '--runs cannot be "101"'],
    [{ run: 'a', runs: '3.5' }, 'bad-value', '--runs cannot be "3.5"'],
    [{ run: 'a', runs: 'many' }, 'bad-value', '--runs cannot be "many"'],
    [{ run: 'a', runs: '' }, 'bad-value', '--runs cannot be ""'],
    [{ run: 'a', runs: '1e1' }, 'bad-value', '--runs cannot be "1e1"'],
    [{ run: 'a', runs: '5', 'max-runs': '4' }, 'bad-value', '--max-runs cannot be "4"'],
    [{ run: 'a', warmup: '-1' }, 'bad-value', '--warmup cannot be "-1"'],
    [{ run: 'a', until: 'done' }, 'bad-value', '--until cannot be "done"'],
    [{ run: 'a', soak: '60' }, 'bad-value', '--soak cannot be "60"'],
    [{ run: 'a', 'ready-timeout': 'soon' }, 'bad-value', '--ready-timeout cannot be "soon"'],
    [{ run: 'a', 'settle-timeout': '-1s' }, 'bad-value', '--settle-timeout cannot be "-1s"'],
    [{ run: 'a', 'pass-env': ['*'] }, 'bad-value', '--pass-env cannot be "*"'],
    [{ run: 'a', 'pass-env': ['A=1'] }, 'bad-value', '--pass-env cannot be "A=1"'],
    [{ run: 'a', 'pass-env': ['A', 'B?'] }, 'bad-value', '--pass-env cannot be "B?"'],
    [{ run: 'a', 'pass-env': [' , '] }, 'bad-value', '--pass-env cannot be " , "'],
    [{ run: 'a', name: '' }, 'bad-value', 'name cannot be ""'],
    [{ run: 'a', name: 'a\nb' }, 'bad-value', 'name cannot be "a\nb"'],
    [{ run: 'a', name: 'x'.repeat(201) }, 'bad-value', 'name cannot be'],
    [{ run: 'a', 'on-missing-baseline': 'ignore' }, 'bad-value', '--on-missing-baseline cannot be "ignore"'],
    [{ run: 'a', 'on-inconclusive': 'pass' }, 'bad-value', '--on-inconclusive cannot be "pass"'],
    [{ run: 'a', budget: ['heap=+1%'] }, 'unknown-metric', 'unknown metric "heap"'],
    [{ run: 'a', budget: ['writable=+1MB'] }, 'bad-budget', '"MB" is no unit'],
    [{ run: 'a', ready: ['up'] }, 'bad-ready', 'cannot read the ready condition "up"'],
    [{ run: '' }, 'nothing-to-measure', 'there is no program to measure'],
    [{ run: ' ' }, 'bad-command', 'it is empty'],
    [{ run: [''] }, 'bad-command', 'it is empty'],
    [{ run: [] }, 'nothing-to-measure', 'there is no program to measure'],
    [{ run: ['a\0b'] }, 'bad-command', 'no program can be given a NUL'],
    [{ run: 'a\0b' }, 'bad-command', 'no program can be given a NUL'],
    [{}, 'nothing-to-measure', 'there is no program to measure'],
    [{ 'config-file': 'other.yml' }, 'config-missing', 'other.yml does not exist'],
    [{ scenario: ['a'] }, 'nothing-to-measure', 'there is no program to measure'],
  ])('is refused with the name of the flag and a way out: %j', async (request, code, why) => {
    const error = await refused(request)
    expect(error.message).toContain(why)
    expect(error).toMatchObject({ code, exitCode: 2 })
    expect(error.hint).not.toBe('')
  })

  test.each<[Request, string]>([
    [{ run: 'a', 'config-file': 'footprint.yml' }, '-- command and --config'],
    [{ run: 'a', scenario: ['a'] }, '-- command and --scenario'],
    [{ run: 'a', until: 'exit', ready: ['tcp:80'] }, '--ready and --until exit'],
    [{ run: 'a', until: 'exit', workload: 'b' }, '--workload and --until exit'],
    [{ run: 'a', until: 'exit', soak: '1s' }, '--soak and --until exit'],
    [{ run: 'a', until: 'exit', target: 'unit:a' }, '--target and --until exit'],
    [{ run: 'a', budget: ['growth=+1KiB/s'] }, 'a budget for growth and no soak'],
  ])('is refused where it contradicts itself: %j', async (request, both) => {
    const error = await refused(request)
    expect(error.message).toBe(`${both} cannot be used together`)
    expect(error).toMatchObject({ code: 'contradiction', exitCode: 2 })
  })

  test('leaves a configuration file alone', async () => {
    await write('scenarios: [\n')
    expect(await planOne({ run: 'a' })).toMatchObject({ name: 'a' })
  })
})

describe('a plan of a configuration file', () => {
  test('has all its scenarios, or those that are named, in the order of the file', async () => {
    await write(scenarios())
    const names = async (request: Request) => (await plan(request)).scenarios.map(({ name }) => name)
    expect(await names({})).toEqual(['a', 'b'])
    expect(await names({ scenario: ['b'] })).toEqual(['b'])
    expect(await names({ scenario: ['b', 'a', 'b'] })).toEqual(['a', 'b'])
    const error = await refused({ scenario: ['a', 'c'] })
    expect(error).toMatchObject({ code: 'unknown-scenario', hint: 'Use one of: a, b.' })
  })

  test('takes its runs from the scenario, else from the file, and from the request before both', async () => {
    await write(`runs: 4\nwarmup: 0\n${scenarios('runs: 6')}`)
    const runs = async (request: Request) =>
      (await plan(request)).scenarios.map((scenario) => [scenario.runs, scenario.warmup])
    expect(await runs({})).toEqual([
      [6, 0],
      [4, 0],
    ])
    expect(await runs({ runs: '2', warmup: '3' })).toEqual([
      [2, 3],
      [2, 3],
    ])
  })

  test('lets the request go before the file', async () => {
    await write(scenarios('ready: tcp:80', 'settle-timeout: 5s', 'budgets: { writable: "+3%", rss: "+1%" }'))
    const first = await planOne({ ready: ['delay:1s'], budget: ['writable=+0'] })
    expect(first).toMatchObject({
      ready: [{ condition: { kind: 'delay' } }],
      settleTimeoutMs: 5000,
      budgets: { writable: { text: '+0' }, rss: { text: '+1%' }, 'minor-faults': { text: '+2%, +100' } },
    })
  })

  test('has paths relative to the file, and the paths of the request relative to where it is called', async () => {
    await write(`baseline: base.json\n${scenarios('working-directory: ../data')}`, 'conf/gate.yml')
    const fromFile = await plan({ 'config-file': 'conf/gate.yml' })
    expect(fromFile.baselinePath).toBe(join(folder, 'conf/base.json'))
    expect(fromFile.scenarios.map(({ workingDirectory }) => workingDirectory)).toEqual([
      join(folder, 'data'),
      join(folder, 'conf'),
    ])
    expect(await plan({ 'config-file': 'conf/gate.yml', baseline: 'x.json' })).toMatchObject({
      baselinePath: join(folder, 'x.json'),
    })
    await write(scenarios(), 'conf/plain.yml')
    expect(await plan({ 'config-file': 'conf/plain.yml' })).toMatchObject({
      baselinePath: join(folder, '.github/footprint-baseline.json'),
    })
  })

  test('runs a list as it is, a string without a shell, and a shell where it is asked for', async () => {
    await write(
      'scenarios:\n  - { name: a, run: [x, "*  $HOME"] }\n  - { name: b, run: "x | y", shell: true }\n',
    )
    const { scenarios: all } = await plan({})
    expect(all.map(({ command }) => command)).toEqual([
      ['x', '*  $HOME'],
      ['/bin/sh', '-c', 'x | y'],
    ])
  })

  test('knows stop signals with and without SIG', async () => {
    await write(scenarios('stop-signal: INT'))
    expect(await planOne({})).toMatchObject({ stopSignal: 'SIGINT' })
    await write(scenarios('stop-signal: SIGQUIT'))
    expect(await planOne({})).toMatchObject({ stopSignal: 'SIGQUIT' })
    await write(scenarios('stop-signal: HALT'))
    expect(await refused({})).toMatchObject({ code: 'bad-value' })
  })

  test('hands numbers and truth values of env on as text', async () => {
    await write(scenarios('env: { PORT: 80, DEBUG: true, EMPTY: "" }'))
    expect(await planOne({})).toMatchObject({ env: { PORT: '80', DEBUG: 'true', EMPTY: '' } })
  })

  test('has pass-env as a list or as a text, and the request goes before it', async () => {
    await write(scenarios('pass-env: [AWS_*, DATABASE_URL]'))
    expect(await planOne({})).toMatchObject({ passEnv: ['AWS_*', 'DATABASE_URL'] })
    expect(await planOne({ 'pass-env': ['X'] })).toMatchObject({ passEnv: ['X'] })
    await write(scenarios('pass-env: AWS_*, X'))
    expect(await planOne({})).toMatchObject({ passEnv: ['AWS_*', 'X'] })
  })

  test.each([
    ['stop-timeout: soon', 'bad-value', 'stop-timeout of a cannot be "soon"'],
    ['until: exit\n    ready: tcp:1', 'contradiction', 'ready of a and'],
    ['budgets: { writable: "+1MB" }', 'bad-budget', '"MB" is no unit'],
    ['ready: tcp:host:1', 'bad-ready', 'not this machine'],
    ['runs: 5\n    max-runs: 4', 'bad-value', 'max-runs of a cannot be "4"'],
  ])('is refused with the line of the scenario: %s', async (keys, code, why) => {
    await write(scenarios(keys))
    const error = await refused({})
    expect(error.message).toContain(`${join(folder, 'footprint.yml')}:2: `)
    expect(error.message).toContain(why)
    expect(error).toMatchObject({ code, exitCode: 2 })
  })

  test.each<[string, Request]>([
    ['overridden', { 'settle-timeout': '1s' }],
    ['of a scenario that is not wanted', { scenario: ['b'] }],
  ])('is refused for a mistake that is %s', async (_what, request) => {
    await write(scenarios('settle-timeout: soon'))
    expect(await refused(request)).toMatchObject({ code: 'bad-value' })
  })

  test('may have a budget of growth for the soak that the request asks for', async () => {
    await write(scenarios('budgets: { growth: "+1KiB/s" }'))
    expect(await refused({})).toMatchObject({ exitCode: 2 })
    expect(await planOne({ soak: '60s' })).toMatchObject({ soakMs: 60_000 })
  })

  test('is refused with the line of the second of two scenarios of one name', async () => {
    await write('scenarios:\n  - name: a\n    run: x\n  - run: y\n    name: a\n')
    const error = await refused({})
    expect(error).toMatchObject({ code: 'config-malformed' })
    expect(error.message).toContain('footprint.yml:5: there are two scenarios "a"')
  })

  test('cannot be given a name from outside, as its scenarios have names', async () => {
    await write(scenarios())
    expect(await refused({ name: 'x' })).toMatchObject({ code: 'contradiction' })
  })
})

test('what stands on a branch of its own has no head and no base', async () => {
  await expect(
    loadPlan({ run: ['srv'], 'baseline-from': 'base', 'baseline-store': 'branch' }, '/', (key) => `--${key}`),
  ).rejects.toMatchObject({ code: 'contradiction' })
})
