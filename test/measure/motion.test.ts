import { expect, it } from 'vitest'
import { createMotion, noteLook, noteReading, noteUnseen } from '../../src/measure/motion.ts'
import { type Counters, countersOf } from '../../src/proc/counters.ts'
import { memberOf } from './fake-session.ts'

const MAIN = memberOf({ pid: 1001 })
const at = (minorFaults: number, residentPages = 1000): Counters =>
  countersOf([{ ...MAIN, minorFaults, residentPages }])

/** Full readings, by when they begin and what the counters are then and when they end. */
function readings(...taken: readonly (readonly [number, Counters, Counters])[]) {
  const motion = createMotion(0)
  for (const [startMs, before, after] of taken) {
    noteReading(motion, { before, after }, { startMs, endMs: startMs + 10, costMs: 10 }, 0)
  }
  return motion
}

it('stands still between two full readings when nothing moves from the beginning of one to the end of the other', () => {
  expect(readings([100, at(1), at(1)]).stoodStill).toBe(false)
  expect(readings([100, at(1), at(1)], [200, at(1), at(1)]).stoodStill).toBe(true)
  expect(readings([100, at(1), at(2)], [200, at(2), at(2)]).stoodStill).toBe(false)
  expect(readings([100, at(1), at(1)], [200, at(2), at(2)]).stoodStill).toBe(false)
  expect(readings([100, at(1), at(1)], [200, at(1), at(2)]).stoodStill).toBe(false)
})

it('has moved when a look found it so, though all is as it was at the next', () => {
  const motion = readings([100, at(1), at(1)])
  noteLook(motion, at(1, 900), 150)
  noteLook(motion, at(1), 160)
  expect(motion.moved).toBe(true)
  noteReading(motion, { before: at(1), after: at(1) }, { startMs: 200, endMs: 210, costMs: 10 }, 0)
  expect(motion).toMatchObject({ stoodStill: false, moved: false })
})

it('has moved when a process has ended, or others are there', () => {
  const ended = readings([100, at(1), at(1)])
  noteLook(ended, null, 150)
  expect(ended.moved).toBe(true)
  const other = readings([100, at(1), at(1)])
  noteLook(other, countersOf([{ ...MAIN, minorFaults: 1, residentPages: 1000, pid: 1002 }]), 150)
  expect(other.moved).toBe(true)
})

it('has grown by more than 1 % of its resident size, and not by less', () => {
  const motion = readings([100, at(1), at(1)])
  noteLook(motion, at(2, 1010), 150)
  expect(motion.grown).toBe(false)
  noteLook(motion, at(3, 1011), 160)
  expect(motion.grown).toBe(true)
})

it('is quiet since the first of the looks that agree', () => {
  const motion = readings([100, at(1), at(1)])
  noteLook(motion, at(2), 150)
  expect(motion.quietSinceMs).toBe(Infinity)
  noteLook(motion, at(2), 200)
  noteLook(motion, at(2), 250)
  expect(motion.quietSinceMs).toBe(150)
})

it('knows the longest time between readings in which it moved, from launch to the last', () => {
  expect(readings([100, at(1), at(1)], [3000, at(1), at(1)], [3060, at(2), at(2)]).unseenMs).toBe(100)
  const motion = readings([100, at(1), at(1)], [400, at(2), at(2)])
  expect(motion.unseenMs).toBe(300)
  noteUnseen(motion, 900, 0)
  expect(motion.unseenMs).toBe(500)
})
