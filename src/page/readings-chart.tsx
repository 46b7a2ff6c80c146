import { useMemo } from 'preact/hooks'
import { formatFigure } from '../model/units.ts'
import type { PageRun } from '../report/page/document.ts'
import { ChartView } from './chart-view.tsx'
import { SERIES, type Series } from './series.ts'

interface Props {
  readonly runs: readonly PageRun[]
  readonly series: Series
  /** The run that stands out, and that the keys walk along. */
  readonly active: number
  readonly id: string
  readonly onActive: (run: number) => void
}

const NO_READINGS = { x: [], y: [] }

/** The readings as lines, the active run above the others. */
export function ReadingsChart({ runs, series, active, id, onActive }: Props) {
  const { unit, label } = SERIES[series]
  const lines = useMemo(() => {
    const all = runs.map(({ readings }, index) => ({
      x: readings.atMs,
      y: readings[series],
      look: index === active ? ('strong' as const) : ('quiet' as const),
    }))
    return all.toSorted((a, b) => Number(a.look === 'strong') - Number(b.look === 'strong'))
  }, [runs, series, active])
  const moments = useMemo(
    () =>
      (runs[active]?.events ?? []).map(({ atMs, event }) => ({ atMs, label: event.replaceAll('-', ' ') })),
    [runs, active],
  )
  const whole = useMemo(() => Math.max(1, ...runs.map(({ readings }) => readings.atMs.at(-1) ?? 0)), [runs])
  const walked = lines.at(-1) ?? NO_READINGS
  return (
    <ChartView
      id={id}
      label={`${label} over time, run ${active + 1} of ${runs.length}`}
      lines={lines}
      unit={unit}
      moments={moments}
      walked={walked}
      whole={whole}
      keys={{
        ArrowDown: () => onActive(Math.min(runs.length - 1, active + 1)),
        ArrowUp: () => onActive(Math.max(0, active - 1)),
      }}
      keysInWords="↑ ↓ from run to run, "
      say={(at) =>
        `Run ${active + 1}, reading ${at + 1} of ${walked.x.length}: ` +
        `${formatFigure(walked.x[at] ?? 0, 'ms')}, ${label} ${formatFigure(walked.y[at] ?? 0, unit)}`
      }
    />
  )
}
