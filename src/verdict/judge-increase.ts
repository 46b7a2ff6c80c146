import type { Comparison, GatedMetric } from './compare-metric.ts'
import { ALPHA, canBeSignificant } from '../statistics/holm.ts'
import { blindnessOf } from './blindness.ts'
import type { MetricReason } from './reason.ts'
import type { Verdict } from './result.ts'

/** A verdict with what explains it. */
export interface Finding {
  readonly verdict: Verdict
  readonly reasons: readonly MetricReason[]
}

/** The p-values of a metric, adjusted over all metrics that are tested together. */
export interface AdjustedPValues {
  readonly increase: number
  readonly decrease: number
}

/** What is compared with what. */
export interface Comparing {
  /** How many metrics are tested together. */
  readonly testedMetrics: number
  /** Whether the baseline was recorded in another environment. */
  readonly elsewhere: boolean
  /** Whether the baseline is a base that is measured in turn with the head. */
  readonly isPaired: boolean
}

/**
 * Judges the increase of one metric over the baseline: a failure needs the budget, the noise floor and the exact
 * test to agree, and no group of runs to deny it. `null` when the budget has a ceiling only. A baseline of another
 * environment can show that nothing grew, but neither that something did nor that something shrank.
 */
export function judgeIncrease(
  gated: GatedMetric,
  adjusted: AdjustedPValues,
  comparing: Comparing,
): Finding | null {
  const { elsewhere } = comparing
  const { metric, budget, head, base, comparison } = gated
  if (budget.increase === null) return null
  if (head.kind !== 'usable') return { verdict: 'inconclusive', reasons: [head.reason] }
  if (base.kind === 'unusable') return { verdict: 'inconclusive', reasons: [base.reason] }
  if (comparison === null) return { verdict: 'no-baseline', reasons: [] }
  const { delta, allowed } = comparison
  if (delta > allowed) {
    const doubts = whyUnproven(gated, comparison, adjusted, comparing)
    if (doubts.length > 0) {
      return { verdict: 'inconclusive', reasons: [{ kind: 'unproven', metric, delta, allowed }, ...doubts] }
    }
    return {
      verdict: elsewhere ? 'inconclusive' : 'regressed',
      reasons: [{ kind: 'regressed', metric, delta, allowed, p: adjusted.increase }],
    }
  }
  if (-delta > comparison.fallAllowed && adjusted.decrease <= ALPHA && !elsewhere) {
    return { verdict: 'improved', reasons: [{ kind: 'improved', metric, delta }] }
  }
  return { verdict: 'pass', reasons: [] }
}

/** What keeps an increase beyond the allowance from being proven; empty when it is. */
function whyUnproven(
  { metric, base, headGroups }: GatedMetric,
  { allowed, headCount, baseCount }: Comparison,
  adjusted: AdjustedPValues,
  { testedMetrics, isPaired }: Comparing,
): readonly MetricReason[] {
  if (adjusted.increase > ALPHA) {
    return canBeSignificant(headCount, baseCount, testedMetrics)
      ? [{ kind: 'overlap', metric, p: adjusted.increase }]
      : [{ kind: 'too-few-runs', ...blindnessOf(headCount, baseCount, testedMetrics, isPaired) }]
  }
  // A whole group of runs that did not grow: the median stands for the other group alone.
  const limit = base.kind === 'usable' ? base.all.median + allowed : Number.NEGATIVE_INFINITY
  return headGroups?.lower.every((sample) => sample <= limit) === true ? [{ kind: 'divided', metric }] : []
}
