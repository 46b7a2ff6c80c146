import { describe, expect, test } from 'vitest'
import type { Run } from '../../src/model/run.ts'
import { canTell, weighEffect } from '../../src/verdict/what-if.ts'
import { PAGE, runOf } from './cases.ts'

const runsOf = (samples: readonly number[], changes: Partial<Run> = {}) =>
  samples.map((writable) => ({ ...runOf({ writable: writable * PAGE, 'minor-faults': 100 }), ...changes }))

describe('an effect', () => {
  test('is evident when the runs of the two sides lie apart', () => {
    const effect = weighEffect(runsOf([100, 101, 100, 100, 102]), runsOf([90, 90, 91, 90, 90]), PAGE)
    expect(effect).toMatchObject({
      before: 100 * PAGE,
      after: 90 * PAGE,
      delta: -10 * PAGE,
      isEvident: true,
      minorFaults: { before: 100, after: 100 },
    })
  })

  test('may be a loss', () => {
    const effect = weighEffect(runsOf([90, 90, 90, 90, 90]), runsOf([99, 99, 99, 99, 99]), PAGE)
    expect(effect).toMatchObject({ delta: 9 * PAGE, isEvident: true })
  })

  test('is not evident when the sides overlap', () => {
    const effect = weighEffect(runsOf([100, 101, 89, 100, 102]), runsOf([90, 90, 91, 90, 90]), PAGE)
    expect(effect?.isEvident).toBe(false)
  })

  test('of one page is not evident: the variable itself may take it', () => {
    const effect = weighEffect(runsOf([100, 100, 100, 100, 100]), runsOf([99, 99, 99, 99, 99]), PAGE)
    expect(effect?.isEvident).toBe(false)
  })

  test('of too few runs is not evident, however large', () => {
    expect(weighEffect(runsOf([100, 100, 100, 100]), runsOf([1, 1, 1, 1]), PAGE)?.isEvident).toBe(false)
    expect(canTell(4)).toBe(false)
    expect(canTell(5)).toBe(true)
  })

  test('is not known of runs that are no evidence', () => {
    const hidden = { gaps: [{ kind: 'nothing-read' }] } as const
    expect(weighEffect(runsOf([100, 100]), runsOf([1, 1], hidden), PAGE)).toBeNull()
    expect(weighEffect(runsOf([100, 100], hidden), runsOf([1, 1]), PAGE)).toBeNull()
  })

  test('has the time to ready, or to rest where readiness is not known', () => {
    const events = (...pairs: readonly (readonly [Run['events'][number]['event'], number])[]) => ({
      events: pairs.map(([event, atMs]) => ({ event, atMs })),
    })
    const plain = runsOf([1, 1], events(['launched', 0], ['ready', 80], ['steady', 300]))
    const changed = runsOf([1, 1], events(['launched', 0], ['steady', 310]))
    expect(weighEffect(plain, changed, PAGE)?.startMs).toEqual({ before: 80, after: 310 })
  })
})
