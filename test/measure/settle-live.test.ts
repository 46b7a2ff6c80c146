import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Run } from '../../src/model/run.ts'
import type { ScenarioText } from '../../src/config/scenario-text.ts'
import { measureOnce, PYTHON } from '../helpers/measuring.ts'

const MIB = 1024 ** 2
const SIZE = 8 * MIB

/** On tmpfs: pages of shared memory. */
let folder: string
beforeAll(async () => {
  folder = await mkdtemp('/dev/shm/footprint-gate-settle-')
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** Measures a program, and does something at the first reading while it is waited for rest. */
async function measureAndMeanwhile(text: ScenarioText, meanwhile: () => void): Promise<Run> {
  let isDone = false
  const onProgress = ({ phase }: { phase: string }) => {
    if (phase !== 'settling' || isDone) return
    isDone = true
    meanwhile()
  }
  return measureOnce({ ready: 'log:/ready/', 'settle-timeout': '60s', ...text }, { world: { onProgress } })
}

const python = (program: string, ...args: string[]) => [PYTHON, '-c', program, ...args]

const MAP = `
import mmap, os, signal, sys, time
memory = mmap.mmap(os.open(sys.argv[1], os.O_RDWR), ${SIZE})
`

/** Of a run that settled: the first and the last full reading of its window, and all that came before. */
function windowOf({ settlement, readings }: Run) {
  if (settlement.kind !== 'settled') throw new Error(settlement.kind)
  const { steadyAtMs, windowMs } = settlement
  const settling = readings.filter(({ atMs }) => atMs <= steadyAtMs + windowMs)
  return { first: readings.find(({ atMs }) => atMs === steadyAtMs), last: settling.at(-1), settling }
}

describe.concurrent('what moves no counter is in the figure all the same', { timeout: 120_000 }, () => {
  test('shared memory that is written by a process outside', async () => {
    const file = join(folder, 'written')
    writeFileSync(file, Buffer.alloc(SIZE))
    const run = await measureAndMeanwhile(
      {
        run: python(
          `${MAP}\nfor page in range(0, ${SIZE}, 4096): memory[page]\nprint("ready", flush=True)\nsignal.pause()`,
          file,
        ),
      },
      () => {
        const descriptor = openSync(file, 'r+')
        writeSync(descriptor, Buffer.alloc(SIZE, 1))
        closeSync(descriptor)
      },
    )
    const { first, last } = windowOf(run)
    expect(run.figures.writable).toBeGreaterThan(SIZE)
    expect(first?.writable).toBe(last?.writable)
  })

  test('memory that is shared with a process outside, which ends', async () => {
    const file = join(folder, 'shared')
    writeFileSync(file, Buffer.alloc(SIZE))
    const touching = `${MAP}\nfor page in range(0, ${SIZE}, 4096): memory[page] = 1\nprint("ready", flush=True)\nsignal.pause()`
    const [command = '', ...args] = python(touching, file)
    const sharer = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void sharer.kill('SIGKILL'))
    await once(sharer.stdout, 'data')
    const run = await measureAndMeanwhile({ run: python(touching, file) }, () => sharer.kill('SIGKILL'))
    const readyMs = run.events.find(({ event }) => event === 'ready')?.atMs ?? Number.NaN
    const atFirst = run.readings.find(({ atMs }) => atMs >= readyMs)
    expect(run.figures.writable).toBeGreaterThan(SIZE)
    // Half of it was somebody else's at first.
    expect((run.figures.writable ?? 0) - (atFirst?.writable ?? 0)).toBeGreaterThan(0.4 * SIZE)
  })

  test('memory that is given back lazily', async () => {
    const file = join(folder, 'freed')
    const run = await measureAndMeanwhile(
      {
        run: python(
          `
import mmap, os, signal, sys, time
memory = mmap.mmap(-1, ${SIZE}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
for page in range(0, ${SIZE}, 4096): memory[page] = 1
memory.madvise(8, 0, 4096)
os.path.exists(sys.argv[1])
print("ready", flush=True)
while not os.path.exists(sys.argv[1]): time.sleep(0.01)
memory.madvise(8)
signal.pause()`,
          file,
        ),
      },
      () => writeFileSync(file, ''),
    )
    const { settling } = windowOf(run)
    const highest = Math.max(...settling.map(({ writable }) => writable))
    expect(highest - (run.figures.writable ?? 0)).toBeGreaterThan(0.9 * SIZE)
  })

  test('a process that joins late', async () => {
    const file = join(folder, 'joined')
    const run = await measureAndMeanwhile(
      {
        run: python(
          `
import os, signal, sys, time
print("ready", flush=True)
while not os.path.exists(sys.argv[1]): time.sleep(0.01)
time.sleep(0.5)
if os.fork() == 0:
    memory = bytearray(b"x" * ${SIZE})
signal.pause()`,
          file,
        ),
      },
      () => writeFileSync(file, ''),
    )
    expect(existsSync(file)).toBe(true)
    expect(run.figures.processes).toBe(2)
    expect(run.figures.writable).toBeGreaterThan(SIZE)
    expect(windowOf(run).first?.processes).toBe(2)
  })
})

test(
  'a program that touches a page a second never stands still, and is judged by level',
  { timeout: 60_000 },
  async () => {
    const run = await measureOnce({
      run: python(`
import mmap, time
held = bytearray(b"x" * (40 << 20))
memory = mmap.mmap(-1, ${SIZE}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
memory.madvise(mmap.MADV_NOHUGEPAGE)
print("ready", flush=True)
for page in range(0, ${SIZE}, 4096): memory[page] = 1; time.sleep(0.7)`),
      ready: 'log:/ready/',
      'settle-timeout': '40s',
    })
    const { settling } = windowOf(run)
    expect(run.settlement).toMatchObject({ kind: 'settled' })
    expect(run.settlement.kind === 'settled' && run.settlement.windowMs).toBeGreaterThanOrEqual(2500)
    expect(settling.length).toBeGreaterThan(5)
  },
)
