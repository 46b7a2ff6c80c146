import { formatFigure } from '../../model/units.ts'
import type { Unit } from '../../model/metrics.ts'
import type { GateResult, MetricResult } from '../../verdict/result.ts'
import { describeLimit, labelOf } from '../figures.ts'
import { gatedMetrics } from '../rows.ts'
import { oneLine } from '../untrusted.ts'

const UNITS: Readonly<Record<Unit, string>> = {
  bytes: 'bytes',
  count: 'count',
  'bytes/s': 'bytes/s',
  ms: 'ms',
}

/**
 * The gated figures for github-action-benchmark, `tool: customSmallerIsBetter`: an array of
 * `{ name, unit, value, range, extra }`.
 *
 * @see https://github.com/benchmark-action/github-action-benchmark
 */
export function renderBenchmark({ scenarios }: GateResult): string {
  const entries = scenarios.flatMap((scenario) =>
    gatedMetrics(scenario).flatMap((metric) => {
      const { head } = metric
      if (head === null || !Number.isFinite(head.median)) return []
      return {
        name: `${oneLine(scenario.name, 200)}: ${labelOf(metric)}`,
        unit: UNITS[metric.unit],
        value: head.median,
        range: `± ${reachOf(head)}`,
        extra: describe(metric),
      }
    }),
  )
  return `${JSON.stringify(entries, null, 2)}\n`
}

/** How far the samples reach from their median. */
function reachOf({ median, samples }: NonNullable<MetricResult['head']>): number {
  return samples.reduce((reach, sample) => Math.max(reach, Math.abs(sample - median)), 0)
}

/** What the tool shows beside the point. */
function describe(metric: MetricResult): string {
  const { verdict, base, unit } = metric
  const before = base === null ? [] : [`baseline: ${formatFigure(base.median, unit)}`]
  return [`verdict: ${verdict}`, ...before, `limit: ${describeLimit(metric)}`].join('\n')
}
