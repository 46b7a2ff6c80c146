import { formatJson } from '../../model/format-json.ts'
import { isUnsettled, type Run } from '../../model/run.ts'
import { sayReason } from '../phrases/reasons.ts'
import { sayGaps, sayWarning } from '../phrases/runs.ts'
import type { GateResult, MetricResult, ScenarioResult } from '../../verdict/result.ts'

export const RESULT_SCHEMA = 'footprint-gate/result@1'

/**
 * The result for programs, with everything in it: bytes, counts and milliseconds as plain numbers, `null`
 * where there is no figure (never NaN), keys in a fixed order, a newline at the end.
 */
export function renderJson(result: GateResult): string {
  return formatJson(
    {
      schema: RESULT_SCHEMA,
      verdict: result.verdict,
      environment: result.environment,
      pair: result.pair ?? null,
      scenarios: result.scenarios.map(describeScenario),
    },
    { flatObjectsOnOneLine: true },
  )
}

function describeScenario({ name, verdict, reasons, metrics, mappings, runs }: ScenarioResult) {
  return {
    name,
    verdict,
    reasons: reasons.map(sayReason),
    metrics: metrics.map(describeMetric),
    mappings: mappings.map(({ group, base, head, delta }) => ({ group, base, head, delta })),
    runs: runs.map(describeRun),
  }
}

function describeMetric(result: MetricResult) {
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
    reasons: reasons.map(sayReason),
  }
}

function describeRun(run: Run) {
  const { settlement, gaps, warnings, figures, readings, unseenMs, events, processes, groups } = run
  return {
    settled: !isUnsettled(settlement),
    settlement,
    gaps: gaps.length === 0 ? [] : [sayGaps(gaps)],
    warnings: warnings.map(sayWarning),
    figures,
    readings,
    unseenMs,
    events,
    processes,
    groups,
  }
}
