import { METRICS, type Metric } from '../model/metrics.ts'
import { formatChange, formatFigure } from '../model/units.ts'
import { ALPHA, runsForSignificance } from '../statistics/holm.ts'
import { median } from '../statistics/order-statistics.ts'
import { smallestPValue } from '../statistics/mann-whitney.ts'
import type { TwoGroups } from '../statistics/two-groups.ts'

/** More runs than this are no advice. */
const RUNS_WORTH_ADVISING = 40

/** Two significant digits; a p-value is never shown as zero. */
function formatP(p: number): string {
  return p < 0.0001 ? 'p < 0.0001' : `p = ${Number(p.toPrecision(2))}`
}

function tellChange(metric: Metric, delta: number, allowed: number): string {
  const { unit } = METRICS[metric]
  return `${nameOf(metric)} changed by ${formatChange(delta, unit)}; ${formatChange(allowed, unit)} is allowed`
}

export function tellRegressed(metric: Metric, delta: number, allowed: number, p: number): string {
  return `${tellChange(metric, delta, allowed)} (${formatP(p)}).`
}

export function tellUnproven(metric: Metric, delta: number, allowed: number): string {
  return `${tellChange(metric, delta, allowed)}, but this is not proven.`
}

export function tellOverLimit(metric: Metric, head: number, ceiling: number): string {
  const { unit } = METRICS[metric]
  const excess = formatFigure(head - ceiling, unit)
  return `${nameOf(metric)} is ${formatFigure(head, unit)}, ${excess} over its limit of ${formatFigure(ceiling, unit)}.`
}

export function tellImproved(metric: Metric, delta: number): string {
  const change = formatChange(delta, METRICS[metric].unit)
  return `${nameOf(metric)} changed by ${change}. Record the baseline again to keep the gain.`
}

/** Of samples so few that not even full separation would be significant: what to do about it. */
export function tellTooFew(counts: {
  readonly head: number
  readonly base: number
  readonly metrics: number
}): string {
  const best = formatP(Math.min(1, smallestPValue(counts.head, counts.base) * counts.metrics))
  const advice = [
    {
      runs: runsForSignificance(counts.head, counts.metrics),
      tell: (runs: number) => `record the baseline with at least ${runs} runs`,
    },
    {
      runs: runsForSignificance(counts.base, counts.metrics),
      tell: (runs: number) => `raise max-runs to ${runs}`,
    },
  ].flatMap(({ runs, tell }) => (runs === null || runs > RUNS_WORTH_ADVISING ? [] : [tell(runs)]))
  const todo = advice.length === 0 ? 'record and measure with more runs' : advice.join(', or ')
  return (
    `${counts.base} base and ${counts.head} head runs can reach ${best} at best, ` +
    `and ${ALPHA} is needed: ${todo}.`
  )
}

export function tellDivided(): string {
  return 'A group of runs did not grow at all beyond what is allowed.'
}

export function tellNoisy(p: number): string {
  return `Head and base overlap (${formatP(p)}, and ${ALPHA} is needed): take more runs, or make the program steadier.`
}

export function tellNoiseLimited(metric: Metric, allowed: number, budgeted: number): string {
  const { unit, label } = METRICS[metric]
  return (
    `The baseline's own noise lets ${label} change by up to ${formatChange(allowed, unit)}, which is more than ` +
    `the budget's ${formatChange(budgeted, unit)}.`
  )
}

export function tellTwoGroups(metric: Metric, side: 'head' | 'baseline', groups: TwoGroups): string {
  const { unit, label } = METRICS[metric]
  const [lower, upper] = [median(groups.lower), median(groups.upper)]
  return (
    `The ${side}'s ${label} falls into two groups, ${groups.lower.length} runs near ${formatFigure(lower, unit)} ` +
    `and ${groups.upper.length} at ${formatChange(upper - lower, unit)} from them: ` +
    'find what makes the difference, as a median describes neither.'
  )
}

function nameOf(metric: Metric): string {
  const { label } = METRICS[metric]
  return label.charAt(0).toUpperCase() + label.slice(1)
}
