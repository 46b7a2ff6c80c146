import { readdir } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { app, PYTHON } from '../helpers/measuring.ts'
import { CliFolder, type CliResult } from '../helpers/cli.ts'
import { findFreePort } from '../helpers/processes.ts'

const PAGE = 4096
const KIB = 1024
const MIB = 1024 ** 2

/** What of the contract's result the tests look at. */
interface ResultJson {
  readonly schema: string
  readonly verdict: string
  readonly environment: Readonly<Record<string, string | number>>
  readonly scenarios: readonly {
    readonly name: string
    readonly verdict: string
    readonly reasons: readonly string[]
    readonly metrics: readonly {
      readonly metric: string
      readonly unit: string
      readonly verdict: string
      readonly base: { readonly median: number; readonly samples: readonly number[] } | null
      readonly head: { readonly median: number; readonly samples: readonly number[] } | null
      readonly delta: number | null
      readonly allowed: number | null
      readonly detectable: number | null
    }[]
    readonly mappings: readonly {
      readonly group: string
      readonly base: number
      readonly head: number
      readonly delta: number
    }[]
    readonly runs: readonly {
      readonly settled: boolean
      readonly readings: readonly object[]
      readonly events: readonly object[]
      readonly processes: readonly object[]
    }[]
  }[]
}

function metricOf({ stdout }: CliResult, metric: string) {
  const result = JSON.parse(stdout) as ResultJson
  const found = result.scenarios[0]?.metrics.find((one) => one.metric === metric)
  if (found === undefined) throw new Error(`no ${metric} in ${stdout.slice(0, 500)}`)
  return found
}

let folder: CliFolder
beforeEach(async () => {
  folder = await CliFolder.create()
})
afterEach(async () => {
  await folder.remove()
})

describe('an HTTP server of Python', () => {
  test('is recorded, and then it passes', async () => {
    const port = await findFreePort()
    const flags = ['--ready', `tcp:${port}`, '--runs', '3', '--', PYTHON, '-m', 'http.server', String(port)]
    const recorded = await folder.run(['record', ...flags])
    expect(recorded).toMatchObject({ exitCode: 0, stderr: '' })
    expect(recorded.stdout).toContain('Recorded in .github/footprint-baseline.json')
    const before = await folder.read('.github/footprint-baseline.json')
    const checked = await folder.run(['check', ...flags])
    expect(checked).toMatchObject({ exitCode: 0, stderr: '' })
    expect(checked.stdout.split('\n')[0]).toMatch(/^✓ Pass: python3, writable memory /)
    // A check changes nothing.
    expect(await folder.read('.github/footprint-baseline.json')).toBe(before)
  })
})

describe('a daemon of which a change is gated', () => {
  // The same command before and after: how many pages it dirties is read from a file.
  let measured: readonly string[]
  let base: CliFolder
  beforeAll(async () => {
    base = await CliFolder.create()
    const pages = await base.write('pages', '64')
    measured = [
      '--name',
      'daemon',
      '--ready',
      'log:/^ready$/',
      '--runs',
      '3',
      '--baseline',
      base.file('base.json'),
      '--',
      PYTHON,
      app('pages.py'),
      pages,
    ]
    expect(await base.run(['record', ...measured])).toMatchObject({ exitCode: 0 })
  })
  afterAll(async () => {
    await base.remove()
  })

  const check = async (pages: number, ...flags: string[]) => {
    await base.write('pages', String(pages))
    return folder.run(['check', ...flags, ...measured])
  }

  test('passes unchanged, with a budget of not one page', async () => {
    const { exitCode, stdout } = await check(64, '--budget', 'writable=+0')
    expect(stdout).toContain('✓ Pass: daemon')
    expect(exitCode).toBe(0)
  })

  test('that dirties 1 MiB more fails, and is told to the page', async () => {
    const result = await check(64 + 256, '--json', '-')
    expect(result).toMatchObject({ exitCode: 1, stderr: '' })
    const { verdict, delta } = metricOf(result, 'writable')
    expect(verdict).toBe('regressed')
    expect(Math.abs((delta ?? Number.NaN) - MIB)).toBeLessThanOrEqual(16 * KIB)
  })

  test('that dirties one page more is told with a budget of none', async () => {
    const result = await check(65, '--budget', 'writable=+0', '--json', '-')
    expect(metricOf(result, 'writable')).toMatchObject({ verdict: 'regressed', delta: PAGE, allowed: 0 })
    expect(result.exitCode).toBe(1)
  })

  test('that needs less is improved, and exits with 0', async () => {
    const result = await check(0, '--json', '-')
    expect(metricOf(result, 'writable')).toMatchObject({ verdict: 'improved', delta: -64 * PAGE })
    expect(result.exitCode).toBe(0)
  })

  test('fails beyond a ceiling, whatever the baseline says', async () => {
    const { exitCode, stdout } = await check(64, '--budget', 'writable=<=1MiB')
    expect(stdout.split('\n')[0]).toMatch(/^✗ daemon: writable memory is .*, over its limit of 1\.00 MiB/)
    expect(exitCode).toBe(1)
  })

  test('is told on stdout, to a person, in no more than 80 columns', async () => {
    const { exitCode, stdout, stderr } = await check(64 + 256)
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
    expect(stdout).toMatch(/^✗ daemon: writable memory grew by /)
    expect(stdout).not.toContain('\u001b')
    const command = /^ {2}npx footprint-gate record .*$/m
    expect(stdout).toMatch(command)
    for (const line of stdout.replace(command, '').split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('has a result in JSON alone on stdout, of the shape that tools depend on', async () => {
    const { stdout } = await check(64, '--json', '-')
    const result = JSON.parse(stdout) as ResultJson
    expect(result).toMatchObject({
      schema: 'footprint-gate/result@1',
      verdict: 'pass',
      environment: { architecture: expect.any(String) as string, pageSize: expect.any(Number) as number },
    })
    const [scenario] = result.scenarios
    expect(scenario).toMatchObject({ name: 'daemon', verdict: 'pass' })
    for (const { unit, base: before, head, ...metric } of scenario?.metrics ?? []) {
      expect(['bytes', 'count', 'bytes/s', 'ms']).toContain(unit)
      expect(Object.keys(metric)).toEqual(
        expect.arrayContaining(['metric', 'verdict', 'delta', 'allowed', 'detectable']),
      )
      for (const samples of [before, head]) {
        if (samples === null) continue
        expect(samples.samples.every(Number.isFinite)).toBe(true)
        expect(Number.isFinite(samples.median)).toBe(true)
      }
    }
    expect(scenario?.metrics.map(({ metric }) => metric)).toEqual(
      expect.arrayContaining(['writable', 'minor-faults', 'rss']),
    )
    expect(scenario?.mappings[0]).toMatchObject({
      group: expect.any(String) as string,
      delta: expect.any(Number) as number,
    })
    expect(scenario?.runs).toHaveLength(3)
    for (const run of scenario?.runs ?? []) {
      expect(run.settled).toBe(true)
      expect(run.readings.length).toBeGreaterThan(4)
      expect(run.processes).toHaveLength(1)
    }
  })

  test('has the comment in markdown alone on stdout, the answer first, and the JSON in a file beside it', async () => {
    const { exitCode, stdout } = await check(64 + 256, '--markdown', '-', '--json', 'reports/result.json')
    expect(exitCode).toBe(1)
    expect(stdout.split('\n')[0]).toMatch(/daemon: writable memory grew by .*, allowed /)
    expect(stdout).toContain('| Scenario | Metric |')
    expect(JSON.parse(await folder.read('reports/result.json'))).toMatchObject({ verdict: 'regressed' })
  })
})

describe('without a baseline', () => {
  const flags = ['--runs', '1', '--warmup', '0', '--until', 'exit', '--', '/bin/sleep', '0.1']

  test('a check warns, and says which command records one', async () => {
    const { exitCode, stdout } = await folder.run(['check', ...flags])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^! No baseline for sleep yet/)
    expect(stdout).toMatch(/npx footprint-gate record .*-- \/bin\/sleep 0\.1/)
  })

  test('a check can be made to fail', async () => {
    expect(await folder.run(['check', '--on-missing-baseline', 'fail', ...flags])).toMatchObject({
      exitCode: 3,
    })
  })
})

describe('a configuration file', () => {
  test('is taken from where the command is called, all scenarios of it or one', async () => {
    await folder.write(
      'footprint.yml',
      `runs: 1\nwarmup: 0\nbaseline: base.json\nscenarios:
  - { name: one, run: sleep 0.1, until: exit }
  - { name: two, run: ["/bin/sleep", "0.1"], until: exit }\n`,
    )
    const recorded = await folder.run(['record'])
    expect(recorded).toMatchObject({ exitCode: 0, stderr: '' })
    expect(recorded.stdout).toMatch(/Recorded in base\.json\n {2}one: 1 run stored[^]*two: 1 run stored/)
    const { stdout } = await folder.run([
      'check',
      '--scenario',
      'two',
      '--json',
      '-',
      '--on-inconclusive',
      'warn',
    ])
    expect((JSON.parse(stdout) as ResultJson).scenarios.map(({ name }) => name)).toEqual(['two'])
  })
})

describe('the demo', () => {
  test('shows a regression caught, with the answer first, and leaves nothing behind', async () => {
    const { exitCode, stdout } = await folder.run(['demo'], { env: { TMPDIR: folder.path } })
    expect(exitCode).toBe(0)
    expect(stdout.split('\n')[0]).toMatch(/demo daemon: writable memory grew by \d.* MiB \(\+.*%\), allowed /)
    expect(stdout).not.toContain('\u001b')
    expect(await readdir(folder.path)).toEqual([])
  })
})
