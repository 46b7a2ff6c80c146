import { METRIC_NAMES, METRICS, type Metric, type Unit } from '../../model/metrics.ts'
import type { GateResult, Samples } from '../../verdict/result.ts'
import { neutralize } from '../untrusted.ts'

interface BaseUnit {
  /** The end of a name, and what `# UNIT` says. */
  readonly suffix: string | null
  readonly scale: number
}

/** OpenMetrics has base units alone: seconds, bytes. */
const UNITS: Readonly<Record<Unit, BaseUnit>> = {
  bytes: { suffix: 'bytes', scale: 1 },
  count: { suffix: null, scale: 1 },
  'bytes/s': { suffix: 'bytes_per_second', scale: 1 },
  ms: { suffix: 'seconds', scale: 1000 },
}

/**
 * Every figure as a gauge, for Prometheus and its kin (a push gateway, the textfile collector of node_exporter):
 * `footprint_writable_bytes{scenario="manager",side="head"} 9531392`.
 *
 * @see https://github.com/prometheus/OpenMetrics, specification 1.0
 */
export function renderOpenMetrics({ scenarios }: GateResult): string {
  const families = METRIC_NAMES.flatMap((metric) => {
    const samples = scenarios.flatMap(({ name, metrics }) =>
      metrics
        .filter((result) => result.metric === metric)
        .flatMap(({ head, base }) => [...sampleOf(name, 'head', head), ...sampleOf(name, 'base', base)]),
    )
    return samples.length === 0 ? [] : familyOf(metric, samples)
  })
  const verdicts = scenarios.map(
    ({ name, verdict }) => `footprint_verdict{scenario="${escapeLabel(name)}",verdict="${verdict}"} 1`,
  )
  return [
    ...families,
    ...(verdicts.length === 0 ? [] : ['# TYPE footprint_verdict gauge', ...verdicts]),
    '# EOF',
    '',
  ].join('\n')
}

interface Sample {
  readonly labels: string
  readonly median: number
}

function sampleOf(scenario: string, side: 'head' | 'base', samples: Samples | null): readonly Sample[] {
  if (samples === null || !Number.isFinite(samples.median)) return []
  return [{ labels: `{scenario="${escapeLabel(scenario)}",side="${side}"}`, median: samples.median }]
}

function familyOf(metric: Metric, samples: readonly Sample[]): readonly string[] {
  const { unit, label } = METRICS[metric]
  const { suffix, scale } = UNITS[unit]
  // `ready-ms` has its unit in its name already.
  const bare = metric.replace(/-ms$/, '').replaceAll('-', '_')
  const name = ['footprint', bare, ...(suffix === null ? [] : [suffix])].join('_')
  return [
    `# TYPE ${name} gauge`,
    ...(suffix === null ? [] : [`# UNIT ${name} ${suffix}`]),
    `# HELP ${name} ${label}`,
    ...samples.map(({ labels, median }) => `${name}${labels} ${median / scale}`),
  ]
}

function escapeLabel(text: string): string {
  return neutralize(text).replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
}
