import { writeFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { CliFolder } from '../helpers/cli.ts'
import { app, PYTHON } from '../helpers/measuring.ts'
import { isSeenAmongNewest, livingOf, pidsIn, waitFor } from '../helpers/processes.ts'
import { build, hasCompiler } from '../proc/launched.ts'

const folders: CliFolder[] = []
async function createFolder(): Promise<CliFolder> {
  const folder = await CliFolder.create()
  folders.push(folder)
  return folder
}
afterAll(async () => {
  for (const folder of folders) await folder.remove()
})

/** The program itself, and those that it has let go in every way that escapes a `kill`. */
const ALL = 5

describe.concurrent('nothing of the program survives us, killed by', { timeout: 120_000 }, () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', null],
    ['SIGKILL', null],
  ] as const)('%s', async (signal, exitCode) => {
    const folder = await createFolder()
    const pids = folder.file('pids')
    const program = ['--ready', 'file:never', '--', PYTHON, app('escapees.py'), pids]
    const result = await folder.run(['check', ...program], {
      env: { TMPDIR: folder.path },
      onStart: (child) => {
        void waitFor('the program', () => pidsIn(pids).length === ALL).then(
          () => child.kill(signal),
          () => child.kill('SIGKILL'),
        )
      },
    })
    expect(result.exitCode, result.stderr).toBe(exitCode)
    expect(pidsIn(pids)).toHaveLength(ALL)
    // After a death without a word it is the guardian's work, which may take a moment.
    if (exitCode === null) await waitFor('their end', () => livingOf(pidsIn(pids)).length === 0)
    else
      expect(result.stderr).toBe(`footprint-gate was stopped by ${signal}; the measured program was ended.\n`)
    expect(livingOf(pidsIn(pids))).toEqual([])
  })

  test('SIGINT, though the workload is under way', async () => {
    const folder = await createFolder()
    const pids = folder.file('pids')
    const workload = `${PYTHON} ${app('escapees.py')} ${pids}`
    const args = ['--ready', 'delay:0s', '--workload', workload, '--', '/bin/sleep', '1000']
    const { exitCode } = await folder.run(['check', ...args], {
      onStart: (child) => {
        void waitFor('the workload', () => pidsIn(pids).length === ALL, 60_000).finally(() =>
          child.kill('SIGINT'),
        )
      },
    })
    expect(exitCode).toBe(130)
    expect(pidsIn(pids)).toHaveLength(ALL)
    expect(livingOf(pidsIn(pids))).toEqual([])
  })
})

test.skipIf(!hasCompiler)(
  'a chain of processes that are never there for long does not survive our death without a word',
  { timeout: 120_000 },
  async () => {
    const folder = await createFolder()
    const chain = build('chain')
    const script = `${chain} 100; exec sleep 1000`
    const result = await folder.run(['check', '--ready', 'file:never', '--', '/bin/sh', '-c', script], {
      onStart: (child) => {
        void waitFor('the chain', () => isSeenAmongNewest(chain, 50), 60_000).finally(() =>
          child.kill('SIGKILL'),
        )
      },
    })
    expect(result.exitCode).toBe(null)
    await waitFor('its end', () => !isSeenAmongNewest(chain, 500), 30_000)
  },
)

test('a program that sends us SIGUSR1 lets no debugger in', { timeout: 60_000 }, async () => {
  const folder = await createFolder()
  // The parent of its supervisor is the gate.
  const program =
    'read -r _ _ _ gate _ </proc/$PPID/stat; kill -USR1 $gate; kill -USR1 $gate; echo sent; exec sleep 99'
  const args = ['--runs', '1', '--warmup', '0', '--ready', 'log:/sent/', '--budget', 'writable=<=4KiB']
  const { exitCode, stdout, stderr } = await folder.run(['check', ...args, '--', '/bin/sh', '-c', program])
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
  expect(stdout).toMatch(/over.limit/i)
})

describe.concurrent('a program that floods its output', { timeout: 250_000 }, () => {
  test('with 1 GB costs neither our memory nor the verdict', async () => {
    const folder = await createFolder()
    // The most that we ever had, as the kernel counts it, at our end.
    const watch = folder.file('watch.mjs')
    writeFileSync(
      watch,
      `import { readFileSync, writeFileSync } from 'node:fs'
       process.on('exit', () => writeFileSync('status', readFileSync('/proc/self/status')))`,
    )
    const flood = 'yes 0123456789abcdef | head -c 1000000000; echo; echo flooded; exec sleep 1000'
    const args = [
      '--runs',
      '1',
      '--warmup',
      '0',
      '--ready',
      'log:/^flooded$/',
      '--ready-timeout',
      '4m',
      '--',
      '/bin/sh',
      '-c',
      flood,
    ]
    const result = await folder.run(['check', ...args], { nodeFlags: ['--import', watch] })
    expect(result.stdout).toMatch(/^! No baseline for sh yet: writable memory is \d/)
    expect(result).toMatchObject({ exitCode: 0, stderr: '' })
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(await folder.read('status'))?.[1]
    // Bounded, whatever it prints: of short-lived strings alone, Node 24 lets 150 MB lie before it collects them.
    expect(Number(peak) / 1024).toBeLessThan(400)
  })
})
