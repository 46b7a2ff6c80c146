import { isEvidence, type Run } from '../model/run.ts'
import { median } from '../statistics/order-statistics.ts'
import { increaseLimit } from './limit.ts'
import type { MetricResult, ScenarioResult } from './result.ts'
import { isFailure, worstVerdict } from './worst-verdict.ts'

/**
 * What stands of the failures in `judged` (by all runs) when the fresh runs are heard alone: a metric whose fresh
 * median does not exceed the limit too becomes inconclusive. Fresh runs are those that were taken because the
 * earlier ones looked bad: the earlier ones raised the suspicion and cannot be the only ones to prove it.
 */
export function confirmFailures(judged: ScenarioResult, fresh: readonly Run[]): ScenarioResult {
  const metrics = judged.metrics.map((metric) => confirmMetric(metric, fresh.filter(isEvidence)))
  if (metrics.every((metric, index) => metric === judged.metrics[index])) return judged
  // Whatever else was in doubt made the scenario inconclusive at most, which the withdrawn failure does too.
  return { ...judged, metrics, verdict: worstVerdict(metrics.map((metric) => metric.verdict)) }
}

function confirmMetric(metric: MetricResult, fresh: readonly Run[]): MetricResult {
  if (!isFailure(metric.verdict)) return metric
  const limit = brokenLimit(metric)
  const figures = fresh.map((run) => run.figures[metric.metric]).filter((figure) => figure !== undefined)
  const freshMedian = figures.length === 0 ? null : median(figures)
  if (freshMedian !== null && freshMedian > limit) return metric
  const reason = {
    kind: 'unconfirmed',
    metric: metric.metric,
    fromLimit: freshMedian === null ? null : freshMedian - limit,
  } as const
  return { ...metric, verdict: 'inconclusive', reasons: [...metric.reasons, reason] }
}

/** The figure above which the metric fails in the way it does. */
function brokenLimit(metric: MetricResult): number {
  const limit = metric.verdict === 'over-limit' ? (metric.budget?.ceiling ?? null) : increaseLimit(metric)
  return limit ?? Number.POSITIVE_INFINITY
}
