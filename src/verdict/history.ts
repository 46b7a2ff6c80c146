import { environmentKey, type Environment } from '../model/environment.ts'
import type { Baseline, Recording } from '../model/baseline.ts'
import type { HistoryFigure, HistoryPoint } from '../model/history.ts'
import { METRIC_NAMES } from '../model/metrics.ts'
import { median } from '../statistics/order-statistics.ts'

/** What is kept of a recording in the history. */
export function historyPoint(
  scenario: string,
  environment: Environment,
  { recordedAt, commit, samples }: Recording,
): HistoryPoint {
  const figures = METRIC_NAMES.flatMap((metric) => {
    const values = samples[metric]
    return values === undefined ? [] : [[metric, summaryOf(values)] as const]
  })
  return {
    scenario,
    environment: environmentKey(environment),
    recordedAt,
    commit,
    figures: Object.fromEntries(figures),
  }
}

function summaryOf(values: readonly number[]): HistoryFigure {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) }
}

/** The history of a baseline that keeps none: the few recordings that it holds. */
export function historyOf(baseline: Baseline | null): readonly HistoryPoint[] {
  return (baseline?.entries ?? []).flatMap(({ scenario, environment, recordings }) =>
    recordings.map((recording) => historyPoint(scenario, environment, recording)),
  )
}

/**
 * Where a level ends and another begins, as indices of the first points of the new levels. A point has left the level
 * when none of its samples lies among those of the level; one that the next point does not follow was alone, and no new
 * level.
 */
export function findMoves(points: readonly HistoryFigure[]): readonly number[] {
  const moves: number[] = []
  let level: { least: number; most: number } | null = null
  for (const [index, point] of points.entries()) {
    if (level === null) {
      level = { least: point.least, most: point.most }
      continue
    }
    const side = sideOf(point, level)
    if (side === 0) {
      level = { least: Math.min(level.least, point.least), most: Math.max(level.most, point.most) }
      continue
    }
    const next = points[index + 1]
    if (next !== undefined && sideOf(next, level) !== side) continue
    moves.push(index)
    level = { least: point.least, most: point.most }
  }
  return moves
}

/** 1 above the level, -1 below it, 0 where they overlap. */
function sideOf(point: HistoryFigure, level: { readonly least: number; readonly most: number }): -1 | 0 | 1 {
  if (point.least > level.most) return 1
  return point.most < level.least ? -1 : 0
}
