import uPlot from 'uplot'
import { formatFigure } from '../model/units.ts'
import type { Unit } from '../model/metrics.ts'

export interface Line {
  readonly label: string
  readonly x: readonly number[]
  readonly y: readonly number[]
}

/** Milliseconds. */
export interface Range {
  readonly from: number
  readonly to: number
}

export interface ChartOptions {
  readonly lines: readonly Line[]
  readonly unit: Unit
  /** Which line stands out; its events are drawn. */
  readonly active: number
  readonly events: readonly { readonly atMs: number; readonly label: string }[]
  /** Told of every zoom. */
  readonly onRange: (range: Range) => void
}

const HEIGHT = 280
/** Pixels for the figures beside the vertical axis. */
const AXIS_WIDTH = 78
/** Pixels; the last time stands in the middle under its place. */
const LAST_TIME_WIDTH = 64
/** Steps of the axis of bytes: powers of two, from a byte to a tebibyte. */
const BYTE_STEPS = Array.from({ length: 41 }, (_, power) => 2 ** power)

/** Draws lines over time into an element. The colors are those of the style sheet as it is now. */
export function drawChart(place: HTMLElement, options: ChartOptions): uPlot {
  const { unit, active, events, onRange } = options
  // The last one is drawn over the others.
  const lines = options.lines.toSorted(
    (a, b) => Number(a === options.lines[active]) - Number(b === options.lines[active]),
  )
  const style = getComputedStyle(place)
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const axis = { stroke: color('text'), grid: { stroke: color('grid') }, ticks: { stroke: color('grid') } }
  return new uPlot(
    {
      width: Math.max(200, place.clientWidth),
      height: HEIGHT,
      padding: [null, LAST_TIME_WIDTH / 2, null, null],
      scales: { x: { time: false } },
      legend: { show: false },
      cursor: { drag: { x: true, y: false } },
      axes: [
        { ...axis, values: (_, ticks) => ticks.map((tick) => formatFigure(tick, 'ms')), space: 90 },
        {
          ...axis,
          values: (_, ticks) => ticks.map((tick) => formatFigure(tick, unit)),
          size: AXIS_WIDTH,
          ...(unit === 'bytes' && { incrs: BYTE_STEPS }),
        },
      ],
      series: [
        {},
        ...lines.map(({ label }, index) => ({
          label,
          stroke: color(index === lines.length - 1 ? 'accent' : 'quiet'),
          width: index === lines.length - 1 ? 2 : 1,
          spanGaps: true,
          points: { show: false },
        })),
      ],
      hooks: {
        setScale: [
          (chart, key) => {
            const range = inSight(chart)
            if (key === 'x' && range !== null) onRange(range)
          },
        ],
        draw: [(chart) => drawEvents(chart, events, color('quiet'), color('text'))],
      },
    },
    uPlot.join(lines.map(({ x, y }) => [[...x], [...y]])),
    place,
  )
}

/** The times that a chart shows; `null` before it is drawn. */
export function inSight(chart: uPlot | null): Range | null {
  const { min = null, max = null } = chart?.scales['x'] ?? {}
  return min === null || max === null ? null : { from: min, to: max }
}

function drawEvents(
  chart: uPlot,
  events: ChartOptions['events'],
  lineColor: string,
  textColor: string,
): void {
  const { ctx, bbox } = chart
  ctx.save()
  ctx.strokeStyle = lineColor
  ctx.fillStyle = textColor
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio])
  events.forEach(({ atMs, label }, index) => {
    const x = chart.valToPos(atMs, 'x', true)
    if (x < bbox.left || x > bbox.left + bbox.width) return
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    const isLate = x > bbox.left + bbox.width / 2
    ctx.textAlign = isLate ? 'right' : 'left'
    const line = bbox.top + bbox.height - (6 + 13 * (index % 4)) * devicePixelRatio
    ctx.fillText(label, x + (isLate ? -4 : 4) * devicePixelRatio, line)
  })
  ctx.restore()
}
