import {
  VERDICTS,
  type GateResult,
  type MetricResult,
  type ScenarioResult,
  type Verdict,
} from '../verdict/result.ts'

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

/** Whether the gate is red because of it. */
export function isFailing(verdict: Verdict): boolean {
  return verdict === 'regressed' || verdict === 'over-limit'
}

/** Worst first; of equals, in the order of the plan. */
export function worstFirst<T extends { readonly verdict: Verdict }>(results: readonly T[]): readonly T[] {
  return results.toSorted((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict))
}

export function gatedMetrics(scenario: ScenarioResult): readonly MetricResult[] {
  return scenario.metrics.filter((metric) => metric.budget !== null)
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
    const metrics = gatedMetrics(scenario)
    const told = metrics.map((metric) => ({ scenario, metric, verdict: metric.verdict }))
    const isTold = metrics.some((metric) => metric.verdict === scenario.verdict)
    return isTold ? told : [{ scenario, metric: null, verdict: scenario.verdict }, ...told]
  })
  return worstFirst<TableRow>(rows)
}

/** What a person should hear of a scenario beside its figures; each sentence once. */
export function reasonsOf(scenario: ScenarioResult): readonly string[] {
  const ofMetrics = worstFirst(gatedMetrics(scenario)).flatMap((metric) => metric.reasons)
  return [...new Set([...scenario.reasons, ...ofMetrics])]
}

/** What the runs warned of, and what of them could not be read; each sentence once. */
export function warningsOf(scenario: ScenarioResult): readonly string[] {
  return [...new Set(scenario.runs.flatMap((run) => [...run.gaps, ...run.warnings]))]
}
