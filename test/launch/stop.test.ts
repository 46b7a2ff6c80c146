import { createHook } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { launch } from '../../src/launch/program.ts'
import { probeLauncher } from '../../src/launch/machine.ts'
import { stop } from '../../src/launch/stop.ts'
import { createProcFiles } from '../../src/proc/files.ts'
import { createProcessTree, listPids } from '../../src/proc/tree.ts'
import { runnersOf } from '../helpers/processes.ts'
import { build, hasCompiler } from '../proc/launched.ts'

describe.skipIf(!hasCompiler)('a chain of processes that are never there for long', () => {
  it.each(Array.from({ length: 8 }, (_, time) => time))('is ended: %i', async () => {
    const chain = build('chain')
    const files = createProcFiles('/proc')
    const launcher = await probeLauncher(files)
    const bystanders = listPids('/proc')
    const program = await launch(
      { command: [chain, '60'], workingDirectory: '/', env: {} },
      launcher,
      process.env,
    )
    const tree = createProcessTree('/proc', files, program.supervisorPid, program.cookie, bystanders)
    await program.ended // Its first link has; there are some hundred to come each second.
    expect(await stop(program, tree, '/proc', files, { signal: 'SIGTERM', graceMs: 0 })).toEqual([])
    for (let look = 0; look < 50; look += 1) expect(runnersOf(chain)).toEqual([])
  })
})

it('leaves no timer behind that would keep the gate from ending', async () => {
  const files = createProcFiles('/proc')
  const launcher = await probeLauncher(files)
  const bystanders = listPids('/proc')
  const command = ['/bin/sleep', '1000'] as const
  const program = await launch({ command, workingDirectory: '/', env: {} }, launcher, process.env)
  const tree = createProcessTree('/proc', files, program.supervisorPid, program.cookie, bystanders)
  let timers = 0
  const running = new Set<number>()
  const hook = createHook({
    init: (id, type) => {
      if (type !== 'Timeout' || new Error().stack?.includes('/stop.ts') !== true) return
      timers += 1
      running.add(id)
    },
    destroy: (id) => running.delete(id),
  }).enable()
  try {
    expect(await stop(program, tree, '/proc', files, { signal: 'SIGTERM', graceMs: 5000 })).toEqual([])
    await setImmediate() // Node tells of destroyed timers in the next round.
  } finally {
    hook.disable()
  }
  expect(program.isGone()).toBe(true)
  expect(timers).toBeGreaterThan(0)
  expect([...running]).toEqual([])
})
