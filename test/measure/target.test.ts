import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ScenarioText } from '../../src/config/scenario-text.ts'
import type { World } from '../../src/model/world.ts'
import { app, measure, measureOnce, PYTHON } from '../helpers/measuring.ts'
import { findFreePort, livingOf, pidsIn } from '../helpers/processes.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'
import { startSupervisor, type Supervisor } from '../helpers/supervisor.ts'

const MEBIBYTE = 1 << 20
/** A parent with 8 MiB and a child with 4. */
const FAMILY = `
import os, signal
mine = b'x' * (8 << 20)
if os.fork() == 0: mine = None; more = b'y' * (4 << 20)
signal.pause()`
const family = [PYTHON, '-c', FAMILY]

const scenarioOf = (supervisor: Supervisor, more: Partial<ScenarioText> = {}): ScenarioText => ({
  run: supervisor.start,
  target: `pid-file:${supervisor.pidFile}`,
  cleanup: supervisor.stop,
  ...more,
})
const refused = (text: ScenarioText, root = '/', world: Partial<World> = {}) =>
  refusalOfAsync(() => measureOnce(text, { root, world }))

describe.concurrent('a program that another service starts', { timeout: 90_000 }, () => {
  it('is measured with what descends from it, fresh in each run, and what asked for it is not', async ({
    onTestFinished,
  }) => {
    const supervisor = await startSupervisor(family, onTestFinished)
    const runs = await measure(scenarioOf(supervisor), { count: 2 })
    const pids = runs.flatMap(({ processes }) => processes.map(({ pid }) => pid))
    expect(new Set(pids).size).toBe(4)
    for (const { figures, gaps, settlement, processes } of runs) {
      expect(settlement.kind).toBe('settled')
      expect(gaps).toEqual([])
      expect(figures.processes).toBe(2)
      expect(figures.writable).toBeGreaterThan(12 * MEBIBYTE)
      expect(figures.writable).toBeLessThan(24 * MEBIBYTE)
      // Those of the client are in no sum: the program alone has this many.
      const own = processes.reduce((sum, { faults = 0, endedFaults = 0 }) => sum + faults + endedFaults, 0)
      expect(figures['minor-faults']).toBe(own)
    }
    expect(livingOf(pids)).toEqual([])
  })

  it('owns the port that says that it is ready', async ({ onTestFinished }) => {
    const port = String(await findFreePort())
    const supervisor = await startSupervisor([PYTHON, app('serve.py'), port], onTestFinished)
    const run = await measureOnce(scenarioOf(supervisor, { ready: `tcp:${port}` }))
    expect(run.events.map(({ event }) => event)).toEqual(['launched', 'ready', 'steady'])
    expect(run.figures.processes).toBe(1)
  })

  it('is what ends the run, and what the workload is told of, while its client stays', async ({
    onTestFinished,
  }) => {
    const supervisor = await startSupervisor(family, onTestFinished)
    const noted = join(supervisor.folder, 'noted')
    const run = await measureOnce(
      scenarioOf(supervisor, {
        run: supervisor.startAndStay,
        workload: `echo $FOOTPRINT_GATE_PID > ${noted}`,
      }),
    )
    expect(run.figures.processes).toBe(2)
    expect(pidsIn(noted)).toEqual([supervisor.program()])
    const ended = await refused(
      scenarioOf(supervisor, {
        run: supervisor.startAndStay,
        workload: `kill -KILL $(pgrep -P $(cat ${supervisor.pidFile})) $(cat ${supervisor.pidFile}); sleep 5`,
      }),
    )
    expect(ended).toMatchObject({ code: 'target-ended', exitCode: 2 })
    expect(ended.message).toContain('ended under its workload')
  })

  it('is not killed by the gate: where cleanup leaves it alive, the run is an error', async ({
    onTestFinished,
  }) => {
    const supervisor = await startSupervisor(family, onTestFinished)
    const text = { run: supervisor.start, target: `pid-file:${supervisor.pidFile}` }
    const error = await refused(text)
    const pid = supervisor.program() ?? 0
    expect(error).toMatchObject({ code: 'target-survived', exitCode: 2 })
    expect(error.message).toContain(`still lives after the run: ${pid} (python3`)
    expect(error.hint).toContain('"cleanup"')
    expect(livingOf([pid])).toEqual([pid])
    // And the next run does not take it for its own.
    const next = await refused({ ...text, 'ready-timeout': '1s' })
    expect(next).toMatchObject({ code: 'target-not-found', detail: 'runs already\n' })
    expect(next.message).toMatch(new RegExp(`process ${pid} \\(python3[^)]*\\) was there before this run`))
    expect(next.hint).toContain('"prepare"')
  })

  it('is waited for until it has to be ready, and then it is said why nobody was found', async ({
    onTestFinished,
  }) => {
    const supervisor = await startSupervisor(family, onTestFinished)
    const text = scenarioOf(supervisor, { run: ['/bin/sleep', '100'], 'ready-timeout': '500ms' })
    const { pidFile } = supervisor
    expect((await refused(text)).message).toContain(`cannot read ${pidFile}: `)
    await writeFile(pidFile, 'soon\n')
    expect((await refused(text)).message).toContain('does not begin with the number of a process')
    await writeFile(pidFile, '4194305\n')
    expect((await refused(text)).message).toContain(`${pidFile} is stale: process 4194305 does not live`)
    await writeFile(pidFile, `${process.pid}\n`)
    expect((await refused(text)).message).toMatch(/is stale, or the program was not started: process \d+ \(/)
    await rm(pidFile)
  })

  it('may write its pid file late, below the working directory', async ({ onTestFinished }) => {
    const supervisor = await startSupervisor(family, onTestFinished)
    const run = await measureOnce(
      {
        ...scenarioOf(supervisor),
        target: 'pid-file:late',
        run: ['/bin/sh', '-c', `${supervisor.start.join(' ')}; sleep 0.5; cp ${supervisor.pidFile} late`],
      },
      { root: supervisor.folder },
    )
    expect(run.figures.processes).toBe(2)
  })

  it('is not waited for when its client fails, whose words are shown', async ({ onTestFinished }) => {
    const supervisor = await startSupervisor(family, onTestFinished)
    const error = await refused(
      scenarioOf(supervisor, { run: ['/bin/sh', '-c', 'echo "no such image"; exit 125'] }),
    )
    expect(error).toMatchObject({ code: 'exited-early', detail: 'no such image\n' })
    expect(error.message).toContain('status 125')
  })

  it('is an error when it ends while it comes to rest, though its client ended well', async ({
    onTestFinished,
  }) => {
    const supervisor = await startSupervisor([PYTHON, '-c', 'import time; time.sleep(3)'], onTestFinished)
    const error = await refused(scenarioOf(supervisor, { ready: `command:echo`, soak: '20s' }))
    expect(error).toMatchObject({ code: 'target-ended' })
    expect(error.message).toMatch(/ended (during the soak|while it came to rest)/)
  })

  it('is stopped by cleanup when the gate is aborted', async ({ onTestFinished }) => {
    const supervisor = await startSupervisor(family, onTestFinished)
    const abort = new AbortController()
    const aborted = measureOnce(scenarioOf(supervisor), {
      world: {
        signal: abort.signal,
        onProgress: ({ phase }) => {
          if (phase === 'settling') abort.abort(new Error('enough'))
        },
      },
    })
    await expect(aborted).rejects.toThrow('enough')
    expect(livingOf([supervisor.program() ?? 0])).toEqual([])
  })
})
