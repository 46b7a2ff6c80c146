import { expect, test } from 'vitest'
import { runToSteady } from '../../src/measure/run-to-steady.ts'
import { READING_INTERVAL_MS } from '../../src/measure/watch.ts'
import { fakeSession, holding, memberOf } from './fake-session.ts'

const PAGE = 4096
const MAIN = memberOf({ pid: 1001, command: 'manager' })
const CHILD = memberOf({ pid: 1002 })
const OTHER_CHILD = memberOf({ pid: 1003 })

test('a reading of a tree that changed meanwhile proves nothing, and disproves nothing', async () => {
  let scans = 0
  const session = fakeSession({
    // At each fifth reading a child is there before, and no more after: its pages are counted twice.
    members: (nowMs) => {
      scans += 1
      const isTorn = Math.round(nowMs / READING_INTERVAL_MS) % 5 === 0
      return isTorn && scans % 2 === 1 ? [MAIN, CHILD] : [MAIN]
    },
    // It never stands still by its counters, and is judged by full readings.
    counters: () => null,
    memory: { readTotals: () => holding(1000 * PAGE), readMappings: () => ({ kind: 'read', memory: [] }) },
  })
  const { settlement, figures, readings } = await runToSteady(session, null)
  expect(new Set(readings.map(({ writable }) => writable / PAGE))).toEqual(new Set([1000, 2000]))
  expect(settlement).toMatchObject({ kind: 'settled' })
  expect(figures.writable).toBe(1000 * PAGE)
})

test('the snapshot is taken once more when a process ended before it could be read', async () => {
  let child = CHILD
  const session = fakeSession({
    members: () => [MAIN, child],
    memory: {
      readTotals: () => holding(PAGE),
      readMappings: (pid) => {
        if (pid !== CHILD.pid) return { kind: 'read', memory: [] }
        child = OTHER_CHILD
        return { kind: 'ended' }
      },
    },
  })
  const { processes } = await runToSteady(session, null)
  expect(processes.map(({ pid }) => pid)).toEqual([MAIN.pid, OTHER_CHILD.pid])
})
