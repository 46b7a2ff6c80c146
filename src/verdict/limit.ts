import type { Budget } from '../config/budget.ts'
import type { MetricResult } from './result.ts'

/**
 * The increase over a base figure that the budget allows, in the metric's unit: the larger of its terms, as
 * all of them must be exceeded. `null` when the budget has a ceiling only.
 */
export function allowedIncrease(budget: Budget, base: number): number | null {
  if (budget.increase === null) return null
  const { percent, absolute } = budget.increase
  return Math.max(percent === null ? 0 : (base * percent) / 100, absolute ?? 0)
}

/** The highest figure that is no regression; `null` where there is nothing to compare with, or no increase is gated. */
export function increaseLimit({ base, allowed }: Pick<MetricResult, 'base' | 'allowed'>): number | null {
  return base === null || allowed === null ? null : base.median + allowed
}
