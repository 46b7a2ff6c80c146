import { expect, test } from 'vitest'
import { runToExit } from '../../src/measure/run-to-exit.ts'
import { parseStat } from '../../src/proc/stat.ts'
import { statOf } from '../proc/fake-proc.ts'
import { fakeSession, holding, memberOf } from './fake-session.ts'

const MAIN = memberOf({ pid: 1001 })
const LIFE_MS = 200

/** A run of a program that lives for a fifth of a second, and holds what it holds at a time. */
async function run(writable: (atMs: number) => number, readingMs = 0) {
  const now = () => session.world.clock.now()
  const isOver = () => now() >= LIFE_MS
  let end = (): void => undefined
  const session = fakeSession({
    readingMs,
    at: { [LIFE_MS]: () => end() },
    program: {
      report: () => (isOver() ? { exitStatus: 0, stat: parseStat(statOf({ pid: 1000 })) } : null),
      ended: new Promise((resolve) => (end = resolve)),
    },
    members: () => (isOver() ? [] : [MAIN]),
    memory: {
      readTotals: () => holding(writable(now())),
      readMappings: () => ({ kind: 'read', memory: [] }),
    },
  })
  return runToExit(session)
}

test('a program that ends is read every 5 ms, so that a short peak is seen', async () => {
  const { figures, readings } = await run((atMs) => (atMs >= 100 && atMs < 106 ? 9000 : 1000))
  expect(readings.slice(0, 4).map(({ atMs }) => atMs)).toEqual([0, 5, 10, 15])
  expect(figures.writable).toBe(9000)
})

test('a program that ends is read for a tenth of the time where that is dear', async () => {
  const { readings } = await run(() => 1000, 4)
  expect(readings.slice(0, 4).map(({ atMs }) => atMs)).toEqual([0, 40, 80, 120])
})
