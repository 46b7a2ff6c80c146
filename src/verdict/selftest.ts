import { recordingOf } from './recording.ts'
import { METRIC_NAMES, type Metric, METRICS, type Unit } from '../model/metrics.ts'
import { type Scenario, subjectOf } from '../config/scenario.ts'
import type { Environment } from '../model/environment.ts'
import { isEvidence, type Run } from '../model/run.ts'
import { median, quantile } from '../statistics/order-statistics.ts'
import type { BaselineMatch } from './baseline-match.ts'
import { quantumOf } from './compare-metric.ts'
import { doubtsOfRuns } from './doubts-of-runs.ts'
import type { ScenarioReason } from './reason.ts'
import { decideNext } from './decide-next.ts'
import { observeHead } from './observe-metric.ts'
import { noiseFloor } from '../statistics/noise.ts'
import type { Verdict } from './result.ts'
import { findTwoGroups } from '../statistics/two-groups.ts'

/** What one metric does when nothing changes. */
export interface MetricNoise {
  readonly metric: Metric
  readonly unit: Unit
  readonly gated: boolean
  readonly median: number
  /** Largest − smallest sample. */
  readonly spread: number
  /** Median, over the simulated gates, of the smallest increase that they would have told; `null`: not gated. */
  readonly detectable: number | null
  readonly twoGroups: boolean
  /** A budget for this metric that stays above its noise, ready to paste. */
  readonly budget: string
}

/** What a gate does that compares a program with itself. */
export interface SelftestResult {
  readonly name: string
  readonly runs: number
  /** How many of them count. */
  readonly usable: number
  /** Why the others do not: they never settled, or were not read in full. */
  readonly doubts: readonly ScenarioReason[]
  /** How often each verdict was given to a program that had not changed. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>
  /** Pretended gates. */
  readonly gates: number
  readonly metrics: readonly MetricNoise[]
}

/** Enough to tell 1 % from 0 %, and a second of computing. */
const GATES = 300

/**
 * Splits the runs of one program, again and again and at random, into a simulated baseline and a simulated head,
 * and gates the one against the other as `check` would: with nothing changed, every failure is a false alarm.
 *
 * @param scenario with the budgets that are to be tried
 * @param runs of one program that did not change; at least twice `scenario.runs`
 */
export function selftest(scenario: Scenario, runs: readonly Run[], environment: Environment): SelftestResult {
  const evidence = runs.filter(isEvidence)
  const verdicts: Partial<Record<Verdict, number>> = {}
  const detectables = new Map<Metric, number[]>()
  const gates = evidence.length < 2 * scenario.runs ? 0 : GATES
  const random = createRandom(1)
  for (let gate = 0; gate < gates; gate += 1) {
    const result = simulateGate(scenario, shuffled(evidence, random), environment)
    verdicts[result.verdict] = (verdicts[result.verdict] ?? 0) + 1
    for (const { metric, detectable } of result.metrics) {
      if (detectable !== null) detectables.set(metric, [...(detectables.get(metric) ?? []), detectable])
    }
  }
  return {
    name: scenario.name,
    runs: runs.length,
    usable: evidence.length,
    doubts: doubtsOfRuns(runs),
    verdicts,
    gates,
    metrics: METRIC_NAMES.flatMap((metric) => {
      const head = observeHead(metric, evidence)
      if (head.kind !== 'usable') return []
      const { samples } = head.all
      const told = detectables.get(metric)
      return [noiseOf(metric, samples, scenario, environment, told === undefined ? null : median(told))]
    }),
  }
}

/** A gate of which the first runs are the baseline, and the others the head, taken as they are asked for. */
function simulateGate(scenario: Scenario, order: readonly Run[], environment: Environment) {
  const { name } = scenario
  const recording = recordingOf(order.slice(0, scenario.runs), {
    recordedAt: new Date(0),
    commit: null,
    tool: '',
  })
  const subject = subjectOf(scenario)
  const baseline: BaselineMatch =
    recording === null
      ? { kind: 'missing' }
      : { kind: 'found', entry: { scenario: name, environment, subject, recordings: [recording] } }
  const waiting = order.slice(scenario.runs)
  const head = { ...scenario, maxRuns: Math.min(scenario.maxRuns, waiting.length) }
  const runs: Run[] = []
  for (;;) {
    const next = decideNext({ scenario: head, runs, environment, baseline })
    if (next.kind === 'enough') return next.result
    runs.push(...waiting.splice(0, next.count))
  }
}

function noiseOf(
  metric: Metric,
  samples: readonly number[],
  { budgets }: Scenario,
  { pageSize }: Environment,
  detectable: number | null,
): MetricNoise {
  const { unit } = METRICS[metric]
  const quantum = quantumOf(metric, pageSize)
  return {
    metric,
    unit,
    gated: budgets[metric] !== undefined,
    median: median(samples),
    spread: quantile(samples, 1) - quantile(samples, 0),
    detectable,
    twoGroups: findTwoGroups(samples, quantum) !== null,
    budget: `${metric}=${budgetAbove(noiseFloor([samples]), unit, quantum)}`,
  }
}

/**
 * Twice the noise, as other machines and days will be noisier than this hour; no noise needs no allowance. In whole
 * pages where memory comes in pages.
 */
function budgetAbove(noise: number, unit: Unit, quantum: number): string {
  const allowance = Math.ceil((2 * noise) / quantum) * quantum
  if (unit === 'count' || unit === 'ms') return `+${allowance}`
  const kibibytes = Math.ceil(allowance / 1024)
  return kibibytes === 0 ? '+0' : `+${kibibytes}KiB${unit === 'bytes/s' ? '/s' : ''}`
}

/** Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const order = [...items]
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const [a, b] = [order[last], order[other]]
    if (a !== undefined && b !== undefined) [order[last], order[other]] = [b, a]
  }
  return order
}

/** Mulberry32: the same splits each time, so that the same runs give the same answer. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
