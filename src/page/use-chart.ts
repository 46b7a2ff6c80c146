import { useEffect, useRef, useState } from 'preact/hooks'
import type uPlot from 'uplot'
import { formatFigure } from '../model/units.ts'
import { type ChartOptions, drawChart, inSight, type Line, type Range } from './chart.ts'
import { useDark } from './use-dark.ts'

/** What is drawn; a chart is drawn anew when one of these is another object. */
export interface ChartInput extends Omit<ChartOptions, 'onRange'> {
  /** What the keys walk along. */
  readonly walked: Pick<Line, 'x' | 'y'>
  /** Milliseconds: the end of the whole. */
  readonly whole: number
}

/** A chart and what can be done with it: to walk from point to point, and to zoom. */
export function useChart({ lines, unit, moments, walked, whole }: ChartInput) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const [at, setAt] = useState(-1)
  const [range, setRange] = useState<Range | null>(null)
  const isDark = useDark()
  const moveTo = ({ from, to }: Range) => chart.current?.setScale('x', { min: from, max: to })
  const reset = () => moveTo({ from: 0, to: whole })

  // The colors of a chart are those of its making.
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const before = inSight(chart.current)
    const drawn = drawChart(element, { lines, unit, moments, onRange: setRange })
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
  }, [lines, unit, moments, whole, isDark])

  const walkTo = (index: number) => {
    const sight = inSight(chart.current)
    const last = walked.x.length - 1
    if (chart.current === null || sight === null || last < 0) return
    const next = Math.min(last, Math.max(0, index))
    const [x = 0, y = 0] = [walked.x[next], walked.y[next]]
    const half = (sight.to - sight.from) / 2
    if (x < sight.from || x > sight.to) moveTo({ from: x - half, to: x + half })
    chart.current.setCursor({ left: chart.current.valToPos(x, 'x'), top: chart.current.valToPos(y, 'y') })
    setAt(next)
  }
  const zoom = (factor: number) => {
    const sight = inSight(chart.current)
    if (sight === null) return
    const middle = walked.x[at] ?? (sight.from + sight.to) / 2
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
