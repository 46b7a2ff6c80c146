import type { Scenario } from '../config/scenario.ts'
import { METRIC_NAMES } from '../model/metrics.ts'
import { isCountedToTheEnd } from '../model/run.ts'
import { canBeSignificant, runsForSignificance } from '../statistics/holm.ts'
import { smallestPValue } from '../statistics/mann-whitney.ts'
import type { Blindness } from './reason.ts'

/** More runs than this are no advice. */
const RUNS_WORTH_ADVISING = 40

/**
 * What so few runs can reach, and how many could prove a growth.
 *
 * @param isPaired whether every run of the head brings one of the base
 */
export function blindnessOf(head: number, base: number, testedMetrics: number, isPaired: boolean): Blindness {
  const needed = (against: number | null) => {
    const runs = runsForSignificance(against, testedMetrics)
    return runs === null || runs > RUNS_WORTH_ADVISING ? null : runs
  }
  const best = Math.min(1, smallestPValue(head, base) * testedMetrics)
  return isPaired
    ? { head, base, best, baseNeeded: null, headNeeded: needed(null), isPaired }
    : { head, base, best, baseNeeded: needed(head), headNeeded: needed(base) }
}

/**
 * Why no growth could be proven, whatever the runs will show; `null` where it could. Known before anything is
 * measured.
 *
 * @param samples how many the baseline has, or will have
 * @param isPaired whether every run of the head brings one of the base: then there can be as many of both
 */
export function findBlindness(
  { runs, maxRuns, until, budgets }: Pick<Scenario, 'runs' | 'maxRuns' | 'until' | 'budgets'>,
  samples: number,
  isPaired = false,
): Blindness | null {
  const tested = METRIC_NAMES.filter((metric) => {
    const budget = budgets[metric]
    if (budget === undefined || budget.increase === null) return false
    // Whether the readings of a program that ends suffice is known when it has ended.
    return until !== 'exit' || budget.isDefault !== true || isCountedToTheEnd(metric)
  }).length
  const head = Math.max(runs, maxRuns)
  const base = isPaired && samples > 0 ? Math.max(samples, head) : samples
  if (tested === 0 || base === 0 || canBeSignificant(head, base, tested)) return null
  return blindnessOf(head, base, tested, isPaired)
}
