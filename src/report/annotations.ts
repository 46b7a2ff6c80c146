import type { GateResult } from '../verdict/result.ts'
import { describeChange, describeLimit, describeMedian, labelOf } from './figures.ts'
import { verdictWord } from './looks.ts'
import { sayReason } from './phrases/reasons.ts'
import { gatedRows, type Row } from './rows.ts'
import { isFailure } from '../verdict/worst-verdict.ts'
import { elide, oneLine } from './untrusted.ts'

/** GitHub shows ten annotations of a type for each step, of 4,096 characters each. */
const MAX_ANNOTATIONS = 10
const MAX_MESSAGE = 4096

export interface Annotation {
  readonly title: string
  readonly message: string
}

/** An annotation for each failing metric, worst first; beyond ten, the last one lists all the others. */
export function failingMetrics(result: GateResult): readonly Annotation[] {
  const failing = gatedRows(result).filter(({ metric }) => isFailure(metric.verdict))
  if (failing.length <= MAX_ANNOTATIONS) return failing.map(annotate)
  const first = failing.slice(0, MAX_ANNOTATIONS - 1)
  const rest = failing.slice(MAX_ANNOTATIONS - 1)
  const message = rest.map((row) => `${annotate(row).title}: ${describe(row)}`).join('\n')
  return [
    ...first.map(annotate),
    { title: `and ${rest.length} more failing metrics`, message: elide(message, MAX_MESSAGE) },
  ]
}

function annotate(row: Row): Annotation {
  const { scenario, metric } = row
  return {
    title: `${oneLine(scenario.name, 60)}: ${labelOf(metric)} ${verdictWord(metric.verdict, metric)}`,
    message: elide(
      [describe(row), ...metric.reasons.map((reason) => oneLine(sayReason(reason)))].join('\n'),
      MAX_MESSAGE,
    ),
  }
}

/** `9.09 MiB → 10.11 MiB, +1.02 MiB (+11.2 %), limit +93.1 KiB`. */
function describe({ metric }: Row): string {
  const base = metric.base === null ? '' : `${describeMedian(metric.base, metric)} → `
  const change = metric.delta === null ? '' : `, ${describeChange(metric)}`
  return `${base}${describeMedian(metric.head, metric)}${change}, limit ${oneLine(describeLimit(metric))}`
}
