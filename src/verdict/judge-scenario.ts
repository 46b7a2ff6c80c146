import { METRIC_NAMES, METRICS, type Metric } from '../model/metrics.ts'
import { type Scenario, type Terms, termsOf } from '../config/scenario.ts'
import { type Environment, namedDifferences, type NamedFacts } from '../model/environment.ts'
import type { BaseDoubt } from '../model/pair.ts'
import { isEvidence, type Run } from '../model/run.ts'
import type { BaselineMatch } from './baseline-match.ts'
import { compareMetric, type GatedMetric } from './compare-metric.ts'
import { holmAdjusted } from '../statistics/holm.ts'
import { judgeMetric } from './judge-metric.ts'
import { mappingChanges, soakChanges } from './mapping-changes.ts'
import { processChanges } from './process-changes.ts'
import { observeBase, observeHead, samplesOf } from './observe-metric.ts'
import { findBlindness } from './blindness.ts'
import type { Blindness, MetricReason } from './reason.ts'
import type { MetricResult, ScenarioResult } from './result.ts'
import { LEAST_EVIDENCE, scenarioDoubts } from './scenario-doubts.ts'
import { scenarioVerdict } from './scenario-verdict.ts'
import { whatFell } from './what-fell.ts'

/** A scenario, what was measured of it and where, and what it is compared with. */
export interface Case {
  readonly scenario: Scenario | Terms
  readonly runs: readonly Run[]
  /** The environment of the runs. */
  readonly environment: Environment
  /** What else is known of where the runs were; compared where the baseline knows it too. */
  readonly facts?: NamedFacts | undefined
  readonly baseline: BaselineMatch
  /** Whether the baseline is a base that is measured in turn with the head, run by run. */
  readonly isPaired?: boolean | undefined
  /** What to doubt of a base that was measured too. */
  readonly baseDoubts?: readonly BaseDoubt[] | undefined
}

/**
 * Judges one scenario by all the runs there are: the worst of its metrics and of its doubts. Only runs that are
 * evidence lend their figures; one that is not keeps the scenario from passing.
 *
 * Pure and complete in itself, as stored results need it. A gate that can still measure asks
 * `decideNext`, which confirms failures and improvements by fresh runs first.
 */
export function judgeScenario(subject: Case): ScenarioResult {
  const { scenario, runs, environment, facts, baseline, isPaired = false, baseDoubts = [] } = subject
  const terms = termsOf(scenario)
  const evidence = runs.filter(isEvidence)
  const compared = METRIC_NAMES.flatMap((metric) => {
    const budget = scenario.budgets[metric]
    return budget === undefined
      ? []
      : [compareMetric(metric, budget, evidence, baseline, environment.pageSize)]
  })
  const leftOut = new Map(compared.flatMap((metric) => whyLeftOut(metric)))
  const gated = compared.filter(({ metric }) => !leftOut.has(metric))
  const elsewhere = baseline.kind === 'other-environment'
  const adjusted = adjustTogether(gated)
  const context = {
    pageSize: environment.pageSize,
    elsewhere,
    testedMetrics: gated.filter(isTested).length,
    runs,
    isPaired,
    reachableRuns: Math.max(evidence.length, scenario.maxRuns),
    weakness:
      evidence.length < runs.length && evidence.length < LEAST_EVIDENCE
        ? ({ kind: 'weak-evidence', evidence: evidence.length, runs: runs.length } as const)
        : null,
  }
  const judged = gated
    .map((metric) => judgeMetric(metric, adjusted(metric), context))
    .map((result) => withNamedFacts(result, facts, baseline))
  const falls = whatFell(evidence, baseline)
  const blindness = blindnessOfCase(terms, gated, isPaired)
  const reasons = [
    ...baseDoubts,
    ...scenarioDoubts(terms, runs, baseline),
    ...(elsewhere ? [{ kind: 'other-environment' as const, differences: baseline.differences }] : []),
    ...(falls.length === 0 ? [] : [{ kind: 'did-less' as const, falls }]),
    ...(elsewhere || blindness === null || isSaid(judged) ? [] : [{ kind: 'blind' as const, ...blindness }]),
  ]
  return {
    name: scenario.name,
    verdict: scenarioVerdict(judged, reasons),
    reasons,
    metrics: [...judged, ...contextMetrics(gated, leftOut, evidence, baseline)],
    mappings: mappingChanges(evidence, baseline),
    soaked: soakChanges(evidence),
    processes: processChanges(evidence, baseline),
    runs,
    terms,
    environment,
    facts: facts ?? null,
    baseline: baseline.kind === 'missing' ? null : baseline.entry,
  }
}

/** Nobody asked for a budget of the metric, and its readings are too few for one: then it is not gated, and says so. */
function whyLeftOut({
  metric,
  budget,
  head,
  base,
}: GatedMetric): readonly (readonly [Metric, MetricReason])[] {
  if (budget.isDefault !== true) return []
  const reasons = [head, base].flatMap((side) => ('reason' in side ? [side.reason] : []))
  const [reason] = reasons.filter(({ kind }) => TOO_FEW_READINGS.includes(kind))
  return reason === undefined ? [] : [[metric, reason]]
}

const TOO_FEW_READINGS: readonly MetricReason['kind'][] = ['too-few-readings', 'too-few-readings-recorded']

/** A figure that has moved, with what may have moved it a little. */
function withNamedFacts(
  result: MetricResult,
  facts: NamedFacts | undefined,
  baseline: BaselineMatch,
): MetricResult {
  const recorded = baseline.kind === 'missing' ? undefined : baseline.entry.recordings.at(-1)?.facts
  if (facts === undefined || recorded === undefined) return result
  if (result.verdict === 'pass' || result.delta === null || result.delta === 0) return result
  const differences = namedDifferences(recorded, facts)
  if (differences.length === 0) return result
  return { ...result, reasons: [...result.reasons, { kind: 'named-facts', differences }] }
}

/** {@link findBlindness} of the metric that the baseline has the fewest samples of; its own reason says more. */
function blindnessOfCase(terms: Terms, gated: readonly GatedMetric[], isPaired: boolean): Blindness | null {
  const tested = gated.filter(isTested)
  const counts = tested.flatMap(({ comparison }) => comparison?.baseCount ?? [])
  const budgets = Object.fromEntries(tested.map(({ metric, budget }) => [metric, budget]))
  return counts.length === 0
    ? null
    : findBlindness(
        { ...terms, until: terms.subject?.until ?? 'steady', budgets },
        Math.min(...counts),
        isPaired,
      )
}

/** Whether a metric that has grown says already that its runs are too few. */
function isSaid(judged: readonly MetricResult[]): boolean {
  return judged.some(({ reasons }) => reasons.some(({ kind }) => kind === 'too-few-runs'))
}

function isTested({ budget }: GatedMetric): boolean {
  return budget.increase !== null
}

/** Holm over all metrics with an increase in their budget; one that cannot be tested counts as p = 1. */
function adjustTogether(gated: readonly GatedMetric[]) {
  const tested = gated.filter(isTested)
  const increases = holmAdjusted(tested.map(({ comparison }) => comparison?.pIncrease ?? 1))
  const decreases = holmAdjusted(tested.map(({ comparison }) => comparison?.pDecrease ?? 1))
  return (metric: GatedMetric) => {
    const index = tested.indexOf(metric)
    return { increase: increases[index] ?? 1, decrease: decreases[index] ?? 1 }
  }
}

/** Metrics without a budget are told, never judged; what has no usable figure on either side is left out. */
function contextMetrics(
  gated: readonly GatedMetric[],
  leftOut: ReadonlyMap<Metric, MetricReason>,
  evidence: readonly Run[],
  baseline: BaselineMatch,
): readonly MetricResult[] {
  const others = METRIC_NAMES.filter((metric) => !gated.some((judged) => judged.metric === metric))
  return others.flatMap((metric) => {
    const head = observeHead(metric, evidence)
    const base = samplesOf(observeBase(metric, baseline))
    const reason = leftOut.get(metric)
    const samples = head.kind === 'usable' ? samplesOf(head) : null
    if (base === null && samples === null && reason === undefined) return []
    return [
      {
        metric,
        unit: METRICS[metric].unit,
        verdict: 'pass',
        budget: null,
        base,
        head: samples,
        delta: base === null || samples === null ? null : samples.median - base.median,
        allowed: null,
        noiseLimited: false,
        detectable: null,
        pValue: null,
        reasons: reason === undefined ? [] : [reason],
      } as const,
    ]
  })
}
