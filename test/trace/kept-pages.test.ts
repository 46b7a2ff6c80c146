import { expect, test } from 'vitest'
import { keptPages, type MoveEvent } from '../../src/trace/kept-pages.ts'
import { mapping, PAGE, process } from '../ledger/records.ts'

const move = (from: number, pages: number): MoveEvent => ({
  kind: 'move',
  t: 0,
  pid: 1,
  tid: 1,
  from: from * PAGE,
  to: 0,
  oldLength: pages * PAGE,
  newLength: pages * PAGE,
})

test('the stack of a fault is of use where its page is, or where it has been moved from', () => {
  const held = mapping([3], { sharedPages: Float64Array.of(5 * PAGE) })
  const isKept = keptPages([process(1, [held])], [move(20, 3), move(10, 2), move(11, 4)], PAGE)
  const kept = Array.from({ length: 30 }, (_, page) => page).filter((page) => isKept(page * PAGE + 8))
  expect(kept).toEqual([3, 5, 10, 11, 12, 13, 14, 20, 21, 22])
})
