import { parseBudget } from '../config/budget.ts'
import { METRICS } from '../model/metrics.ts'
import { allowedIncrease } from './limit.ts'
import type { MetricNoise } from './selftest.ts'

/**
 * A first budget for a metric that is gated by default: its default, where that stays above the noise that was seen
 * (twice it); else what does. `null` of the other metrics.
 */
export function starterBudget({ metric, median, budget }: MetricNoise): string | null {
  const { defaultBudget } = METRICS[metric]
  if (defaultBudget === null) return null
  const aboveNoise = budget.slice(budget.indexOf('=') + 1)
  const needed = allowedIncrease(parseBudget(metric, aboveNoise), median) ?? 0
  const usual = allowedIncrease(parseBudget(metric, defaultBudget), median) ?? 0
  return needed <= usual ? defaultBudget : aboveNoise
}
