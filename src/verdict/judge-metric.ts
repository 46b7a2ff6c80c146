import { METRICS } from '../model/metrics.ts'
import { isEvidence, type Run } from '../model/run.ts'
import { type GatedMetric, quantumOf } from './compare-metric.ts'
import { canBeSignificant } from '../statistics/holm.ts'
import { type AdjustedPValues, type Comparing, type Finding, judgeIncrease } from './judge-increase.ts'
import { detectableIncrease } from '../statistics/noise.ts'
import { median } from '../statistics/order-statistics.ts'
import type { TwoGroups } from '../statistics/two-groups.ts'
import { judgedFigure, samplesOf, type Sparse, type Usable } from './observe-metric.ts'
import type { MetricReason, SampleGroup } from './reason.ts'
import type { MetricResult, Verdict } from './result.ts'
import { distinctReasons } from './reason.ts'
import { isFailure, worstVerdict } from './worst-verdict.ts'

/** What the judgement of one metric needs to know of the whole scenario. */
export interface JudgementContext extends Comparing {
  readonly pageSize: number
  /** How many head runs there can be at most: the gate takes them before it lets a doubtful increase be. */
  readonly reachableRuns: number
  /** All runs, those that are no evidence too. */
  readonly runs: readonly Run[]
  /** Why the runs that are evidence are too few to prove a failure; `null` when they are not. */
  readonly weakness: MetricReason | null
}

/** Judges one metric with a budget. Every way of not knowing is `inconclusive`, never `pass`. */
export function judgeMetric(
  gated: GatedMetric,
  adjusted: AdjustedPValues,
  context: JudgementContext,
): MetricResult {
  const { metric, budget, comparison } = gated
  const findings = [
    judgeCeiling(gated),
    judgeFloor(gated),
    withoutTrend(gated, judgeIncrease(gated, adjusted, context)),
  ].filter((finding) => finding !== null)
  const verdict = worstVerdict(findings.map((finding) => finding.verdict))
  const weakness = isFailure(verdict) ? context.weakness : null
  return {
    metric,
    unit: METRICS[metric].unit,
    verdict: weakness === null ? verdict : 'inconclusive',
    budget,
    base: samplesOf(gated.base),
    head: gated.head.kind === 'unusable' ? null : gated.head.all,
    ...(isWithoutEnded(gated) && { isWithoutEnded: true as const }),
    delta: comparison?.delta ?? null,
    allowed: budget.increase === null ? null : (comparison?.allowed ?? null),
    noiseLimited: comparison?.noiseLimited ?? false,
    detectable: computeDetectable(
      gated,
      context,
      findings.some((finding) => finding.verdict === 'regressed'),
    ),
    pValue: budget.increase === null || comparison === null ? null : adjusted.increase,
    reasons: distinctReasons([
      ...findings.flatMap((finding) => finding.reasons),
      ...(weakness === null ? [] : [weakness]),
      ...doubtsOfSamples(gated),
      ...oddRuns(gated, verdict, context.runs),
      ...endedFaults(gated, context.runs),
    ]),
  }
}

/** A ceiling is absolute: it needs no baseline and holds in any environment. */
function judgeCeiling({ metric, budget, head }: GatedMetric): Finding | null {
  if (budget.ceiling === null) return null
  if (head.kind === 'unusable') return { verdict: 'inconclusive', reasons: [head.reason] }
  // What was read too seldom has been as high, at least.
  if (head.all.median <= budget.ceiling) return withinIfKnown(head)
  return {
    verdict: 'over-limit',
    reasons: [{ kind: 'over-limit', metric, head: head.all.median, ceiling: budget.ceiling }],
  }
}

/** A floor is as absolute as a ceiling: a worker that is missing is missing anywhere. */
function judgeFloor({ metric, budget, head }: GatedMetric): Finding | null {
  if (budget.floor === null) return null
  if (head.kind === 'unusable') return { verdict: 'inconclusive', reasons: [head.reason] }
  if (head.all.median >= budget.floor) return { verdict: 'pass', reasons: [] }
  if (head.kind === 'sparse') return withinIfKnown(head)
  return {
    verdict: 'over-limit',
    reasons: [{ kind: 'under-floor', metric, head: head.all.median, floor: budget.floor }],
  }
}

/** Runs that build on each other prove neither that something grew nor that nothing did. */
function withoutTrend(gated: GatedMetric, finding: Finding | null): Finding | null {
  const { metric, comparison, headTrend, baseTrend } = gated
  const trends = [
    ...(headTrend === null ? [] : [{ kind: 'trend' as const, metric, side: 'head' as const, ...headTrend }]),
    ...(baseTrend === null
      ? []
      : [{ kind: 'trend' as const, metric, side: 'baseline' as const, ...baseTrend }]),
  ]
  if (finding === null || trends.length === 0) return finding
  const hasGrown = comparison !== null && comparison.delta > comparison.allowed
  const { delta = 0, allowed = 0 } = comparison ?? {}
  return {
    verdict: finding.verdict === 'no-baseline' ? 'no-baseline' : 'inconclusive',
    reasons: [...(hasGrown ? [{ kind: 'unproven' as const, metric, delta, allowed }] : []), ...trends],
  }
}

function isWithoutEnded({ budget, ended }: GatedMetric): boolean {
  return budget.isDefault === true && ended !== null
}

/** Whose faults they are, where they are more than what is allowed: as many would have failed, or have. */
function endedFaults(gated: GatedMetric, runs: readonly Run[]): readonly MetricReason[] {
  const { metric, ended, comparison } = gated
  if (ended === null || comparison === null) return []
  const { endedBefore, endedAfter } = ended
  if (endedAfter - endedBefore <= comparison.allowed) return []
  const parents = new Map<string, Set<string>>()
  for (const { role, command, endedFaults: faults = 0, ended: names = [] } of runs.at(-1)?.processes ?? []) {
    if (faults === 0) continue
    const known = parents.get(role ?? command) ?? new Set<string>()
    for (const name of names) known.add(name)
    parents.set(role ?? command, known)
  }
  return [
    {
      kind: 'ended-faults',
      metric,
      isCounted: !isWithoutEnded(gated),
      base: endedBefore,
      head: endedAfter,
      parents: [...parents].map(([role, names]) => ({ role, ended: [...names] })),
    },
  ]
}

/** A single run that may be what keeps a growth from being proven, or that has blinded the gate. */
function oddRuns(gated: GatedMetric, verdict: Verdict, runs: readonly Run[]): readonly MetricReason[] {
  const { metric, comparison, headOdd, baseOdd, head, base } = gated
  if (comparison === null || head.kind !== 'usable' || base.kind !== 'usable') return []
  const isUnproven = verdict === 'inconclusive' && comparison.delta > comparison.allowed
  const isBlinded = comparison.noiseLimited && baseOdd !== null && baseOdd.odd > baseOdd.most
  const number =
    runs.findIndex(
      (run) => isEvidence(run) && judgedFigure(run, metric, isWithoutEnded(gated)) === headOdd?.odd,
    ) + 1
  const oddRun = { kind: 'odd-run' as const, metric }
  return [
    ...(headOdd !== null && isUnproven
      ? [{ ...oddRun, side: 'head' as const, run: number, runs: head.all.samples.length, ...headOdd }]
      : []),
    ...(baseOdd !== null && (isUnproven || isBlinded)
      ? [{ ...oddRun, side: 'baseline' as const, run: null, runs: base.all.samples.length, ...baseOdd }]
      : []),
  ]
}

function withinIfKnown(head: Usable | Sparse): Finding {
  return head.kind === 'sparse'
    ? { verdict: 'inconclusive', reasons: [head.reason] }
    : { verdict: 'pass', reasons: [] }
}

/** What a reader should know of the samples, whatever the verdict. */
function doubtsOfSamples({
  metric,
  comparison,
  headGroups,
  baseGroups,
}: GatedMetric): readonly MetricReason[] {
  const twoGroups = (side: 'head' | 'baseline', groups: TwoGroups | null): readonly MetricReason[] =>
    groups === null
      ? []
      : [{ kind: 'two-groups', metric, side, lower: groupOf(groups.lower), upper: groupOf(groups.upper) }]
  return [
    ...(comparison?.noiseLimited === true
      ? [
          {
            kind: 'noise-limited' as const,
            metric,
            allowed: comparison.allowed,
            budgeted: comparison.budgeted,
          },
        ]
      : []),
    ...twoGroups('head', headGroups),
    ...twoGroups('baseline', baseGroups),
  ]
}

function groupOf(samples: readonly number[]): SampleGroup {
  return { count: samples.length, median: median(samples) }
}

/** No growth can be proven by runs that were lost or build on each other, nor against another environment's baseline. */
function computeDetectable(
  gated: GatedMetric,
  context: JudgementContext,
  hasRegressed: boolean,
): number | null {
  const [base, head] = [samplesOf(gated.base), samplesOf(gated.head)]
  const { comparison, metric, budget } = gated
  if (base === null || head === null || comparison === null || budget.increase === null) return null
  if (context.elsewhere || context.weakness !== null) return null
  if (gated.headTrend !== null || gated.baseTrend !== null) return null
  const { reachableRuns, testedMetrics, isPaired } = context
  const baseRuns = isPaired ? Math.max(base.samples.length, reachableRuns) : base.samples.length
  if (!canBeSignificant(reachableRuns, baseRuns, testedMetrics)) return null
  const quantum = quantumOf(metric, context.pageSize)
  const promised = detectableIncrease(base.samples, head.samples, comparison.allowed, quantum)
  // A gate that has seen less than it promises to see in nearly every gate could see that.
  return hasRegressed ? Math.min(promised, comparison.delta) : promised
}
