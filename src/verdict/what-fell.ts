import { METRIC_NAMES, type Metric } from '../model/metrics.ts'
import type { Run } from '../model/run.ts'
import type { BaselineMatch } from './baseline-match.ts'
import { observeBase, observeHead, samplesOf } from './observe-metric.ts'
import type { Fall } from './reason.ts'

/**
 * How far each figure must fall, as a share of the base, before a reader should ask whether the program still does
 * what it did. A process or a library that is missing is missing. Threads come and go in pools. Fewer faults are what
 * a leaner start-up has, too; with half of them gone, half of the work may be.
 */
const NOTABLE_FALL: Readonly<Partial<Record<Metric, number>>> = {
  processes: 0,
  libraries: 0,
  threads: 0.25,
  'minor-faults': 0.5,
}

/**
 * Which figures of what a program does have fallen below everything that the base has shown: fewer processes, a
 * workload that did less. Processes first, as they explain the others.
 */
export function whatFell(evidence: readonly Run[], baseline: BaselineMatch): readonly Fall[] {
  const falls = METRIC_NAMES.flatMap((metric) => {
    const share = NOTABLE_FALL[metric]
    const base = samplesOf(observeBase(metric, baseline))
    const head = samplesOf(observeHead(metric, evidence))
    if (share === undefined || base === null || head === null) return []
    const isApart = Math.max(...head.samples) < Math.min(...base.samples)
    const isNotable = isApart && base.median - head.median > share * base.median
    return isNotable ? [{ metric, base: base.median, head: head.median }] : []
  })
  return falls.toSorted((a, b) => Number(b.metric === 'processes') - Number(a.metric === 'processes'))
}
