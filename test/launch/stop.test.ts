import { createHook } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { start } from '../../src/launch/program.ts'
import { readMachine } from '../../src/launch/machine.ts'
import { stop } from '../../src/launch/stop.ts'
import { runnersOf } from '../helpers/processes.ts'
import { quietWorld } from '../helpers/world.ts'
import { build, hasCompiler } from '../proc/launched.ts'

const world = quietWorld()

/** Launches a program without an environment of its own. */
async function launched(command: readonly [string, ...string[]]) {
  return start({ command, workingDirectory: '/', env: {} }, await readMachine(world.proc), world)
}

describe.skipIf(!hasCompiler)('a chain of processes that are never there for long', () => {
  it.each(Array.from({ length: 8 }, (_, time) => time))('is ended: %i', async () => {
    const chain = build('chain')
    const started = await launched([chain, '60'])
    await started.program.ended // Its first link has; there are some hundred to come each second.
    expect(await stop(started, world, { signal: 'SIGTERM', graceMs: 0 })).toEqual([])
    for (let look = 0; look < 50; look += 1) expect(runnersOf(chain)).toEqual([])
  })
})

it('leaves no timer behind that would keep the gate from ending', async () => {
  const started = await launched(['/bin/sleep', '1000'])
  let timers = 0
  const running = new Set<number>()
  const hook = createHook({
    init: (id, type) => {
      if (type !== 'Timeout' || new Error().stack?.includes('/this-machine.ts') !== true) return
      timers += 1
      running.add(id)
    },
    destroy: (id) => running.delete(id),
  }).enable()
  try {
    expect(await stop(started, world, { signal: 'SIGTERM', graceMs: 5000 })).toEqual([])
    await setImmediate() // Node tells of destroyed timers in the next round.
  } finally {
    hook.disable()
  }
  expect(started.program.isGone()).toBe(true)
  expect(timers).toBeGreaterThan(0)
  expect([...running]).toEqual([])
})
