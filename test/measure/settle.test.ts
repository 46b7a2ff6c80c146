import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  classifyUnsettled,
  findSteadyWindow,
  type SettlePoint,
  settleRule,
} from '../../src/measure/settle.ts'
import type { Unsettled } from '../../src/model/run.ts'

const PAGE = 4096
const MIB = 1024 ** 2
const INTERVAL_MS = 50

/** A reading every 50 ms (or so) of a figure that depends on the time. */
function series(
  lengthMs: number,
  writable: (atMs: number) => number,
  intervalMs = INTERVAL_MS,
): SettlePoint[] {
  const times = Array.from(
    { length: Math.floor(lengthMs / intervalMs) + 1 },
    (_, index) => index * intervalMs,
  )
  return times.map((atMs) => ({ atMs, writable: writable(atMs), membership: '1@1' }))
}

/** As it is used: asked after every reading. What the first proof was, and when it came. */
function settle(points: readonly SettlePoint[], evidence: 'ready' | 'unknown' = 'ready') {
  for (const [index, point] of points.entries()) {
    const window = findSteadyWindow(points.slice(0, index + 1), settleRule(evidence, point.atMs))
    if (window !== null) return { window, provedAtMs: point.atMs }
  }
  return null
}

/** A pseudo-random number of a time, from 0 to 1: the same in every run of the tests. */
const noise = (atMs: number) => Math.abs(Math.sin(atMs * 12.9898) * 43_758.5453) % 1

describe('readings settle', () => {
  test('when nothing moves, from the first of those that stand still', () => {
    const found = settle(series(3000, () => 10 * MIB))
    expect(found?.window).toMatchObject({ startMs: 0, writable: 10 * MIB })
    expect(found?.provedAtMs).toBeGreaterThanOrEqual(1000)
    expect(found?.provedAtMs).toBeLessThan(1200)
  })

  test('after a rise, and not before its end', () => {
    const found = settle(series(6000, (atMs) => Math.min(atMs, 1500) * 4096))
    expect(found?.window).toMatchObject({ startMs: 1500, writable: 1500 * 4096 })
  })

  test('when they only flutter by a page', () => {
    const found = settle(series(10_000, (atMs) => 10 * MIB + (noise(atMs) > 0.5 ? PAGE : 0)))
    expect(found).not.toBeNull()
    expect(Math.abs((found?.window.writable ?? 0) - 10 * MIB)).toBeLessThanOrEqual(PAGE)
  })

  test('at the median of their noise when that is small', () => {
    const found = settle(series(20_000, (atMs) => 100 * MIB * (1 + 0.0005 * noise(atMs))))
    expect(found?.window.writable).toBeGreaterThan(100 * MIB)
    expect(found?.window.writable).toBeLessThan(100 * MIB * 1.0005)
  })

  test('when they spread by no more than 0.2 % of their level, and not by more', () => {
    const fluttering = (share: number) =>
      series(20_000, (atMs) => 100 * MIB * (1 + (atMs % 100 === 0 ? share : 0)))
    expect(settle(fluttering(0.0019))).not.toBeNull()
    expect(settle(fluttering(0.0021))).toBeNull()
  })

  test('when they are sparse, as of a large tree, but never by fewer than five', () => {
    expect(settle(series(20_000, () => MIB, 800))).toMatchObject({ window: { startMs: 0 }, provedAtMs: 3200 })
    expect(
      findSteadyWindow(
        series(9000, () => MIB, 3000),
        settleRule('ready', 9000),
      ),
    ).toBeNull()
  })

  test('later where the program never said that it was ready', () => {
    const flat = series(10_000, () => MIB)
    const [known, unknown] = [settle(flat, 'ready'), settle(flat, 'unknown')]
    expect(unknown?.provedAtMs).toBeGreaterThan(2 * (known?.provedAtMs ?? Number.NaN))
  })

  test.each([
    [5, 1, 'one second, as of any program'],
    [20, 2, 'a tenth of that'],
    [200, 5, 'five seconds at the most'],
  ])('of a program that took %i s to start after %i s: %s', (startS, stillS) => {
    const late = series(30_000, () => MIB).map((point) => ({ ...point, atMs: point.atMs + startS * 1000 }))
    const stoodStillMs = (settle(late)?.provedAtMs ?? Number.NaN) - startS * 1000
    // The program grows older while it is watched: 0.1 of that comes on top.
    expect(stoodStillMs).toBeGreaterThanOrEqual(stillS * 1000)
    expect(stoodStillMs).toBeLessThanOrEqual(stillS * 1000 * 1.15)
  })
})

describe('readings do not settle', () => {
  test('before there are any', () => {
    expect(findSteadyWindow([], settleRule('ready', 0))).toBeNull()
  })

  test('while they creep, even by less than a page a reading', () => {
    // 20 KiB a second: two of three readings are the same.
    expect(settle(series(30_000, (atMs) => 4 * MIB + Math.floor((atMs / 1000) * 5) * PAGE))).toBeNull()
  })

  test('while they creep within the tolerance of the level, but by more than a thousandth in a window', () => {
    expect(settle(series(30_000, (atMs) => 100 * MIB * (1 + atMs * 5e-7)))).toBeNull()
    expect(settle(series(30_000, (atMs) => 100 * MIB * (1 + atMs * 3e-7)))).not.toBeNull()
  })

  test('in a sawtooth', () => {
    expect(settle(series(30_000, (atMs) => 20 * MIB + (atMs % 1500) * 1024))).toBeNull()
  })

  test('in loud noise', () => {
    expect(settle(series(30_000, (atMs) => 10 * MIB * (1 + 0.1 * noise(atMs))))).toBeNull()
  })

  test('across a step: the window begins behind it', () => {
    const stepped = (atMs: number) => (atMs < 700 ? 10 * MIB : 11 * MIB)
    expect(settle(series(5000, stepped))?.window).toMatchObject({ startMs: 700, writable: 11 * MIB })
  })

  test('across a process that comes or goes, though the figure is the same', () => {
    const points = series(2400, () => 10 * MIB).map((point) => ({
      ...point,
      membership: point.atMs < 900 ? '1@1' : '1@1 2@5',
    }))
    expect(settle(points)?.window.startMs).toBe(900)
    const restless = series(20_000, () => 10 * MIB).map((point) => ({
      ...point,
      membership: `1@1 ${Math.floor(point.atMs / 500)}@1`,
    }))
    expect(settle(restless)).toBeNull()
  })
})

describe('what never settles is named', () => {
  test.each<[Unsettled['kind'], (atMs: number) => number, Partial<Unsettled>]>([
    [
      'creeping',
      (atMs) => 4 * MIB + atMs * 100,
      { bytesPerSecond: expect.closeTo(100_000, 6) as number, overMs: 10_000 },
    ],
    [
      'sawtooth',
      (atMs) => 20 * MIB + (atMs % 1000) * 2048,
      { falls: 10, spreadBytes: 800 * 2048, levelBytes: 20 * MIB + 450 * 2048 },
    ],
    [
      'sawtooth',
      (atMs) => 20 * MIB + ((atMs + 2500) % 5000) * 512,
      { falls: 2, spreadBytes: 3950 * 512, levelBytes: 20 * MIB + 2500 * 512 },
    ],
    [
      'noisy',
      (atMs) => 10 * MIB * (1 + 0.1 * noise(Math.floor(atMs / 5000))),
      { spreadBytes: MIB * noise(1), levelBytes: 10 * MIB * (1 + 0.1 * noise(2)) },
    ],
  ])('%s, with its figures', (kind, writable, figures) => {
    expect(classifyUnsettled(series(10_000, writable))).toEqual({ kind, ...figures })
  })

  test.each([0, 1, 4])('with %i readings for what it is: too little', (count) => {
    expect(classifyUnsettled(series(10_000, () => MIB).slice(0, count))).toEqual({
      kind: 'unread',
      readings: count,
    })
  })

  test('with readings all at once for what it is: too little, too', () => {
    const points = series(10_000, () => MIB).map((point) => ({ ...point, atMs: 0 }))
    expect(classifyUnsettled(points)).toEqual({ kind: 'unread', readings: 201 })
  })

  test('whatever the readings are, without NaN', () => {
    const reading = fc.record({
      step: fc.nat({ max: 5000 }),
      writable: fc.nat({ max: 2 ** 40 }),
      pid: fc.nat({ max: 2 }),
    })
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 60 }), (readings) => {
        let atMs = 0
        const points = readings.map(({ step, writable, pid }) => ({
          atMs: (atMs += step),
          writable,
          membership: String(pid),
        }))
        const window = findSteadyWindow(points, settleRule('ready', atMs))
        if (window !== null) {
          expect(window.endMs).toBe(points.at(-1)?.atMs)
          expect(window.endMs - window.startMs).toBeGreaterThanOrEqual(1000)
          const values = points.filter((point) => point.atMs >= window.startMs).map((point) => point.writable)
          expect(window.writable).toBeGreaterThanOrEqual(Math.min(...values))
          expect(window.writable).toBeLessThanOrEqual(Math.max(...values))
        }
        const { kind, ...figures } = classifyUnsettled(points)
        expect(['creeping', 'sawtooth', 'noisy', 'unread']).toContain(kind)
        if (points.length < 5) expect(kind).toBe('unread')
        expect(Object.values(figures).every(Number.isFinite)).toBe(true)
      }),
    )
  })
})
