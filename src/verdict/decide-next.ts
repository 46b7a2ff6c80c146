import { isEvidence } from '../model/run.ts'
import { confirmImprovements, confirmVerdicts, isClaim } from './confirm-verdicts.ts'
import { canBeSignificant } from '../statistics/holm.ts'
import { type Case, judgeScenario } from './judge-scenario.ts'
import { increaseLimit } from './limit.ts'
import type { MetricResult, ScenarioResult } from './result.ts'

export type Decision =
  | { readonly kind: 'more'; readonly count: number; readonly why: 'initial' | 'borderline' | 'confirm' }
  /** The runs suffice, and this is what they say. */
  | { readonly kind: 'enough'; readonly result: ScenarioResult }

/** The first look, and the size of every batch beyond the runs that were asked for. */
const BATCH = 3

/**
 * Whether the runs so far suffice, or how many more to take: a pure function of the runs, called after each batch.
 *
 * ```ts
 * let next = decideNext({ ...subject, runs })
 * while (next.kind === 'more') { runs.push(...(await measure(next.count))); next = decideNext({ ...subject, runs }) }
 * next.result
 * ```
 *
 * Three runs suffice where every one is clearly inside the budget; else all `runs` of the scenario are taken. What
 * then looks like a change (a failure, an increase that is not yet proven, an improvement) is measured afresh, up to
 * `maxRuns`: the runs from index `runs` on are the fresh ones, so that no state is kept. A failure stands when the
 * judgement by all runs and the fresh runs alone agree; where they still disagree at the end, the metric is
 * inconclusive. When `maxRuns` leaves no room for fresh runs, a failure by all runs stands. An improvement never does
 * without fresh runs that agree: the metric passes then.
 */
export function decideNext(subject: Case): Decision {
  const { scenario, runs } = subject
  const taken = runs.length
  const room = Math.max(scenario.maxRuns, scenario.runs) - taken
  const firstLook = Math.min(BATCH, scenario.runs)
  if (taken < firstLook) return { kind: 'more', count: firstLook - taken, why: 'initial' }
  const judged = judgeScenario(subject)
  if (taken < scenario.runs) {
    if (isClearlyInside(subject, judged)) return { kind: 'enough', result: judged }
    return { kind: 'more', count: scenario.runs - taken, why: 'initial' }
  }
  const more = (why: 'borderline' | 'confirm'): Decision => ({
    kind: 'more',
    count: Math.min(BATCH, room),
    why,
  })
  const fresh = runs.slice(scenario.runs)
  const end = (result: ScenarioResult): Decision => ({
    kind: 'enough',
    result: confirmImprovements(result, fresh),
  })
  if (isClaim(judged.verdict)) {
    if (fresh.length === 0) return room > 0 ? more('confirm') : end(judged)
    const confirmed = confirmVerdicts(judged, fresh)
    return confirmed.verdict !== 'inconclusive' || room <= 0 ? end(confirmed) : more('borderline')
  }
  return room > 0 && moreRunsCanTell(subject, judged) ? more('borderline') : end(judged)
}

/**
 * Every run of every gated metric lies within what is allowed. A fall beyond it is worth the rest of the runs, as
 * three can hardly prove an improvement; so is a first measurement, as nothing tells what is usual.
 */
function isClearlyInside({ runs, baseline }: Case, judged: ScenarioResult): boolean {
  if (judged.verdict !== 'pass' || !runs.every(isEvidence) || baseline.kind === 'missing') return false
  return judged.metrics.every((metric) => {
    const { budget, base, head, allowed } = metric
    if (budget === null) return true
    if (head === null) return false
    const below = (most: number) => head.samples.every((sample) => sample <= most)
    if (budget.ceiling !== null && !below(budget.ceiling)) return false
    const { floor } = budget
    if (floor !== null && !head.samples.every((sample) => sample >= floor)) return false
    if (budget.increase === null) return true
    const limit = increaseLimit(metric)
    if (limit === null || base === null || allowed === null) return false
    const hasFallen = baseline.kind === 'found' && head.median < base.median - allowed
    return below(limit) && !hasFallen
  })
}

/** Whether an increase is unproven for want of runs alone, and there can be enough of them. */
function moreRunsCanTell(
  { scenario, runs, baseline, isPaired = false }: Case,
  judged: ScenarioResult,
): boolean {
  if (baseline.kind !== 'found' || !runs.every(isEvidence)) return false
  const tested = judged.metrics.filter(({ budget }) => budget !== null && budget.increase !== null).length
  return judged.metrics.some(
    (metric) =>
      isUnprovenIncrease(metric) &&
      canBeSignificant(
        scenario.maxRuns,
        isPaired ? scenario.maxRuns : (metric.base?.samples.length ?? 0),
        tested,
      ),
  )
}

function isUnprovenIncrease({ verdict, delta, allowed }: MetricResult): boolean {
  return verdict === 'inconclusive' && delta !== null && allowed !== null && delta > allowed
}
