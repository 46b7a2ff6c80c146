import type { Terms } from '../../config/scenario.ts'
import type { BaselineEntry } from '../../model/baseline.ts'
import { environmentKey, type Environment } from '../../model/environment.ts'
import { formatJson } from '../../model/format-json.ts'
import type { Pair } from '../../model/pair.ts'
import { isUnsettled, type Run } from '../../model/run.ts'
import { sayReason } from '../phrases/reasons.ts'
import { describeExplanation } from './explanation-json.ts'
import { type Origin, RESULT_SCHEMA } from '../../model/stored-result.ts'
import { isFoundAgain } from '../../verdict/reason.ts'
import type { GateResult, MetricResult, ScenarioResult } from '../../verdict/result.ts'

const NOWHERE: Origin = {
  tool: null,
  measuredAt: null,
  commit: null,
  job: null,
  leg: null,
  legs: null,
  run: null,
  attempt: null,
}

/**
 * The result for programs, with everything in it: bytes, counts and milliseconds as plain numbers, `null`
 * where there is no figure (never NaN), keys in a fixed order, a newline at the end. `readResult` reads it back, to
 * be judged again.
 *
 * @param failure why nothing was measured, where nothing was
 */
export function renderJson(
  result: GateResult,
  origin: Origin = NOWHERE,
  failure: string | null = null,
): string {
  const { tool, measuredAt, commit, job, leg, legs, run, attempt } = origin
  return formatJson(
    {
      schema: RESULT_SCHEMA,
      verdict: result.verdict,
      tool,
      measuredAt,
      commit,
      job,
      leg,
      legs,
      run,
      attempt,
      accepted: result.accepted ?? null,
      failure,
      environment: result.environment,
      pair: describePair(result.pair),
      scenarios: result.scenarios.map((scenario) => describeScenario(scenario, result.environment)),
    },
    { flatObjectsOnOneLine: true },
  )
}

/** What a base printed is not for files that anybody may fetch. */
function describePair(pair: Pair | undefined) {
  if (pair === undefined) return null
  const { rule, commit, name, changed } = pair
  return { rule, commit, name, changed }
}

function describeScenario(scenario: ScenarioResult, elsewhere: Environment) {
  const { name, verdict, reasons, metrics, mappings, runs, terms, environment, facts, baseline } = scenario
  const isElsewhere = environmentKey(environment) !== environmentKey(elsewhere)
  return {
    name,
    verdict,
    reasons: reasons.map(sayReason),
    // Of a matrix, whose legs measure in many places.
    ...(isElsewhere && { environment }),
    facts,
    doubts: reasons.filter((reason) => !isFoundAgain(reason)).map(sayReason),
    ...describeSide(scenario),
    explanation: scenario.explanation === undefined ? null : describeExplanation(scenario.explanation),
    unexplained: scenario.unexplained ?? null,
    planned: describeTerms(terms),
    subject: terms.subject,
    metrics: metrics.map((metric) => describeMetric(metric, baseline)),
    mappings: mappings.map(({ group, base, head, delta }) => ({ group, base, head, delta })),
    soaked: scenario.soaked.map(({ group, base, head, delta }) => ({ group, base, head, delta })),
    processes: scenario.processes.map(({ role, from, to, base, head }) => ({ role, from, to, base, head })),
    baseline,
    runs: runs.map(describeRun),
  }
}

/** What the head does to the baseline that the base has. */
function describeSide({ metrics, reasons }: ScenarioResult) {
  const raised = metrics.flatMap((metric) =>
    metric.reasons.flatMap((reason) => (reason.kind === 'raised' ? [reason] : [])),
  )
  const isRemoved = reasons.some(({ kind }) => kind === 'baseline-removed')
  if (raised.length === 0 && !isRemoved) return {}
  const isRefused = raised.some((reason) => reason.isRefused)
  return {
    side: { raised: raised.map(({ metric, from, to }) => ({ metric, from, to })), isRemoved, isRefused },
  }
}

/** `byDefault` are budgets that nobody asked for. */
function describeTerms({ runs, maxRuns, budgets }: Terms) {
  const given = Object.entries(budgets)
  return {
    runs,
    maxRuns,
    budgets: Object.fromEntries(given.map(([metric, { text }]) => [metric, text])),
    byDefault: given.flatMap(([metric, { isDefault }]) => (isDefault === true ? [metric] : [])),
  }
}

function describeMetric(result: MetricResult, baseline: BaselineEntry | null) {
  const { metric, unit, verdict, base, head, delta, allowed, detectable } = result
  const { budget, noiseLimited, pValue, reasons } = result
  return {
    metric,
    unit,
    verdict,
    base: base === null ? null : { median: base.median, samples: base.samples },
    head: head === null ? null : { median: head.median, samples: head.samples },
    delta,
    allowed,
    detectable,
    budget: budget?.text ?? null,
    ceiling: budget?.ceiling ?? null,
    floor: budget?.floor ?? null,
    noiseLimited,
    pValue,
    recordings: (baseline?.recordings ?? []).map(({ samples }) => samples[metric] ?? []),
    reasons: reasons.map(sayReason),
  }
}

function describeRun(run: Run) {
  const { settlement, gaps, warnings, figures, readings, unseenMs, events, processes, groups, soakGroups } =
    run
  return {
    settled: !isUnsettled(settlement),
    settlement,
    gaps,
    warnings,
    figures,
    readings,
    unseenMs,
    events,
    processes,
    groups,
    soakGroups,
  }
}
