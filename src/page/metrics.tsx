import { formatFigure } from '../model/units.ts'
import type { PageMetric } from '../report/page/document.ts'
import { Samples } from './samples.tsx'
import { Verdict } from './verdict.tsx'

interface Props {
  readonly metrics: readonly PageMetric[]
  readonly id: string
}

/** What of a metric is a figure in words; a phone shows the first ones without scrolling. */
const COLUMNS: readonly { readonly label: string; readonly show: (metric: PageMetric) => string }[] = [
  { label: 'Base', show: ({ base, unit }) => medianOf(base, unit) },
  { label: 'Head', show: ({ head, unit }) => medianOf(head, unit) },
  { label: 'Limit', show: ({ limit }) => limit },
  { label: 'Detects', show: ({ detectable }) => detectable },
  { label: 'p', show: ({ p }) => p },
]

function medianOf(samples: PageMetric['base'], unit: PageMetric['unit']): string {
  return samples === null ? '–' : formatFigure(samples.median, unit)
}

/** The figures, gated ones first, each with every sample behind it. */
export function Metrics({ metrics, id }: Props) {
  return (
    <section>
      <h3 id={`${id}-metrics`}>Figures</h3>
      <p class="hint">
        Medians over the runs. A dot is a run: <span class="key base">○ base</span>,{' '}
        <span class="key head">● head</span>; the line is the limit. Detects: the smallest growth that would
        have been seen.
      </p>
      <div class="scroll" role="group" tabIndex={0} aria-labelledby={`${id}-metrics`}>
        <table class="metrics">
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col" class="figure">
                Change
              </th>
              <th scope="col">Samples</th>
              {COLUMNS.map(({ label }) => (
                <th key={label} scope="col" class="figure">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {metrics.map((metric) => (
              <Row key={metric.label} metric={metric} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Row({ metric }: { readonly metric: PageMetric }) {
  const { label, verdict, change } = metric
  return (
    <tr>
      <th scope="row">
        {label} {verdict === null ? <span class="hint">not gated</span> : <Verdict verdict={verdict} />}
      </th>
      <td class="figure">{change}</td>
      <td>
        <Samples metric={metric} />
      </td>
      {COLUMNS.map((column) => (
        <td key={column.label} class="figure">
          {column.show(metric)}
        </td>
      ))}
    </tr>
  )
}
