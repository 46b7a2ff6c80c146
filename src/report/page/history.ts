import { environmentKey } from '../../model/environment.ts'
import type { HistoryFigure, HistoryPoint } from '../../model/history.ts'
import { findMoves } from '../../verdict/history.ts'
import type { MetricResult, ScenarioResult } from '../../verdict/result.ts'
import type { ReportContext } from '../context.ts'
import { labelOf } from '../figures.ts'
import { sayMove, sayNoMove } from '../phrases/history.ts'
import { gatedMetrics } from '../rows.ts'
import { oneLine } from '../untrusted.ts'
import type { PageHistory, PagePoint } from './document.ts'

/** As many digits of a commit as people read. */
const SHORT_COMMIT = 12

/**
 * What was recorded of the gated figures of a scenario before, in the environment that it was measured in now, and the
 * head as the last point. Empty where there is nothing to draw a line from.
 */
export function describeHistory(
  scenario: ScenarioResult,
  { history = [], commit }: Pick<ReportContext, 'history' | 'commit'>,
): readonly PageHistory[] {
  const environment = environmentKey(scenario.environment)
  const own = history.filter((point) => point.scenario === scenario.name && point.environment === environment)
  return gatedMetrics(scenario).flatMap((metric) => {
    const before = own.flatMap((point) => pointOf(point, metric))
    const points = [...before, ...headOf(metric, commit)]
    if (before.length < 1 || points.length < 2) return []
    const moves = findMoves(points)
    const said = moves.map((index) =>
      sayMove(metric.metric, {
        before: points[index - 1]?.median ?? 0,
        after: points[index]?.median ?? 0,
        commit: points[index]?.commit ?? null,
        recordedAt: points[index]?.recordedAt ?? null,
      }),
    )
    return {
      label: labelOf(metric),
      unit: metric.unit,
      points,
      moves,
      said: said.length === 0 ? [sayNoMove(metric.metric, points.length)] : said,
    }
  })
}

function pointOf(
  { commit, recordedAt, figures }: HistoryPoint,
  { metric }: MetricResult,
): readonly PagePoint[] {
  const figure = figures[metric]
  return figure === undefined ? [] : [{ ...figure, commit: shortOf(commit), recordedAt }]
}

function headOf({ head }: MetricResult, commit: string | null): readonly PagePoint[] {
  if (head === null || !Number.isFinite(head.median)) return []
  const figure: HistoryFigure = {
    median: head.median,
    least: Math.min(...head.samples),
    most: Math.max(...head.samples),
  }
  return [{ ...figure, commit: shortOf(commit), recordedAt: null }]
}

function shortOf(commit: string | null): string | null {
  return commit === null ? null : oneLine(commit, 64).slice(0, SHORT_COMMIT)
}
