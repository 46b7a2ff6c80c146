import type { GateResult } from '../../verdict/result.ts'
import { oneLine } from '../untrusted.ts'

/** Of a name that nobody can see nothing is left. */
const UNNAMED = 'scenario'

/**
 * Every figure in the Bencher Metric Format, for `bencher run --adapter json`: by scenario and metric, the median, the
 * lowest and the highest sample.
 *
 * @see https://bencher.dev/docs/reference/bencher-metric-format
 */
export function renderBencher({ scenarios }: GateResult): string {
  const benchmarks = scenarios.map(({ name, metrics }) => {
    const measures = metrics.flatMap(({ metric, head }) => {
      if (head === null || !Number.isFinite(head.median)) return []
      const [lower, upper] = [Math.min(...head.samples), Math.max(...head.samples)]
      return [[metric, { value: head.median, lower_value: lower, upper_value: upper }] as const]
    })
    return [oneLine(name, 200) || UNNAMED, Object.fromEntries(measures)] as const
  })
  return `${JSON.stringify(Object.fromEntries(benchmarks), null, 2)}\n`
}
