import { expect, test, vi } from 'vitest'
import type { RunContext } from '../../src/measure/run-context.ts'
import { runToExit } from '../../src/measure/run-to-exit.ts'
import { parseStat } from '../../src/proc/stat.ts'
import { createFakeProc, statOf } from '../proc/fake-proc.ts'
import { fakeSession, holding, memberOf } from './fake-session.ts'

const MAIN = memberOf({ pid: 1001 })
const LIFE_MS = 200

/** A run of a program that lives for a fifth of a second, and holds what it holds at a time. */
async function run(writable: (atMs: number) => number, readingMs = 0) {
  const isOver = () => performance.now() - session.program.launchedAt >= LIFE_MS
  const session = fakeSession({
    readingMs,
    program: {
      report: () => (isOver() ? { exitStatus: 0, stat: parseStat(statOf({ pid: 1000 })) } : null),
      ended: new Promise((resolve) => setTimeout(resolve, LIFE_MS)),
    },
    members: () => (isOver() ? [] : [MAIN]),
    memory: {
      readTotals: () => holding(writable(performance.now() - session.program.launchedAt)),
      readMappings: () => ({ kind: 'read', memory: [] }),
    },
  })
  const running = runToExit(session, { files: createFakeProc().files, pageSize: 4096 } as RunContext)
  await vi.advanceTimersByTimeAsync(10 * LIFE_MS)
  return running
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
