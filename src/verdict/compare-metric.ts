import type { Budget } from '../config/budget.ts'
import { METRICS, type Metric } from '../model/metrics.ts'
import type { Run } from '../model/run.ts'
import type { BaselineMatch } from './baseline-match.ts'
import { mannWhitneyGreater } from '../statistics/mann-whitney.ts'
import { noiseFloor, noiseFloorBelow } from '../statistics/noise.ts'
import { allowedIncrease } from './limit.ts'
import {
  type BaseObservation,
  type HeadObservation,
  observeBase,
  observeHead,
  type Usable,
  withoutEnded,
  type WithoutEnded,
} from './observe-metric.ts'
import { findOddOne, type OddOne } from '../statistics/odd-one.ts'
import { risingPValue, TREND_ALPHA } from '../statistics/trend.ts'
import { findTwoGroups, type TwoGroups } from '../statistics/two-groups.ts'

/** Head against base in numbers, figures in the metric's own unit; nothing is judged yet. */
export interface Comparison {
  readonly headCount: number
  readonly baseCount: number
  /** Head median − base median. */
  readonly delta: number
  /** What the budget alone allows; 0 when it has a ceiling only. */
  readonly budgeted: number
  /** What is let pass: what is budgeted, or the noise of the baseline where that is larger. */
  readonly allowed: number
  readonly noiseLimited: boolean
  /** What a fall must exceed: what is budgeted, or how far the baseline itself reaches below its median. */
  readonly fallAllowed: number
  /** Of the exact test against an increase and against a decrease, before any adjustment. */
  readonly pIncrease: number
  readonly pDecrease: number
}

/** Runs that build on each other: the first and the last of them. */
export interface Trend {
  readonly runs: number
  readonly first: number
  readonly last: number
}

/** One metric with its budget and all that is known of it. */
export interface GatedMetric {
  readonly metric: Metric
  readonly budget: Budget
  readonly head: HeadObservation
  readonly base: BaseObservation
  /** Where a side's samples form two groups further apart than the budget lets pass anyway. */
  readonly headGroups: TwoGroups | null
  readonly baseGroups: TwoGroups | null
  /** Where each run of a side took more than the one before it, by more than what the budget lets pass in all. */
  readonly headTrend: Trend | null
  readonly baseTrend: Trend | null
  /** The one sample of a side that stands apart from the others. */
  readonly headOdd: OddOne | null
  readonly baseOdd: OddOne | null
  /** What of the faults are those of ended processes: under the default budget, head and base are without them. */
  readonly ended: WithoutEnded | null
  /** `null` unless both sides can be used. */
  readonly comparison: Comparison | null
}

export function compareMetric(
  metric: Metric,
  budget: Budget,
  evidence: readonly Run[],
  baseline: BaselineMatch,
  pageSize: number,
): GatedMetric {
  const observed = { head: observeHead(metric, evidence), base: observeBase(metric, baseline) }
  const ended =
    metric === 'minor-faults' && observed.head.kind === 'usable' && observed.base.kind === 'usable'
      ? withoutEnded(observed.head, observed.base, evidence, baseline)
      : null
  const { head, base } = budget.isDefault === true && ended !== null ? ended : observed
  const comparison = head.kind === 'usable' && base.kind === 'usable' ? compare(budget, head, base) : null
  const concern = Math.max(
    quantumOf(metric, pageSize),
    comparison?.budgeted ?? budget.increase?.absolute ?? 0,
  )
  const find = <Found>(
    side: HeadObservation | BaseObservation,
    look: (samples: readonly number[], concern: number) => Found | null,
  ) => (side.kind === 'usable' ? look(side.all.samples, concern) : null)
  const newest = base.kind === 'usable' ? (base.recordings.at(-1) ?? []) : []
  return {
    metric,
    budget,
    head,
    base,
    headGroups: find(head, findTwoGroups),
    baseGroups: find(base, findTwoGroups),
    headTrend: find(head, findTrend),
    baseTrend: findTrend(newest, concern),
    headOdd: find(head, findOddOne),
    baseOdd: find(base, findOddOne),
    ended,
    comparison,
  }
}

function compare(budget: Budget, head: Usable, base: Usable): Comparison {
  const budgeted = allowedIncrease(budget, base.all.median)
  const floor = noiseFloor(base.recordings)
  return {
    headCount: head.all.samples.length,
    baseCount: base.all.samples.length,
    delta: head.all.median - base.all.median,
    budgeted: budgeted ?? 0,
    allowed: Math.max(budgeted ?? 0, floor),
    noiseLimited: budgeted !== null && floor > budgeted,
    fallAllowed: Math.max(budgeted ?? 0, floor, noiseFloorBelow(base.recordings)),
    pIncrease: mannWhitneyGreater(head.all.samples, base.all.samples),
    pDecrease: mannWhitneyGreater(base.all.samples, head.all.samples),
  }
}

/** The smallest step of a metric that means something: pages are the kernel's currency for memory. */
export function quantumOf(metric: Metric, pageSize: number): number {
  return METRICS[metric].unit === 'bytes' ? pageSize : 1
}

/** Rising runs, where what they rise by in all is more than a reader cares for. */
export function findTrend(samples: readonly number[], concern: number): Trend | null {
  const [first, last] = [samples[0] ?? 0, samples.at(-1) ?? 0]
  if (last - first <= concern || risingPValue(samples) > TREND_ALPHA) return null
  return { runs: samples.length, first, last }
}
