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

/**
 * A ceiling for memory, half as much again as was measured, in whole MiB; `null` of other metrics. Where the base moves
 * along with the head, small steps would pass one by one, and only a ceiling holds still.
 */
export function starterCeiling({ metric, median }: MetricNoise): string | null {
  return metric === 'writable' ? `<=${Math.ceil((median * 1.5) / 1024 ** 2)}MiB` : null
}
