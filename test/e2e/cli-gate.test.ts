import { readdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { app, PYTHON } from '../helpers/measuring.ts'
import { CliFolder } from '../helpers/cli.ts'
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

/** What of the baseline file they look at. */
interface Recording {
  readonly samples: { readonly writable: readonly number[] }
}

const folders: CliFolder[] = []

/** A folder of a test of its own, as the tests run beside each other. */
async function createFolder(): Promise<CliFolder> {
  const folder = await CliFolder.create()
  folders.push(folder)
  return folder
}

afterAll(async () => {
  for (const folder of folders) await folder.remove()
})

const parse = (json: string) => JSON.parse(json) as ResultJson

function metricOf(json: string, metric: string) {
  const found = parse(json).scenarios[0]?.metrics.find((one) => one.metric === metric)
  if (found === undefined) throw new Error(`no ${metric} in ${json.slice(0, 500)}`)
  return found
}

// Most of a gate is waiting: these wait together.
describe.concurrent('the command line', { timeout: 120_000 }, () => {
  test('records an HTTP server of Python, and then passes it', async () => {
    const folder = await createFolder()
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

  test('shows a regression caught by its demo, the answer first, and leaves nothing behind', async () => {
    const folder = await createFolder()
    const { exitCode, stdout } = await folder.run(['demo'], { env: { TMPDIR: folder.path } })
    expect(stdout.split('\n')[0]).toMatch(/demo daemon: writable memory grew by \d.* MiB \(\+.*%\), allowed /)
    expect(exitCode).toBe(0)
    expect(stdout).not.toContain('\u001b')
    expect(await readdir(folder.path)).toEqual([])
  })

  test('takes a configuration file from where it is called, all scenarios of it or one', async () => {
    const folder = await createFolder()
    await folder.write(
      'footprint.yml',
      `runs: 1\nwarmup: 0\nbaseline: base.json\nscenarios:
  - { name: one, run: sleep 1, until: exit }
  - { name: two, run: ["/bin/sleep", "1"], until: exit }\n`,
    )
    const recorded = await folder.run(['record'])
    expect(recorded.exitCode).toBe(0)
    expect(recorded.stderr).toMatch(/^note: one: no growth could ever be proven against what is recorded/m)
    expect(recorded.stdout).toMatch(/Recorded in base\.json\n {2}one: 1 run stored[^]*two: 1 run stored/)
    const { stdout } = await folder.run(['check', '--scenario', 'two', '--json', '-', '--html', 'two.html'])
    expect(parse(stdout).scenarios.map(({ name }) => name)).toEqual(['two'])
    expect(await folder.read('two.html')).toMatch(/^<!doctype html>[^]*<title>[^<]*two/)
  })

  test('hands over what pass-env names, stores the names alone, and says which came and went', async () => {
    const folder = await createFolder()
    await folder.write(
      'footprint.yml',
      `runs: 1\nwarmup: 0\nbaseline: base.json\nscenarios:
  - name: a
    run: test -n "$TOKEN_A" && test -n "$SET" && sleep 1
    shell: true
    until: exit
    env: { SET: hunter3 }\n`,
    )
    const env = { TOKEN_A: 'hunter2', TOKEN_B: 'hunter4', OTHER: 'hunter5' }
    const refused = await folder.run(['record'], { env })
    expect(refused.exitCode).toBe(2)
    expect(refused.stderr).toContain('did not get these variables of the step: OTHER, TOKEN_A, TOKEN_B.')
    const recorded = await folder.run(['record', '--pass-env', 'TOKEN_*'], { env })
    expect(recorded.exitCode).toBe(0)
    const stored = await folder.read('base.json')
    expect(stored).toContain('"env": ["SET", "TOKEN_A", "TOKEN_B"]')
    expect(stored).not.toContain('hunter')
    const checked = await folder.run(['check', '--pass-env', 'TOKEN_A', '--pass-env', 'OTHER'], { env })
    expect(checked.exitCode).toBe(3)
    expect(checked.stdout.replace(/\s+/g, ' ')).toContain(
      'recorded with other variables: OTHER came, and TOKEN_B went',
    )
  })

  test.each([
    ['a shell', '"$@"; exit $?'],
    // As npx does: a node, which raises its own limit, starts a shell, and that starts the gate.
    [
      'npx',
      `"$1" -e 'process.exitCode = child_process.spawnSync("sh", ["-c", "\\"$@\\"; exit $?", "sh", ...process.argv.slice(1)], { stdio: "inherit" }).status' -- "$@"; exit $?`,
    ],
  ])('hands on the limit of open files that it was started with by %s, and stores it', async (_, start) => {
    const folder = await createFolder()
    const program = ['/bin/sh', '-c', 'ulimit -Sn > limit; sleep 1']
    const args = ['--runs', '1', '--warmup', '0', '--until', 'exit', '--baseline', 'b.json', '--', ...program]
    const result = await folder.run(['record', ...args], {
      prefix: ['/bin/sh', '-c', `ulimit -Sn 321; ${start}`, 'sh'],
    })
    expect(result.exitCode).toBe(0)
    expect(await folder.read('limit')).toBe('321\n')
    const { entries } = JSON.parse(await folder.read('b.json')) as { entries: [{ recordings: [object] }] }
    expect(entries[0].recordings[0]).toMatchObject({
      facts: { openFiles: 321, directoryLength: folder.path.length },
    })
  })

  test('keeps what two records of different scenarios store at the same time', async () => {
    const folder = await createFolder()
    await folder.write(
      'footprint.yml',
      `runs: 1\nwarmup: 0\nbaseline: base.json\nscenarios:
  - { name: one, run: sleep 1, until: exit }
  - { name: two, run: sleep 1, until: exit }\n`,
    )
    const records = await Promise.all(
      ['one', 'two'].map((name) => folder.run(['record', '--scenario', name])),
    )
    expect(records).toMatchObject([{ exitCode: 0 }, { exitCode: 0 }])
    const { entries } = JSON.parse(await folder.read('base.json')) as { entries: { scenario: string }[] }
    expect(entries.map(({ scenario }) => scenario)).toEqual(['one', 'two'])
    expect(await readdir(folder.path)).toEqual(['base.json', 'footprint.yml'])
  })

  test('gates a program that is over too soon to be read by its page faults alone', async () => {
    const folder = await createFolder()
    const flags = ['--baseline', 'base.json', '--until', 'exit', '--budget', 'minor-faults=+50%']
    const recorded = await folder.run(['record', ...flags, '--', '/bin/true'])
    expect(recorded.stderr).toMatch(/^note: true: page faults alone are stored and gated: in a run of /m)
    expect(recorded.stdout).not.toContain('writable memory')
    const checked = await folder.run(['check', ...flags, '--', '/bin/true'])
    expect(checked.exitCode).toBe(0)
    expect(checked.stdout).toMatch(/^ {2}writable +– +– +– +– +not gated$/m)
    expect(checked.stdout).toMatch(/^ {2}minor-faults .* pass$/m)
    const asked = await folder.run(['check', ...flags, '--budget', 'writable=+1%', '--', '/bin/true'])
    expect(asked.exitCode).toBe(3)
  })

  test('says before it measures that a baseline of so few runs can prove nothing', async () => {
    const folder = await createFolder()
    const runs = ['--runs', '1', '--max-runs', '2', '--until', 'exit']
    const flags = ['--baseline', 'base.json', '--name', 'it', ...runs, '--']
    const recorded = await folder.run(['record', ...flags, '/bin/true'])
    expect(recorded.stderr).toMatch(/^note: it: no growth could ever be proven against what is recorded here/)
    // Whatever comes of the measurement.
    const checked = await folder.run(['check', ...flags, '/bin/false'])
    expect(checked.exitCode).toBe(2)
    expect(checked.stderr).toMatch(/^note: it: no growth can be proven by this check/)
  })

  test('says at once that recorded runs build on each other', async () => {
    const folder = await createFolder()
    // One megabyte more in each run, as a database has that finds the keys of the run before.
    const program = `
import time
with open("runs", "a+b") as runs:
    runs.write(b"x")
    kept = b"x" * (runs.tell() << 20)
print("ready", flush=True)
time.sleep(1000)`
    const flags = ['--baseline', 'base.json', '--warmup', '0', '--ready', 'log:/ready/', '--']
    const { exitCode, stderr } = await folder.run(['record', ...flags, 'python3', '-c', program])
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/^note: python3: Writable memory rose run by run, from .* in 5 runs: /m)
    const checked = await folder.run(['check', ...flags, 'python3', '-c', program])
    expect(checked.exitCode).toBe(3)
    expect(checked.stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /Writable memory rose run by run, from \S+ MiB to \S+ MiB in 5 runs of the baseline/,
    )
  })

  test('says that the machine changed while it was measured', async ({ skip }) => {
    if (availableParallelism() < 2) skip('one CPU cannot become fewer')
    const folder = await createFolder()
    // As somebody would pin the runner meanwhile: the parent of the shell that waits for the command is the gate.
    const flags = [
      '--prepare',
      'taskset -cp 0 $(cut -d" " -f4 /proc/$PPID/stat)',
      '--runs',
      '1',
      '--warmup',
      '0',
      '--until',
      'exit',
      '--',
    ]
    const { exitCode, stderr } = await folder.run(['check', ...flags, '/bin/true'])
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/^note: The machine changed while it was measured: CPUs \d+ → 1\. /m)
  })

  const brief = ['--runs', '1', '--warmup', '0', '--until', 'exit', '--', '/bin/sleep', '1']

  test('leaves a baseline as it is to the byte while the level has not moved', async () => {
    const folder = await createFolder()
    const flags = [
      '--baseline',
      'base.json',
      '--warmup',
      '0',
      '--ready',
      'delay:0s',
      '--',
      '/bin/sleep',
      '1000',
    ]
    const recordings = async () =>
      (
        JSON.parse(await folder.read('base.json')) as {
          entries: [{ recordings: [Recording, ...Recording[]] }]
        }
      ).entries[0].recordings
    const store = async (stored: readonly Recording[]) => {
      const baseline = JSON.parse(await folder.read('base.json')) as { entries: [object] }
      const entries = [{ ...baseline.entries[0], recordings: stored }]
      await folder.write('base.json', JSON.stringify({ ...baseline, entries }))
    }
    const first = await folder.run(['record', ...flags])
    expect(first.stdout).toContain('sleep: 5 runs stored, the first recording in this environment')
    const [recording] = await recordings()
    await store(new Array<Recording>(5).fill(recording))

    const before = await folder.read('base.json')
    const second = await folder.run(['record', ...flags])
    expect(second.stdout).toContain('sleep: unchanged; the level has not moved')
    expect(await folder.read('base.json')).toBe(before)

    const writable = recording.samples.writable.map((bytes) => bytes + MIB)
    const larger = { ...recording, samples: { ...recording.samples, writable } }
    await store(new Array<Recording>(5).fill(larger))
    const third = await folder.run(['record', ...flags])
    expect(third.stdout).toContain(
      'sleep: 5 runs stored; the level has changed, so older recordings were dropped',
    )
    expect((await recordings()).map(({ samples }) => samples.writable.length)).toEqual([5])
  })

  test('warns where there is no baseline, and says which command records one', async () => {
    const { exitCode, stdout } = await (await createFolder()).run(['check', ...brief])
    expect(stdout).toMatch(/^! No baseline for sleep yet/)
    expect(stdout).toMatch(/npx footprint-gate record .*-- \/bin\/sleep 1/)
    expect(exitCode).toBe(0)
  })

  test('can be made to fail where there is no baseline', async () => {
    const folder = await createFolder()
    const { exitCode } = await folder.run(['check', '--on-missing-baseline', 'fail', ...brief])
    expect(exitCode).toBe(3)
  })

  test('fails beyond a ceiling even without a baseline', async () => {
    const folder = await createFolder()
    const { exitCode, stdout } = await folder.run(['check', '--budget', 'writable=<=8KiB', ...brief])
    expect(stdout.split('\n')[0]).toMatch(/^✗ sleep: writable memory is .*, over the limit of 8 KiB/)
    expect(exitCode).toBe(1)
  })

  test.each([
    ['--json', /^\{\n {2}"schema": "footprint-gate\/result@1",[^]*\}\n$/],
    ['--markdown', /^### [^\n]*sleep[^]*\| Scenario \|/],
  ])('gives %s - alone to stdout', async (flag, whole) => {
    const { exitCode, stdout, stderr } = await (await createFolder()).run(['check', flag, '-', ...brief])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(whole)
    expect(stdout).not.toContain('! No baseline')
  })
})

describe.concurrent('a daemon of which a change is gated', { timeout: 120_000 }, () => {
  // The same command before and after: how many pages it dirties is read from a file where it is called.
  let baseline: string
  const flags = () => {
    const of = ['--name', 'daemon', '--ready', 'log:/^ready$/', '--runs', '3', '--warmup', '0']
    return [...of, '--baseline', baseline, '--', PYTHON, app('pages.py'), 'pages']
  }
  beforeAll(async () => {
    const folder = await createFolder()
    baseline = folder.file('base.json')
    await folder.write('pages', '64')
    expect(await folder.run(['record', ...flags()])).toMatchObject({ exitCode: 0 })
  }, 60_000)

  async function check(pages: number, ...more: string[]) {
    const folder = await createFolder()
    await folder.write('pages', String(pages))
    return { folder, ...(await folder.run(['check', '--explain', 'never', ...more, ...flags()])) }
  }

  test('passes unchanged, with a budget of not one page', async () => {
    const { exitCode, stdout } = await check(64, '--budget', 'writable=+0')
    expect(stdout).toContain('✓ Pass: daemon')
    expect(exitCode).toBe(0)
  })

  test('that dirties one page more is told with a budget of none', async () => {
    const { exitCode, stdout } = await check(65, '--budget', 'writable=+0', '--json', '-')
    expect(metricOf(stdout, 'writable')).toMatchObject({ verdict: 'regressed', delta: PAGE, allowed: 0 })
    expect(exitCode).toBe(1)
  })

  test('that dirties 1 MiB more fails, and every report says so', async () => {
    const reports = ['--json', 'reports/result.json', '--markdown', 'comment.md']
    const { folder, exitCode, stdout, stderr } = await check(64 + 256, ...reports)
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })

    const json = await folder.read('reports/result.json')
    const { verdict, delta } = metricOf(json, 'writable')
    expect(verdict).toBe('regressed')
    expect(Math.abs((delta ?? Number.NaN) - MIB)).toBeLessThanOrEqual(16 * KIB)
    expectShape(parse(json))

    expect(await folder.read('comment.md')).toMatch(
      /^[^\n]*daemon: writable memory grew by .*, allowed .*\n\n\| Scenario \| Metric \|/,
    )

    // To a person, in no more than 80 columns but for the command to paste.
    expect(stdout).toMatch(/^✗ daemon: writable memory grew by 1(\.0\d)? MiB /)
    expect(stdout).not.toContain('\u001b')
    const command = /^ {2}npx footprint-gate record .*$/m
    expect(stdout).toMatch(command)
    for (const line of stdout.replace(command, '').split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })
})

/** What tools depend on: DESIGN, "Result JSON". */
function expectShape({ schema, environment, scenarios }: ResultJson): void {
  expect(schema).toBe('footprint-gate/result@1')
  expect(environment).toMatchObject({
    architecture: expect.any(String) as string,
    pageSize: expect.any(Number) as number,
  })
  const [scenario] = scenarios
  expect(scenario?.name).toBe('daemon')
  for (const { unit, base, head, ...metric } of scenario?.metrics ?? []) {
    expect(['bytes', 'count', 'bytes/s', 'ms']).toContain(unit)
    expect(Object.keys(metric)).toEqual(
      expect.arrayContaining(['metric', 'verdict', 'delta', 'allowed', 'detectable']),
    )
    for (const samples of [base, head]) {
      if (samples === null) continue
      expect(samples.samples.every(Number.isFinite)).toBe(true)
      expect(Number.isFinite(samples.median)).toBe(true)
    }
  }
  expect(scenario?.metrics.map(({ metric }) => metric)).toEqual(
    expect.arrayContaining(['writable', 'minor-faults', 'rss']),
  )
  const [mapping] = scenario?.mappings ?? []
  expect(mapping).toMatchObject({
    group: expect.any(String) as string,
    head: (mapping?.base ?? 0) + MIB,
    delta: MIB,
  })
  expect(scenario?.runs.length).toBeGreaterThanOrEqual(3)
  for (const run of scenario?.runs ?? []) {
    expect(run.settled).toBe(true)
    // One at each end of a window at rest is the least.
    expect(run.readings.length).toBeGreaterThanOrEqual(2)
    expect(run.events.length).toBeGreaterThan(2)
    expect(run.processes).toHaveLength(1)
  }
}
