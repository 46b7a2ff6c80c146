import {
  VERDICTS,
  type GateResult,
  type MappingChange,
  type MetricResult,
  type ProcessChange,
  type ScenarioResult,
  type Verdict,
} from '../verdict/result.ts'
import { isFailure } from '../verdict/worst-verdict.ts'
import { distinctReasons, type Reason } from '../verdict/reason.ts'

/** One gated metric of one scenario. */
export interface Row {
  readonly scenario: ScenarioResult
  readonly metric: MetricResult
}

/** A {@link Row}, or what is to be said of a scenario as a whole, as its metrics do not say it. */
export interface TableRow {
  readonly scenario: ScenarioResult
  readonly metric: MetricResult | null
  readonly verdict: Verdict
}

/** The verdict as it is shown: where nothing was measured nothing may look green. */
export function shownVerdict({ verdict, scenarios }: GateResult): Verdict {
  return scenarios.length === 0 ? 'inconclusive' : verdict
}

/** Worst first; of equals, in the order of the plan. */
export function worstFirst<T extends { readonly verdict: Verdict }>(results: readonly T[]): readonly T[] {
  return results.toSorted((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict))
}

export function gatedMetrics(scenario: ScenarioResult): readonly MetricResult[] {
  return scenario.metrics.filter((metric) => metric.budget !== null)
}

/** Those that could not be gated, though they are by default: their reasons say why. */
export function isLeftOut({ budget, reasons }: MetricResult): boolean {
  return budget === null && reasons.length > 0
}

/** The metrics that a reader looks for: the gated ones, and those that could not be. */
export function shownMetrics(scenario: ScenarioResult): readonly MetricResult[] {
  return [...gatedMetrics(scenario), ...scenario.metrics.filter(isLeftOut)]
}

/** Whether anything grew beyond what is allowed, or failed: then a reader asks where. */
export function hasGrown(scenario: ScenarioResult): boolean {
  return isFailure(scenario.verdict) || gatedMetrics(scenario).some(isGrown)
}

function isGrown({ verdict, delta, allowed }: MetricResult): boolean {
  return isFailure(verdict) || (delta !== null && allowed !== null && delta > allowed)
}

/**
 * Where it grew: of a leak, the soak's end against its start, as what a leak adds is not there when the soak begins;
 * of all else, the head against the base.
 */
export function growthsToTell(
  scenario: ScenarioResult,
): readonly { readonly isSoak: boolean; readonly changes: readonly MappingChange[] }[] {
  if (!hasGrown(scenario)) return []
  const grown = gatedMetrics(scenario).filter(isGrown)
  const isLeak = grown.some(({ metric }) => metric === 'growth')
  const isLeakAlone = isLeak && grown.every(({ metric }) => metric === 'growth')
  const soak = { isSoak: true, changes: scenario.soaked.filter(({ delta }) => delta > 0) }
  const mappings = { isSoak: false, changes: scenario.mappings.filter(({ delta }) => delta > 0) }
  return [...(isLeak ? [soak] : []), ...(isLeakAlone ? [] : [mappings])].filter(
    ({ changes }) => changes.length > 0,
  )
}

/**
 * Which processes to show: where anything grew, those that grew; else those that came or went. Of a single process all
 * is said by the metrics.
 */
export function processesToTell(scenario: ScenarioResult): readonly ProcessChange[] {
  const { processes } = scenario
  if (
    processes.every(({ base, head, to }) => base !== null && head !== null && to === 1) &&
    processes.length < 2
  )
    return []
  return hasGrown(scenario) ? processes : processes.filter(({ base, head }) => base === null || head === null)
}

/** Every gated metric of the result: worst first, then in the order of the scenarios with the worst first. */
export function gatedRows(result: GateResult): readonly Row[] {
  return tableRows(result).flatMap(({ scenario, metric }) => (metric === null ? [] : [{ scenario, metric }]))
}

/**
 * {@link gatedRows}, with a row for every scenario whose own verdict is worse than those of its metrics (it
 * crashed, it never settled): a table that shows it as a pass would lie.
 */
export function tableRows(result: GateResult): readonly TableRow[] {
  const rows = worstFirst(result.scenarios).flatMap((scenario) => {
    const told = shownMetrics(scenario).map((metric) => ({ scenario, metric, verdict: metric.verdict }))
    const isTold = gatedMetrics(scenario).some((metric) => metric.verdict === scenario.verdict)
    return isTold ? told : [{ scenario, metric: null, verdict: scenario.verdict }, ...told]
  })
  return worstFirst<TableRow>(rows)
}

/** What the row of a metric says already, or another reason of its scenario implies. */
const SAID_ELSEWHERE: readonly Reason['kind'][] = [
  'regressed',
  'over-limit',
  'under-floor',
  'improved',
  'raised',
  'no-run',
]

/** What a person should know of a scenario beside its figures; each reason once, the gravest metrics first. */
export function reasonsOf(scenario: ScenarioResult): readonly Reason[] {
  const ofMetrics = worstFirst(shownMetrics(scenario)).flatMap((metric) => metric.reasons)
  return distinctReasons<Reason>([...scenario.reasons, ...ofMetrics]).filter(
    ({ kind }) => !SAID_ELSEWHERE.includes(kind),
  )
}

/**
 * {@link reasonsOf}; of a pass only what concerns the whole and what was not gated: what to know of figures within
 * their budget is detail.
 */
export function reasonsToTell(scenario: ScenarioResult): readonly Reason[] {
  if (scenario.verdict !== 'pass') return reasonsOf(scenario)
  return [
    ...scenario.reasons,
    ...scenario.metrics.filter(isLeftOut).flatMap(({ reasons }) => reasons),
    // What would have failed by another budget.
    ...scenario.metrics.flatMap(({ reasons }) => reasons.filter(({ kind }) => kind === 'ended-faults')),
  ]
}
