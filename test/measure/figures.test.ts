import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Run } from '../../src/model/run.ts'
import type { Progress } from '../../src/model/progress.ts'
import { measure, measureOnce, PYTHON } from '../helpers/measuring.ts'
import { findFreePort } from '../helpers/processes.ts'

const MIB = 1024 ** 2
const PAGE = 4096

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footprint-gate-figures-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

function figure(run: Run, metric: keyof Run['figures']): number {
  return run.figures[metric] ?? Number.NaN
}

function spread(runs: readonly Run[], metric: keyof Run['figures']): number {
  const samples = runs.map((run) => figure(run, metric))
  return Math.max(...samples) - Math.min(...samples)
}

/** Tells the program by a file that it was seen at rest above so much: twice the same, so it is not filling it still. */
function onceRestingAbove(bytes: number, file: string): (progress: Progress) => void {
  let before: number | null = null
  return ({ writableBytes }) => {
    if (writableBytes !== null && writableBytes > bytes && writableBytes === before) writeFileSync(file, '')
    before = writableBytes
  }
}

const python = (program: string) => [PYTHON, '-c', program]

describe('writable memory', { timeout: 180_000 }, () => {
  test('of a tree is what it takes: 200 MiB that four children share are there once', async () => {
    const run = await measureOnce({
      run: python(`
import os, signal
memory = bytearray(b"x" * (200 << 20))
for _ in range(4):
    if os.fork() == 0: signal.pause()
print("ready", flush=True)
signal.pause()`),
      ready: 'log:/ready/',
      // A reading of so much is dear on a busy machine, and at most 2 % of the time goes into readings.
      'settle-timeout': '170s',
    })
    expect(run.settlement.kind).toBe('settled')
    expect(run.figures.processes).toBe(5)
    expect(figure(run, 'writable') / MIB).toBeGreaterThan(200)
    expect(figure(run, 'writable') / MIB).toBeLessThan(214)
    // What a gate of another kind would have said.
    expect(figure(run, 'rss') / MIB).toBeGreaterThan(1000)
    // The parts add up to the whole, but for what smaps truncates in each mapping.
    const ofProcesses = run.processes.reduce((sum, { writable }) => sum + writable, 0)
    const ofGroups = Object.values(run.groups).reduce((sum, writable) => sum + writable, 0)
    expect(Math.abs(ofProcesses - figure(run, 'writable'))).toBeLessThan(0.3 * MIB)
    expect(Math.abs(ofGroups - figure(run, 'writable'))).toBeLessThan(0.3 * MIB)
  })

  test('of a tree grows by what its children dirty', async () => {
    const run = await measureOnce({
      run: python(`
import os, signal
memory = bytearray(b"x" * (60 << 20))
ready, done = os.pipe()
for _ in range(2):
    if os.fork() == 0:
        for page in range(0, 20 << 20, 4096): memory[page] = 1
        os.write(done, b"."); signal.pause()
os.read(ready, 1); os.read(ready, 1)
print("ready", flush=True)
signal.pause()`),
      ready: 'log:/ready/',
    })
    // 60 MiB shared by three, and 20 MiB of each child's own.
    expect(figure(run, 'writable') / MIB).toBeGreaterThan(100)
    expect(figure(run, 'writable') / MIB).toBeLessThan(114)
  })

  test('at its peak is told beside what it came to', async () => {
    const seen = join(folder, 'peak-seen')
    const program = python(`
import mmap, os, signal, sys, time
memory = mmap.mmap(-1, 30 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
for page in range(0, 30 << 20, 4096): memory[page] = 1
while not os.path.exists(sys.argv[1]): time.sleep(0.01)
memory.close()
print("ready", flush=True)
signal.pause()`)
    const run = await measureOnce(
      { run: [...program, seen], ready: 'log:/ready/' },
      { world: { onProgress: onceRestingAbove(30 * MIB, seen) } },
    )
    expect(figure(run, 'peak-writable') - figure(run, 'writable')).toBe(30 * MIB)
  })

  test('of a program that ends is its highest', async () => {
    const seen = join(folder, 'highest-seen')
    const program = python(`
import os, sys, time
memory = b"x" * (30 << 20)
while not os.path.exists(sys.argv[1]): time.sleep(0.01)
del memory
time.sleep(0.1)`)
    const run = await measureOnce(
      { run: [...program, seen], until: 'exit' },
      { world: { onProgress: onceRestingAbove(30 * MIB, seen) } },
    )
    expect(run.settlement.kind).toBe('exited')
    expect(figure(run, 'writable') / MIB).toBeGreaterThan(32)
    expect(figure(run, 'writable') / MIB).toBeLessThan(45)
    expect(run.groups).not.toEqual({})
  })

  test('after a workload holds what the workload left', async () => {
    const program = python(`
import signal, sys
kept = []
signal.signal(signal.SIGUSR1, lambda *_: kept.append(bytearray(b"x" * (8 << 20))))
open(sys.argv[1], "w").write(str(__import__("os").getpid()))
print("ready", flush=True)
while True: signal.pause()`)
    const [idlePid, loadedPid] = [join(folder, 'pid1'), join(folder, 'pid2')]
    const [idle, loaded] = await Promise.all([
      measureOnce({ run: [...program, idlePid], ready: 'log:/ready/' }),
      measureOnce({
        run: [...program, loadedPid],
        ready: 'log:/ready/',
        workload: `kill -USR1 $(cat ${loadedPid}); sleep 0.1`,
      }),
    ])
    // Whether it came to rest before the workload depends on the machine; after it, it must.
    const events = loaded.events.map(({ event }) => event)
    expect(events.slice(-3)).toEqual(['workload-started', 'workload-ended', 'steady'])
    const grown = figure(loaded, 'writable') - figure(idle, 'writable')
    expect(grown / MIB).toBeGreaterThan(7.9)
    expect(grown / MIB).toBeLessThan(8.5)
  })
})

test('processes are those that live: workers that have ended are none, waited for or not', async () => {
  const run = await measureOnce({
    run: python(`
import os, signal
workers = [os.fork() for _ in range(2)]
if 0 in workers: os._exit(3)
for pid in workers: os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
print("ready", flush=True)
signal.pause()`),
    ready: 'log:/ready/',
  })
  expect(run.figures).toMatchObject({ processes: 1, threads: 1 })
})

// Where one of these is missing, its test says so.
const daemons: readonly [string, (port: number) => Promise<readonly string[]> | readonly string[]][] = [
  [PYTHON, (port) => [PYTHON, '-m', 'http.server', String(port)]],
  [
    '/usr/bin/redis-server',
    (port) => ['/usr/bin/redis-server', '--port', String(port), '--save', '', '--appendonly', 'no'],
  ],
  [
    '/usr/bin/memcached',
    (port) => ['/usr/bin/memcached', '-u', 'root', '-l', '127.0.0.1', '-p', String(port)],
  ],
  [
    '/usr/sbin/nginx',
    async (port) => {
      const prefix = join(folder, 'nginx')
      await mkdir(prefix)
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (name) => `${name}_temp_path ${prefix}/${name};`,
      )
      await writeFile(
        join(prefix, 'nginx.conf'),
        `daemon off; worker_processes 2; pid ${prefix}/pid; error_log /dev/stderr;
        ${process.getuid?.() === 0 ? 'user root;' : ''} events {}
        http { access_log /dev/stdout; ${temporary.join(' ')} server { listen 127.0.0.1:${port}; } }`,
      )
      return ['/usr/sbin/nginx', '-c', join(prefix, 'nginx.conf')]
    },
  ],
]

describe.concurrent(
  'an idle daemon has the same writable memory in each run, to the page:',
  { timeout: 120_000 },
  () => {
    test.for(daemons)('%s', async ([program, commandFor], { skip, expect: expectHere }) => {
      if (!existsSync(program)) skip(`${program} is not installed here`)
      const port = await findFreePort()
      const runs = await measure(
        { run: await commandFor(port), ready: `tcp:${port}` },
        { count: 3, root: folder },
      )
      expectHere(runs.map(({ settlement }) => settlement.kind)).toEqual(['settled', 'settled', 'settled'])
      expectHere(runs.flatMap(({ gaps }) => gaps)).toEqual([])
      // Of a page that several processes share, each has a part that the kernel cuts off to a whole kibibyte.
      const rounding = 1024 * (Math.max(...runs.map((run) => figure(run, 'processes'))) - 1)
      expectHere(spread(runs, 'writable')).toBeLessThanOrEqual(PAGE + rounding)
    })
  },
)

describe('minor faults of a program that ends', () => {
  /** The same, as GNU time counts it. */
  function faultsByTime(command: readonly string[]): number {
    const told = execFileSync(
      '/bin/sh',
      ['-c', 'setarch -R /usr/bin/time -f %R "$@" 2>&1 >/dev/null', 'sh', ...command],
      { encoding: 'utf8' },
    )
    return Number(told.trim().split('\n').at(-1))
  }

  test.for([
    ['/bin/true'],
    python('x = bytearray(20 << 20)'),
    python(
      'import json, subprocess; subprocess.run(["/bin/true"]); subprocess.run(["/bin/sh", "-c", "exit 3"])',
    ),
    ['/bin/sh', '-c', '/bin/true; (/bin/true & wait); exit 0'],
  ])('are those that GNU time tells: %j', async (command, { skip }) => {
    if (!existsSync('/usr/bin/time')) skip('GNU time is not installed here')
    const run = await measureOnce({ run: command, until: 'exit' })
    const expected = faultsByTime(command)
    expect(Math.abs(figure(run, 'minor-faults') - expected)).toBeLessThanOrEqual(0.01 * expected + 30)
  })

  test('of a helper that has ended are told apart, with its name and whose it was', async () => {
    const program = python(`
import os, subprocess, time
subprocess.run(["/bin/sh", "-c", "while [ ! -e seen ]; do sleep 0.01; done; exit 0"], cwd=os.sys.argv[1])
print("ready", flush=True)
time.sleep(1000)`)
    const place = await mkdtemp(join(folder, 'ended-'))
    const run = await measureOnce(
      { run: [...program, place], ready: 'log:/ready/' },
      // Nothing but a reading that has found it ends it.
      { world: { onProgress: onceRestingAbove(0, join(place, 'seen')) } },
    )
    const [parent] = run.processes
    expect(run.processes).toHaveLength(1)
    expect(parent?.role).toMatch(/python$/)
    expect(parent?.ended).toContain('sh')
    expect(figure(run, 'ended-faults')).toBeGreaterThan(50)
    expect(parent?.endedFaults).toBe(figure(run, 'ended-faults'))
    expect((parent?.faults ?? 0) + (parent?.endedFaults ?? 0)).toBe(figure(run, 'minor-faults'))
  })

  test('do not depend on when the readings were taken', async () => {
    const runs = await measure(
      { run: ['/bin/sh', '-c', '/bin/true; /bin/true'], until: 'exit' },
      { count: 4 },
    )
    // A few depend on what of the libraries is in the page cache just now; a lost process would be 40 and more.
    expect(spread(runs, 'minor-faults')).toBeLessThanOrEqual(10)
  })

  test('are those of the program where its name is also a command that shells have built in', async () => {
    const faultsOf = async (program: string) =>
      figure(await measureOnce({ run: [program, 'x'], until: 'exit' }), 'minor-faults')
    const [byName, byPath] = await Promise.all([faultsOf('printf'), faultsOf('/usr/bin/printf')])
    expect(byPath).toBeGreaterThan(30)
    expect(Math.abs(byName - byPath)).toBeLessThanOrEqual(2)
  })

  test('are those of a script without a first line that names its shell, too', async () => {
    const script = join(folder, 'script')
    await writeFile(script, '/bin/true\n')
    await chmod(script, 0o755)
    const run = await measureOnce({ run: [script], until: 'exit' })
    expect(figure(run, 'minor-faults')).toBeGreaterThan(30)
  })
})
