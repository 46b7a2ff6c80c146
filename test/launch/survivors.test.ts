import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { app, measureOnce, PYTHON } from '../helpers/measuring.ts'
import { livingOf, pidsIn, runnersOf, waitFor } from '../helpers/processes.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'
import { build, hasCompiler } from '../proc/launched.ts'

// Each of these would outlive a `kill` of the program: a child that ignores SIGTERM, a daemon in a session of its
// own, one without an environment, and one that has overwritten its environment.
const ESCAPES = 4

describe('nothing of a program survives', { timeout: 90_000 }, () => {
  let folder: string
  let pids: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'footprint-gate-survivors-'))
    pids = join(folder, 'pids')
  })
  afterEach(async () => {
    // Where a test fails, the escapees must not disturb the others.
    for (const pid of livingOf(pidsIn(pids))) process.kill(pid, 'SIGKILL')
    await rm(folder, { recursive: true })
  })

  const escapees = (...args: string[]) => [PYTHON, app('escapees.py'), pids, ...args]
  const noted = () => pidsIn(pids).length

  test('a measured run, wherever its processes went', async () => {
    const run = await measureOnce({ run: escapees(), ready: 'log:/^ready$/' })
    expect(run.settlement.kind).toBe('settled')
    expect(run.figures.processes).toBe(1 + ESCAPES)
    expect(noted()).toBe(1 + ESCAPES)
    expect(livingOf(pidsIn(pids))).toEqual([])
  })

  test('its own failure', async () => {
    const error = await refusalOfAsync(() => measureOnce({ run: escapees('end', '3'), ready: 'tcp:1' }))
    expect(error.message).toContain('program ended with status 3 before it was ready')
    expect(error.detail).toContain('it ends')
    expect(noted()).toBe(1 + ESCAPES)
    expect(livingOf(pidsIn(pids))).toEqual([])
  })

  test('its failure where it was to end by itself, and that is told at once', async () => {
    const started = performance.now()
    const error = await refusalOfAsync(() => measureOnce({ run: escapees('end', '4'), until: 'exit' }))
    expect(error).toMatchObject({ code: 'program-failed' })
    expect(performance.now() - started).toBeLessThan(40_000)
    expect(livingOf(pidsIn(pids))).toEqual([])
  })

  test('a ready condition that never holds', async () => {
    const error = await refusalOfAsync(() =>
      measureOnce({ run: escapees(), ready: 'file:never', 'ready-timeout': '6s' }),
    )
    expect(error).toMatchObject({ code: 'never-ready' })
    expect(noted()).toBe(1 + ESCAPES)
    expect(livingOf(pidsIn(pids))).toEqual([])
  })

  test('a gate that is aborted, and its grace time is not waited for', async () => {
    const controller = new AbortController()
    const reason = new Error('cancelled')
    const measured = measureOnce(
      { run: escapees(), ready: 'file:never', 'stop-timeout': '60s' },
      { world: { signal: controller.signal } },
    )
    const outcome = expect(measured).rejects.toBe(reason)
    await waitFor('the escapees', () => noted() === 1 + ESCAPES)
    const aborted = performance.now()
    controller.abort(reason)
    await outcome
    expect(performance.now() - aborted).toBeLessThan(20_000)
    expect(livingOf(pidsIn(pids))).toEqual([])
  })

  test('a gate that is aborted while the program is given its grace time', async () => {
    const controller = new AbortController()
    const reason = new Error('cancelled')
    const asked = join(folder, 'asked')
    const program = `
import os, signal
open(${JSON.stringify(pids)}, "w").write(str(os.getpid()))
signal.signal(signal.SIGTERM, lambda *_: open(${JSON.stringify(asked)}, "w").close())
print("ready", flush=True)
while True: signal.pause()
`
    const measured = measureOnce(
      { run: [PYTHON, '-c', program], ready: 'log:/ready/', 'stop-timeout': '60s' },
      { world: { signal: controller.signal } },
    )
    const outcome = measured.catch((error: unknown) => error)
    await waitFor('the stop signal', () => existsSync(asked))
    const aborted = performance.now()
    controller.abort(reason)
    await outcome
    expect(performance.now() - aborted).toBeLessThan(20_000)
    expect(livingOf(pidsIn(pids))).toEqual([])
  })

  test('a workload that leaves processes in the background', async () => {
    await writeFile(join(folder, 'ready'), '')
    const workload = `${escapees('end', '0').join(' ')} & wait; sleep 1000 & echo $! >> ${pids}`
    const run = await measureOnce({ run: ['/bin/sleep', '1000'], ready: 'delay:0s', workload })
    expect(run.settlement.kind).toBe('settled')
    // The workload is in no figure.
    expect(run.figures.processes).toBe(1)
    expect(noted()).toBe(2 + ESCAPES)
    expect(livingOf(pidsIn(pids))).toEqual([])
  })

  test('a ready command that leaves processes in the background', async () => {
    const command = `sleep 1000 & echo $! >> ${pids}; true`
    await measureOnce({ run: ['/bin/sleep', '1000'], ready: `command:${command}` })
    expect(noted()).toBeGreaterThan(0)
    expect(livingOf(pidsIn(pids))).toEqual([])
  })

  test('a ready command that lets processes go into sessions of their own', async () => {
    const command = `${escapees('end', '0').join(' ')}; setsid sh -c 'echo $$ >> ${pids}; exec sleep 1000' & until [ $(wc -l <${pids}) -gt ${1 + ESCAPES} ]; do :; done`
    const run = await measureOnce({ run: ['/bin/sleep', '1000'], ready: `command:${command}` })
    expect(run.figures.processes).toBe(1)
    expect(noted()).toBeGreaterThanOrEqual(2 + ESCAPES)
    expect(livingOf(pidsIn(pids))).toEqual([])
  })

  test.skipIf(!hasCompiler)(
    'a workload and a ready command that leave a chain of short-lived processes',
    async () => {
      const chain = build('chain')
      const run = await measureOnce({
        run: ['/bin/sleep', '1000'],
        ready: `command:${chain} 60`,
        workload: `${chain} 60; sleep 0.05`,
      })
      expect(run.settlement.kind).toBe('settled')
      // One look may miss it.
      for (let look = 0; look < 50; look += 1) expect(runnersOf(chain)).toEqual([])
    },
  )

  test('a ready command that hangs, and it delays nothing', async () => {
    const command = `echo $$ >> ${pids}; sleep 1000; true`
    const started = performance.now()
    const error = await refusalOfAsync(() =>
      measureOnce({ run: ['/bin/sleep', '1000'], ready: `command:${command}`, 'ready-timeout': '1s' }),
    )
    expect(error).toMatchObject({ code: 'never-ready' })
    expect(performance.now() - started).toBeLessThan(20_000)
    expect(noted()).toBe(1)
    await waitFor('its end', () => livingOf(pidsIn(pids)).length === 0)
  })
})
