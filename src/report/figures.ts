import { METRICS, type Unit } from '../model/metrics.ts'
import { formatChange, formatFigure, formatNumber } from '../model/units.ts'
import type { RoleFigures } from '../model/baseline.ts'
import type { MetricResult, ProcessChange, Samples } from '../verdict/result.ts'
import { nameProcesses } from './phrases/words.ts'

/** What stands in a cell where there is nothing to say. */
export const NOTHING = '–'

/** `+11.2 %`, `-0.002 %`: as many digits as it takes to see that it is not zero; `null` of a base of zero. */
export function formatPercent(delta: number, base: number): string | null {
  const share = formatShare(Math.abs(delta), Math.abs(base))
  if (share === null) return null
  return delta === 0 ? `±${share}` : `${delta / base > 0 ? '+' : '-'}${share}`
}

/** {@link formatPercent} of a part, without a sign. */
export function formatShare(part: number, whole: number): string | null {
  if (whole === 0 || !Number.isFinite(part / whole)) return null
  const percent = (part / whole) * 100
  if (percent === 0) return '0 %'
  const digits = percent >= 100 ? 0 : percent >= 10 ? 1 : 2
  return percent >= 0.01
    ? `${formatNumber(percent, digits, digits)} %`
    : `${percent.toLocaleString('en-US', { maximumSignificantDigits: 1 })} %`
}

/** `+1.02 MiB (+11.2 %)`; a change of nothing needs no percentage. */
export function describeChange({ delta, base, unit }: MetricResult): string {
  if (delta === null || base === null) return NOTHING
  const percent = delta === 0 ? null : formatPercent(delta, base.median)
  return percent === null ? formatChange(delta, unit) : `${formatChange(delta, unit)} (${percent})`
}

/** What is let pass: `+93.1 KiB`, `+120 KiB (noise)`, `≤ 20.00 MiB`, `≥ 3`, or several of them. */
export function describeLimit({ allowed, noiseLimited, budget, unit }: MetricResult): string {
  // Without a baseline an increase cannot be told in figures, only as it was asked for, ceiling and all.
  if (allowed === null && budget?.increase) return budget.text
  const { ceiling = null, floor = null } = budget ?? {}
  const parts = [
    ...(allowed === null ? [] : [formatChange(allowed, unit) + (noiseLimited ? ' (noise)' : '')]),
    ...(ceiling === null ? [] : [`≤ ${formatFigure(ceiling, unit)}`]),
    ...(floor === null ? [] : [`≥ ${formatFigure(floor, unit)}`]),
  ]
  return parts.join(', ') || NOTHING
}

export function describeMedian(samples: Samples | null, { unit }: Pick<MetricResult, 'unit'>): string {
  return samples === null ? NOTHING : formatFigure(samples.median, unit)
}

/**
 * All samples in the order of the runs, equal ones in a row told once: `9,304 KiB, 9,308 KiB × 4`. Bytes are
 * told in KiB, so that a page is seen.
 */
export function describeSamples(samples: Samples | null, { unit }: Pick<MetricResult, 'unit'>): string {
  const groups: { readonly text: string; count: number }[] = []
  for (const sample of samples?.samples ?? []) {
    const text = formatSample(sample, unit)
    const last = groups.at(-1)
    if (last?.text === text) last.count++
    else groups.push({ text, count: 1 })
  }
  return groups.map(({ text, count }) => (count === 1 ? text : `${text} × ${count}`)).join(', ') || NOTHING
}

function formatSample(sample: number, unit: Unit): string {
  if (unit !== 'bytes' || sample < 1024) return formatFigure(sample, unit)
  return `${formatNumber(sample / 1024, 0, 1)} KiB`
}

export function labelOf({ metric }: Pick<MetricResult, 'metric'>): string {
  return METRICS[metric].label
}

/** A row of processes: what they are, and their memory and faults before and after. */
export function describeProcesses({ role, from, to, base, head }: ProcessChange) {
  const counts = [base, head].flatMap((side) => (side === null ? [] : [formatNumber(side.count, 0, 1)]))
  const memory = (side: RoleFigures | null) =>
    side === null ? NOTHING : formatFigure(side.writable, 'bytes')
  return {
    name: nameProcesses({ role, from, to, count: [...new Set(counts)].join(' → ') }),
    base: memory(base),
    head: memory(head),
    change: formatChange((head?.writable ?? 0) - (base?.writable ?? 0), 'bytes'),
    faults: formatChange((head?.faults ?? 0) - (base?.faults ?? 0), 'count'),
  }
}
