import { useState } from 'preact/hooks'
import type { PageRun } from '../report/page/document.ts'
import { ReadingsChart } from './readings-chart.tsx'
import { ReadingsTable } from './readings-table.tsx'
import { SERIES, SERIES_NAMES, type Series } from './series.ts'

interface Props {
  readonly runs: readonly PageRun[]
  readonly id: string
}

/** What was read of each run over time: a chart to zoom into and to walk along by keys, and the figures beside it. */
export function Readings({ runs, id }: Props) {
  const [series, setSeries] = useState<Series>('writable')
  const [active, setActive] = useState(0)
  const run = runs[active]
  if (run === undefined) return null
  return (
    <section>
      <h3>Over time</h3>
      <div class="tools">
        <label>
          Figure{' '}
          <select value={series} onChange={(event) => setSeries(event.currentTarget.value as Series)}>
            {SERIES_NAMES.map((name) => (
              <option key={name} value={name}>
                {SERIES[name].label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Run{' '}
          <select value={active} onChange={(event) => setActive(Number(event.currentTarget.value))}>
            {runs.map((_, index) => (
              <option key={index} value={index}>
                {index + 1}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ReadingsChart runs={runs} series={series} active={active} onActive={setActive} id={id} />
      <ReadingsTable run={run} number={active + 1} id={id} />
    </section>
  )
}
