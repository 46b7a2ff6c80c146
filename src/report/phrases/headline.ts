import type { Unit } from '../../model/metrics.ts'
import { formatChange, formatFigure, formatNumber } from '../../model/units.ts'
import type { Acceptance, GateResult, MetricResult, ScenarioResult } from '../../verdict/result.ts'
import { describeMedian, formatPercent, labelOf } from '../figures.ts'
import { gatedMetrics, gatedRows, reasonsOf, worstFirst } from '../rows.ts'
import { oneLine } from '../untrusted.ts'
import { isFailure } from '../../verdict/worst-verdict.ts'
import type { Raise, Reason } from '../../verdict/reason.ts'
import { sayChangedHarness } from './pair.ts'
import { sayFalls, sayRaise, sayReason } from './reasons.ts'
import { isOrAre, plural } from './words.ts'

const NAME_LENGTH = 60

/**
 * The answer in one line of plain text, with its number: what grew in which scenario, by how much, and what
 * was allowed. The worst comes first, and how many others there are.
 */
export function headline(result: GateResult): string {
  return sayVerdict(result) + oneLine(sayChangedHarness(result.pair), 200)
}

function sayVerdict(result: GateResult): string {
  const [worst] = worstFirst(result.scenarios)
  if (worst === undefined) return 'Nothing was measured'
  switch (result.verdict) {
    case 'over-limit':
    case 'regressed':
      return sayFailure(result, worst)
    case 'inconclusive':
      return sayInconclusive(result, worst)
    case 'no-baseline':
      return sayMissing(result)
    case 'improved':
      return sayImproved(result)
    case 'accepted':
      return sayAccepted(result)
    case 'pass':
      return sayPass(result)
  }
}

function sayFailure(result: GateResult, worst: ScenarioResult): string {
  const failing = gatedRows(result).filter(({ metric }) => isFailure(metric.verdict))
  const [first] = failing
  const isRemoved = worst.reasons.some(({ kind }) => kind === 'baseline-removed')
  if (first === undefined || isRemoved) return `${nameOf(worst)}: ${worst.verdict}${because(worst)}`
  return `${nameOf(first.scenario)}: ${sayExcess(first.metric)}${others(failing.length - 1, 'figure')}`
}

/** `writable memory grew by 1.02 MiB (+11.0 %), allowed +93 KiB`. */
function sayExcess(metric: MetricResult): string {
  const { verdict, delta, allowed, head, unit } = metric
  const { ceiling = null, floor = null } = metric.budget ?? {}
  const refused = metric.reasons.find((reason) => reason.kind === 'raised' && reason.isRefused)
  if (refused !== undefined) return lowered(sayReason(refused).slice(0, -1))
  if (verdict === 'over-limit' && head !== null && floor !== null && head.median < floor) {
    const [is, limit] = apart(head.median, floor, unit)
    return `${labelOf(metric)} ${isOrAre(metric.metric)} ${is}, under the floor of ${limit}`
  }
  if (verdict === 'over-limit' && head !== null && ceiling !== null) {
    const [is, limit] = apart(head.median, ceiling, unit)
    return `${labelOf(metric)} ${isOrAre(metric.metric)} ${is}, over the limit of ${limit}`
  }
  if (delta === null || allowed === null) return `${labelOf(metric)} ${verdict}`
  const [grown, limit] = apart(delta, allowed, unit)
  const noise = metric.noiseLimited ? ' for noise' : ''
  const sign = allowed === 0 ? '±' : '+'
  return `${labelOf(metric)} grew by ${grown}${percentOf(metric)}, allowed ${sign}${limit}${noise}`
}

/** `manager: writable memory grew by 1.02 MiB (+11.0 %), allowed +93 KiB; accepted by ada`. */
function sayAcceptedBy({ by }: Acceptance, result: GateResult): string {
  const accepted = gatedRows(result).filter(({ metric }) => metric.verdict === 'accepted')
  const [first] = accepted
  const who = oneLine(by, NAME_LENGTH)
  if (first === undefined) return `Accepted by ${who}`
  const { scenario, metric } = first
  const isOver = metric.reasons.some(({ kind }) => kind === 'over-limit' || kind === 'under-floor')
  const excess = sayExcess({ ...metric, verdict: isOver ? 'over-limit' : 'regressed' })
  return `${nameOf(scenario)}: ${excess}${others(accepted.length - 1, 'figure')}; accepted by ${who}`
}

function sayInconclusive(result: GateResult, worst: ScenarioResult): string {
  const count = result.scenarios.filter(({ verdict }) => verdict === 'inconclusive').length
  return `Inconclusive: ${nameOf(worst)}${because(worst)}${others(count - 1, 'scenario')}`
}

function sayMissing(result: GateResult): string {
  const missing = result.scenarios.filter(({ verdict }) => verdict === 'no-baseline')
  const [first] = missing
  if (first === undefined) return 'No baseline yet'
  const [metric] = gatedMetrics(first)
  const figure =
    metric === undefined
      ? ''
      : `: ${labelOf(metric)} ${isOrAre(metric.metric)} ${describeMedian(metric.head, metric)}`
  return `No baseline for ${nameOf(first)} yet${figure}${others(missing.length - 1, 'scenario')}`
}

function sayImproved(result: GateResult): string {
  const improved = gatedRows(result).filter(({ metric }) => metric.verdict === 'improved')
  const [first] = improved
  if (first === undefined) return 'Improved'
  const { scenario, metric } = first
  const shrunk = formatFigure(Math.abs(metric.delta ?? 0), metric.unit)
  const fewer = fewerIn(scenario)
  const less = fewer === '' ? '' : `, with ${fewer}`
  return `${nameOf(scenario)}: ${labelOf(metric)} shrank by ${shrunk}${percentOf(metric)}${less}${others(improved.length - 1, 'figure')}`
}

function sayAccepted(result: GateResult): string {
  if (result.accepted !== undefined) return sayAcceptedBy(result.accepted, result)
  const [first, ...more] = raisesIn(result)
  if (first === undefined) return 'Accepted'
  return `Accepted: ${lowered(sayRaise(first.raise, nameOf(first.scenario)))}${others(more.length, 'figure')}`
}

/** Every level that the head's file raises, the gravest scenarios first. */
export function raisesIn(
  result: GateResult,
): readonly { readonly scenario: ScenarioResult; readonly raise: Raise }[] {
  return gatedRows(result).flatMap(({ scenario, metric }) =>
    metric.reasons.flatMap((reason) => (reason.kind === 'raised' ? [{ scenario, raise: reason }] : [])),
  )
}

/** {@link raisesIn} as sentences, but for what the first line says already. */
export function sayRaises(result: GateResult): readonly string[] {
  const told = result.verdict === 'accepted' && result.accepted === undefined ? 1 : 0
  return raisesIn(result)
    .slice(told)
    .map(({ scenario, raise }) => `${sayRaise(raise, nameOf(scenario))}.`)
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

/** `fewer processes (3 → 1)`; empty where the head did no less than the base. */
function fewerIn({ reasons }: ScenarioResult): string {
  return reasons.map((reason) => (reason.kind === 'did-less' ? sayFalls(reason.falls) : '')).join('')
}

/** {@link fewerIn} of the first scenario that did less. */
function fewerInAny({ scenarios }: GateResult): string {
  const first = scenarios.find((scenario) => fewerIn(scenario) !== '')
  if (first === undefined) return ''
  return `; ${fewerIn(first)}${scenarios.length === 1 ? '' : ` in ${nameOf(first)}`}`
}

/** `Pass: 2 scenarios, writable memory unchanged (±0 B; detects 4 KiB)`. */
function sayPass(result: GateResult): string {
  return sayFigures(result) + fewerInAny(result)
}

function sayFigures(result: GateResult): string {
  const firsts = result.scenarios.flatMap((scenario) => {
    const [metric] = gatedMetrics(scenario)
    const delta = metric?.delta ?? null
    return metric === undefined || delta === null ? [] : [{ scenario, metric, delta }]
  })
  const [only] = result.scenarios
  const who =
    result.scenarios.length === 1 && only !== undefined
      ? nameOf(only)
      : plural(result.scenarios.length, 'scenario')
  // Figures of different metrics cannot be compared with each other.
  const [most] = firsts.toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta))
  if (most === undefined || new Set(firsts.map(({ metric }) => metric.metric)).size > 1) return `Pass: ${who}`
  const { metric, delta } = most
  const seen = firsts.map(({ metric: { detectable } }) => detectable)
  const worstSeen = seen.includes(null) ? null : Math.max(...seen.map((value) => value ?? 0))
  const sight = worstSeen === null ? '' : `; detects ${formatFigure(worstSeen, metric.unit)}`
  const change = formatChange(delta, metric.unit)
  if (delta === 0) return `Pass: ${who}, ${labelOf(metric)} unchanged (${change}${sight})`
  const where = result.scenarios.length === 1 ? '' : ` at most, in ${nameOf(most.scenario)}`
  return `Pass: ${who}, ${labelOf(metric)} ${change}${percentOf(metric)}${where}${sight}`
}

/** The reason that the first line gives; `null` where it gives none. */
export function reasonInHeadline(result: GateResult): Reason | null {
  const [worst] = worstFirst(result.scenarios)
  return worst === undefined || result.verdict !== 'inconclusive' ? null : (reasonsOf(worst)[0] ?? null)
}

function nameOf({ name }: ScenarioResult): string {
  return oneLine(name, NAME_LENGTH)
}

function percentOf({ delta, base }: MetricResult): string {
  const percent = delta === null || base === null ? null : formatPercent(delta, base.median)
  return percent === null ? '' : ` (${percent})`
}

function because(scenario: ScenarioResult): string {
  const [reason] = reasonsOf(scenario)
  return reason === undefined ? '' : `: ${oneLine(sayReason(reason).slice(0, -1), 300)}`
}

function others(count: number, noun: 'figure' | 'scenario'): string {
  return count > 0 ? `; and ${plural(count, `more ${noun}`)}` : ''
}

/** Two figures that differ must not look the same: then both are given to the last digit. */
function apart(a: number, b: number, unit: Unit): readonly [string, string] {
  const [first, second] = [formatFigure(a, unit), formatFigure(b, unit)]
  if (a === b || first !== second) return [first, second]
  const exact = (value: number) => `${formatNumber(value, 0, 3)}${EXACT_UNITS[unit]}`
  return [exact(a), exact(b)]
}

const EXACT_UNITS: Readonly<Record<Unit, string>> = { bytes: ' B', 'bytes/s': ' B/s', count: '', ms: ' ms' }
