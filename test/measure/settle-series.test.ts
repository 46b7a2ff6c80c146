import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findSteadyWindow, type SettlePoint, settleRule } from '../../src/measure/settle.ts'
import { median } from '../../src/statistics/order-statistics.ts'

const FOLDER = join(import.meta.dirname, '../fixtures/series')

/** What real programs did for 20 seconds after they were ready, or after their load (bench/record-series.ts). */
const series = readdirSync(FOLDER).map((file) => {
  const { program, state, fromMs, points } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as {
    program: string
    state: string
    fromMs: number
    points: [number, number, number][]
  }
  return {
    name: `${program} ${state}`,
    fromMs,
    points: points.map(([atMs, writable, member]): SettlePoint => ({
      atMs,
      writable,
      membership: String(member),
    })),
  }
})

function settle(points: readonly SettlePoint[]) {
  for (const [index, point] of points.entries()) {
    const window = findSteadyWindow(points.slice(0, index + 1), settleRule('ready', point.atMs))
    if (window !== null) return { ...window, provedAtMs: point.atMs }
  }
  return null
}

/** Their runtimes give memory back long after they came to rest: no window of a sane length foresees it. */
const GIVE_BACK_LATE = ['node loaded', 'redis loaded']

describe('the settling rule, on recorded programs', () => {
  test('knows at least eight programs, idle and loaded', () => {
    expect(series.length).toBeGreaterThanOrEqual(16)
  })

  test.each(series)('settles $name within three seconds', ({ fromMs, points }) => {
    expect((settle(points)?.provedAtMs ?? Infinity) - fromMs).toBeLessThan(3000)
  })

  test.each(series.filter(({ name }) => !GIVE_BACK_LATE.includes(name)))(
    'tells the level that $name keeps, within 0.7 %',
    ({ points }) => {
      const end = points.at(-1)?.atMs ?? 0
      const level = median(points.filter(({ atMs }) => atMs >= end - 5000).map(({ writable }) => writable))
      const told = settle(points)?.writable ?? 0
      expect(Math.abs(told - level) / level).toBeLessThan(0.007)
    },
  )

  test.each(series.filter(({ points }) => new Set(points.map(({ writable }) => writable)).size === 1))(
    'tells the very page for $name, which never moves',
    ({ points }) => {
      expect(settle(points)?.writable).toBe(points[0]?.writable)
    },
  )
})
