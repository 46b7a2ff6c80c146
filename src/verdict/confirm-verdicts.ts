import { isEvidence, type Run } from '../model/run.ts'
import { median } from '../statistics/order-statistics.ts'
import { increaseLimit } from './limit.ts'
import { judgedFigure } from './observe-metric.ts'
import type { MetricResult, ScenarioResult } from './result.ts'
import { scenarioVerdict } from './scenario-verdict.ts'
import { isFailure } from './worst-verdict.ts'

/**
 * What stands of the failures and improvements in `judged` (by all runs) when the fresh runs are heard alone. A
 * failing metric whose fresh median does not exceed the limit too becomes inconclusive; an improved one whose fresh
 * median has not fallen as far passes, or is inconclusive where it exceeds the limit. Fresh runs are those that were
 * taken because the earlier ones looked like it: the earlier ones raised the suspicion and cannot be the only ones to
 * prove it.
 */
export function confirmVerdicts(judged: ScenarioResult, fresh: readonly Run[]): ScenarioResult {
  return confirm(judged, fresh, ({ verdict }) => isClaim(verdict))
}

/** {@link confirmVerdicts} of the improvements alone: nobody is harmed by a failure that is told unconfirmed. */
export function confirmImprovements(judged: ScenarioResult, fresh: readonly Run[]): ScenarioResult {
  return confirm(judged, fresh, ({ verdict }) => verdict === 'improved')
}

/** Whether a verdict claims that something has changed. */
export function isClaim(verdict: MetricResult['verdict']): boolean {
  return isFailure(verdict) || verdict === 'improved'
}

function confirm(
  judged: ScenarioResult,
  fresh: readonly Run[],
  applies: (metric: MetricResult) => boolean,
): ScenarioResult {
  const evidence = fresh.filter(isEvidence)
  const metrics = judged.metrics.map((metric) => (applies(metric) ? confirmMetric(metric, evidence) : metric))
  if (metrics.every((metric, index) => metric === judged.metrics[index])) return judged
  return { ...judged, metrics, verdict: scenarioVerdict(metrics, judged.reasons) }
}

function confirmMetric(metric: MetricResult, fresh: readonly Run[]): MetricResult {
  const figures = fresh
    .map((run) => judgedFigure(run, metric.metric, metric.isWithoutEnded === true))
    .filter((figure) => figure !== undefined)
  const freshMedian = figures.length === 0 ? null : median(figures)
  return metric.verdict === 'improved'
    ? confirmImprovement(metric, freshMedian)
    : confirmFailure(metric, freshMedian)
}

function confirmFailure(metric: MetricResult, freshMedian: number | null): MetricResult {
  if (freshMedian === null) return withdraw(metric, 'inconclusive', null)
  const distances = brokenLimits(metric).map((limit) => distanceBeyond(limit, freshMedian))
  if (distances.some((distance) => distance > 0)) return metric
  return withdraw(metric, 'inconclusive', freshMedian - (brokenLimits(metric)[0]?.at ?? freshMedian))
}

function confirmImprovement(metric: MetricResult, freshMedian: number | null): MetricResult {
  const { base, allowed } = metric
  if (base === null || allowed === null || freshMedian === null) return withdraw(metric, 'pass', null)
  const change = freshMedian - base.median
  if (change < -allowed) return metric
  return withdraw(metric, change > allowed ? 'inconclusive' : 'pass', change)
}

function withdraw(
  metric: MetricResult,
  verdict: 'pass' | 'inconclusive',
  distance: number | null,
): MetricResult {
  const reason =
    metric.verdict === 'improved'
      ? ({ kind: 'unconfirmed-fall', metric: metric.metric, fromBase: distance } as const)
      : ({ kind: 'unconfirmed', metric: metric.metric, fromLimit: distance } as const)
  // It is not said to have improved: its other reasons stand.
  const others = metric.reasons.filter(({ kind }) => kind !== 'improved')
  // Nor is it said to be seen whatever grows by as much.
  const { detectable, delta } = metric
  const isSeen = detectable !== null && delta !== null && detectable <= delta
  return { ...metric, verdict, detectable: isSeen ? null : detectable, reasons: [...others, reason] }
}

interface Limit {
  readonly side: 'above' | 'below'
  readonly at: number
}

/** The limits that the metric breaks in the way in which it fails. */
function brokenLimits(metric: MetricResult): readonly Limit[] {
  const { verdict, budget, head, reasons } = metric
  if (verdict === 'regressed') {
    const limit = increaseLimit(metric)
    return limit === null ? [] : [{ side: 'above', at: limit }]
  }
  const said = (kind: string) => head !== null && reasons.some((reason) => reason.kind === kind)
  const { ceiling = null, floor = null } = budget ?? {}
  return [
    ...(ceiling !== null && said('over-limit') ? [{ side: 'above', at: ceiling } as const] : []),
    ...(floor !== null && said('under-floor') ? [{ side: 'below', at: floor } as const] : []),
  ]
}

function distanceBeyond({ side, at }: Limit, figure: number): number {
  return side === 'above' ? figure - at : at - figure
}
