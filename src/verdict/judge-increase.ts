import type { Metric } from '../config/metrics.ts'
import type { Comparison, GatedMetric } from './compare-metric.ts'
import { ALPHA, canBeSignificant } from './holm.ts'
import { tellImproved, tellNoisy, tellRegressed, tellTooFew, tellUnproven } from './metric-reasons.ts'
import type { Verdict } from './result.ts'

/** A verdict with the sentences that explain it. */
export interface Finding {
  readonly verdict: Verdict
  readonly reasons: readonly string[]
}

/** The p-values of a metric, adjusted over all metrics that are tested together. */
export interface AdjustedPValues {
  readonly increase: number
  readonly decrease: number
}

/**
 * Judges the increase of one metric over the baseline: a failure needs the budget, the noise floor and the exact
 * test to agree. `null` when the budget has a ceiling only.
 *
 * @param testedMetrics how many metrics are tested together
 * @param elsewhere whether the baseline was recorded in another environment: it can then show that nothing grew,
 *   but neither that something did nor that something shrank
 */
export function judgeIncrease(
  gated: GatedMetric,
  adjusted: AdjustedPValues,
  testedMetrics: number,
  elsewhere: boolean,
): Finding | null {
  const { metric, budget, head, base, comparison } = gated
  if (budget.increase === null) return null
  if (head.kind === 'unusable') return { verdict: 'inconclusive', reasons: [head.reason] }
  if (base.kind === 'unusable') return { verdict: 'inconclusive', reasons: [base.reason] }
  if (comparison === null) return { verdict: 'no-baseline', reasons: [] }
  const { delta, allowed } = comparison
  if (delta > allowed) {
    if (adjusted.increase > ALPHA) {
      return { verdict: 'inconclusive', reasons: whyUnproven(metric, comparison, adjusted, testedMetrics) }
    }
    return {
      verdict: elsewhere ? 'inconclusive' : 'regressed',
      reasons: [tellRegressed(metric, delta, allowed, adjusted.increase)],
    }
  }
  if (-delta > allowed && adjusted.decrease <= ALPHA && !elsewhere) {
    return { verdict: 'improved', reasons: [tellImproved(metric, delta)] }
  }
  return { verdict: 'pass', reasons: [] }
}

function whyUnproven(
  metric: Metric,
  { delta, allowed, headCount, baseCount }: Comparison,
  adjusted: AdjustedPValues,
  testedMetrics: number,
): readonly string[] {
  const cause = canBeSignificant(headCount, baseCount, testedMetrics)
    ? tellNoisy(adjusted.increase)
    : tellTooFew({ head: headCount, base: baseCount, metrics: testedMetrics })
  return [tellUnproven(metric, delta, allowed), cause]
}
