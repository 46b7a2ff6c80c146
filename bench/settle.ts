/**
 * Which settling rule stops how early, and how wrongly, on the recorded series of real programs.
 *
 *   npx tsx bench/settle.ts [FOLDER]
 *
 * The true level of a series is the median of its last five seconds; the true steady point is the first reading
 * from which on it stays within the tolerance of that level for good.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findSteadyWindow, type SettlePoint, settleRule, type SettleRule } from '../src/measure/settle.ts'
import { median } from '../src/statistics/order-statistics.ts'
import { markdownTable } from 'markdown-table'

interface Series {
  readonly name: string
  readonly fromMs: number
  readonly points: readonly SettlePoint[]
}

const folder = process.argv[2] ?? join(import.meta.dirname, '../test/fixtures/series')

const series: Series[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const { program, state, fromMs, points } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
      program: string
      state: string
      fromMs: number
      points: [number, number, number][]
    }
    return {
      name: `${program} ${state}`,
      fromMs,
      points: points.map(([atMs, writable, membership]) => ({
        atMs,
        writable,
        membership: String(membership),
      })),
    }
  })

const plain =
  (stillMs: number, windowMs: number, levelTolerance: number, driftTolerance: number) => (): SettleRule => ({
    stillMs,
    windowMs,
    levelTolerance,
    driftTolerance,
    quantumBytes: 4096,
  })

const candidates: Record<string, (elapsedMs: number) => SettleRule> = {
  'plateau 0.5 s': plain(500, 1e9, 0, 0),
  'plateau 1 s': plain(1000, 1e9, 0, 0),
  'plateau 2 s': plain(2000, 1e9, 0, 0),
  'window 1 s, 1 %': plain(1e9, 1000, 0.01, 0.01),
  'window 2 s, 0.5 %': plain(1e9, 2000, 0.005, 0.005),
  'plateau 1 s or window 2.5 s, 0.2 %': plain(1000, 2500, 0.002, 0.001),
  'the rule in use': (elapsedMs) => settleRule('ready', elapsedMs),
}

const rows: string[][] = []
for (const [rule, at] of Object.entries(candidates)) {
  const errors: number[] = []
  const waits: number[] = []
  const worst = { name: '', error: 0 }
  let unsettled = 0
  for (const { name, points } of series) {
    const stop = stopOf(points, at)
    const level = trueLevel(points)
    if (stop === null) {
      unsettled += 1
      continue
    }
    const error = Math.abs(stop.writable - level) / level
    errors.push(error)
    waits.push(stop.stoppedMs - trueSteadyMs(points))
    if (error > worst.error) Object.assign(worst, { name, error })
  }
  rows.push([
    rule,
    percent(median(errors)),
    `${percent(worst.error)} ${worst.name}`,
    String(errors.filter((error) => error > 0.0005).length),
    `${(median(waits) / 1000).toFixed(2)} s`,
    `${(Math.max(...waits) / 1000).toFixed(2)} s`,
    String(unsettled),
  ])
}
console.log(`${series.length} series\n`)
console.log(
  markdownTable([
    [
      'rule',
      'median error',
      'worst error',
      'off by > 0.05 %',
      'median wait',
      'longest wait',
      'never settled',
    ],
    ...rows,
  ]),
)
console.log('\nthe rule in use, series by series\n')
console.log(
  markdownTable([
    ['series', 'levels', 'true steady', 'stopped', 'level told', 'true level', 'error'],
    ...series.map(({ name, fromMs, points }) => {
      const stop = stopOf(points, (elapsedMs) => settleRule('ready', elapsedMs))
      const level = trueLevel(points)
      return [
        name,
        String(new Set(points.map(({ writable }) => writable)).size),
        `${((trueSteadyMs(points) - fromMs) / 1000).toFixed(2)} s`,
        stop === null ? 'never' : `${((stop.stoppedMs - fromMs) / 1000).toFixed(2)} s`,
        stop === null ? '–' : `${(stop.writable / 1024).toFixed(0)} KiB`,
        `${(level / 1024).toFixed(0)} KiB`,
        stop === null ? '–' : percent((stop.writable - level) / level),
      ]
    }),
  ]),
)

function stopOf(points: readonly SettlePoint[], ruleAt: (elapsedMs: number) => SettleRule) {
  for (let count = 1; count <= points.length; count += 1) {
    const last = points[count - 1]
    if (last === undefined) break
    const window = findSteadyWindow(points.slice(0, count), ruleAt(last.atMs))
    if (window !== null) return { stoppedMs: last.atMs, writable: window.writable }
  }
  return null
}

function trueLevel(points: readonly SettlePoint[]): number {
  const end = points.at(-1)?.atMs ?? 0
  return median(points.filter(({ atMs }) => atMs >= end - 5000).map(({ writable }) => writable))
}

function trueSteadyMs(points: readonly SettlePoint[]): number {
  const level = trueLevel(points)
  const tolerance = Math.max(4096, level * 0.002)
  const lastOff = points.findLastIndex(({ writable }) => Math.abs(writable - level) > tolerance)
  return points[lastOff + 1]?.atMs ?? points.at(-1)?.atMs ?? 0
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)} %`
}
