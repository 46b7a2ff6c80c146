import type { Terms } from '../config/scenario.ts'
import { METRIC_NAMES } from '../model/metrics.ts'
import { noiseFloor } from '../statistics/noise.ts'
import type { BaselineMatch } from './baseline-match.ts'
import { type Case, judgeScenario } from './judge-scenario.ts'
import { allowedIncrease } from './limit.ts'
import { observeBase } from './observe-metric.ts'
import type { MetricReason, Raise } from './reason.ts'
import type { MetricResult, ScenarioResult } from './result.ts'
import { scenarioVerdict } from './scenario-verdict.ts'

/** What the head does to the baseline that the base has of a scenario. */
export interface BaselineSide {
  readonly raised: readonly Raise[]
  /** The base has an entry that the head's file lacks. */
  readonly isRemoved: boolean
}

const UNTOUCHED: BaselineSide = { raised: [], isRemoved: false }

/**
 * Compares what the head's file says of a scenario with what the base's does. A level is raised where it has moved up
 * by more than a growth may, or where the runs have grown over the base's level: many small steps of a file make a
 * large one.
 *
 * @param measured with the head's match as its baseline
 */
export function compareBaselines(measured: Case, base: BaselineMatch): BaselineSide {
  const { scenario, baseline: head } = measured
  if (RANKS.indexOf(head.kind) < RANKS.indexOf(base.kind)) return { raised: [], isRemoved: true }
  if (head.kind !== 'found' || base.kind !== 'found') return UNTOUCHED
  const overBase = judgeScenario({ ...measured, baseline: base })
  const raised = METRIC_NAMES.flatMap((metric): readonly Raise[] => {
    const [from, to] = [observeBase(metric, base), observeBase(metric, head)]
    const budget = (scenario as Pick<Terms, 'budgets'>).budgets[metric]
    if (budget === undefined || from.kind !== 'usable' || to.kind !== 'usable') return []
    const allowed = allowedIncrease(budget, from.all.median)
    if (allowed === null) return []
    const step = to.all.median - from.all.median
    const hasGrown = overBase.metrics.some((it) => it.metric === metric && it.verdict === 'regressed')
    const isRaised = step > 0 && (hasGrown || step > Math.max(allowed, noiseFloor(from.recordings)))
    return isRaised ? [{ metric, from: from.all.median, to: to.all.median }] : []
  })
  return { raised, isRemoved: false }
}

/** What an entry is worth, the least first. */
const RANKS: readonly BaselineMatch['kind'][] = ['missing', 'other-environment', 'found']

/**
 * The verdict with what the head does to its baseline. A growth that stays within a raised level is accepted: the
 * diff of the file owns up to it, and is reviewed with it. An entry that was removed cannot be.
 *
 * @param isRefused whether no level may be raised
 */
export function withBaselineSide(
  result: ScenarioResult,
  { raised, isRemoved }: BaselineSide,
  isRefused = false,
): ScenarioResult {
  if (raised.length === 0 && !isRemoved) return result
  const metrics = result.metrics.map((metric) => {
    const raise = raised.find((it) => it.metric === metric.metric)
    return raise === undefined ? metric : withRaise(metric, raise, isRefused)
  })
  const reasons = isRemoved ? [{ kind: 'baseline-removed' as const }, ...result.reasons] : result.reasons
  return { ...result, metrics, reasons, verdict: scenarioVerdict(metrics, reasons) }
}

function withRaise(result: MetricResult, raise: Raise, isRefused: boolean): MetricResult {
  const reason: MetricReason = { kind: 'raised', ...raise, isRefused }
  const reasons = [reason, ...result.reasons]
  if (isRefused) return { ...result, verdict: 'over-limit', reasons }
  if (!isWithin(result, raise)) return { ...result, reasons }
  return { ...result, verdict: 'accepted', reasons: reasons.filter(({ kind }) => kind !== 'regressed') }
}

/** Of a base that was measured, the head may have grown over its level, and yet not over the one that is owned up to. */
function isWithin({ verdict, head, allowed }: MetricResult, { to }: Raise): boolean {
  if (verdict === 'pass' || verdict === 'improved') return true
  return verdict === 'regressed' && head !== null && allowed !== null && head.median <= to + allowed
}
