import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type uPlot from 'uplot'
import { formatFigure } from '../model/units.ts'
import type { PageRun } from '../report/page/document.ts'
import { drawChart, inSight, type Range } from './chart.ts'
import { SERIES, type Series } from './series.ts'
import { useDark } from './use-dark.ts'

export interface ChartInput {
  readonly runs: readonly PageRun[]
  readonly series: Series
  /** The run that stands out, and that the keys walk along. */
  readonly active: number
}

/** A chart of readings and what can be done with it: to walk from reading to reading, and to zoom. */
export function useChart({ runs, series, active }: ChartInput) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const [at, setAt] = useState(-1)
  const [range, setRange] = useState<Range | null>(null)
  const isDark = useDark()
  const { unit } = SERIES[series]
  const readings = runs[active]?.readings
  const whole = useMemo(() => Math.max(1, ...runs.map((run) => run.readings.atMs.at(-1) ?? 0)), [runs])
  const moveTo = ({ from, to }: Range) => chart.current?.setScale('x', { min: from, max: to })
  const reset = () => moveTo({ from: 0, to: whole })

  // The colors of a chart are those of its making.
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const before = inSight(chart.current)
    const drawn = drawChart(element, {
      lines: runs.map((run, index) => ({
        label: String(index + 1),
        x: run.readings.atMs,
        y: run.readings[series],
      })),
      unit,
      active,
      events: (runs[active]?.events ?? []).map(({ atMs, event }) => ({
        atMs,
        label: event.replaceAll('-', ' '),
      })),
      onRange: setRange,
    })
    chart.current = drawn
    moveTo(before ?? { from: 0, to: whole })
    const observer = new ResizeObserver(() => {
      drawn.setSize({ width: Math.max(200, element.clientWidth), height: drawn.height })
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      drawn.destroy()
    }
  }, [runs, series, active, unit, whole, isDark])

  const walkTo = (index: number) => {
    const count = readings?.atMs.length ?? 0
    const sight = inSight(chart.current)
    if (chart.current === null || readings === undefined || sight === null || count === 0) return
    const next = Math.min(count - 1, Math.max(0, index))
    const [x = 0, y = 0] = [readings.atMs[next], readings[series][next]]
    const half = (sight.to - sight.from) / 2
    if (x < sight.from || x > sight.to) moveTo({ from: x - half, to: x + half })
    chart.current.setCursor({ left: chart.current.valToPos(x, 'x'), top: chart.current.valToPos(y, 'y') })
    setAt(next)
  }
  const zoom = (factor: number) => {
    const sight = inSight(chart.current)
    if (sight === null) return
    const middle = readings?.atMs[at] ?? (sight.from + sight.to) / 2
    const half = ((sight.to - sight.from) * factor) / 2
    if (half * 2 >= whole) reset()
    else moveTo({ from: middle - half, to: middle + half })
  }
  return {
    place,
    at,
    walkTo,
    zoom,
    reset,
    range: range === null ? '' : `${formatFigure(range.from, 'ms')} to ${formatFigure(range.to, 'ms')}`,
  }
}
