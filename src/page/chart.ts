import uPlot from 'uplot'
import { formatFigure } from '../model/units.ts'
import type { Unit } from '../model/metrics.ts'

export interface Line {
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** `strong` stands out from `quiet`; the area below a `solid` or a `light` one is filled. */
  readonly look: 'strong' | 'quiet' | 'solid' | 'light'
}

/** Milliseconds. */
export interface Range {
  readonly from: number
  readonly to: number
}

export interface Moment {
  readonly atMs: number
  readonly label: string
}

export interface ChartOptions {
  /** The last is drawn over the others. */
  readonly lines: readonly Line[]
  readonly unit: Unit
  readonly moments: readonly Moment[]
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
/** Labels of moments stand on so many lines in turn. */
const LABEL_LINES = 4

/** Draws lines over time into an element. The colors are those of the style sheet as it is now. */
export function drawChart(place: HTMLElement, { lines, unit, moments, onRange }: ChartOptions): uPlot {
  const style = getComputedStyle(place)
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const axis = { stroke: color('text'), grid: { stroke: color('grid') }, ticks: { stroke: color('grid') } }
  const seriesOf = ({ look }: Line): uPlot.Series => ({
    stroke: color(look === 'quiet' || look === 'light' ? 'quiet' : 'accent'),
    width: look === 'quiet' ? 1 : 2,
    spanGaps: true,
    // Where points are few, so that one sees which were measured.
    ...(look !== 'strong' && { points: { show: false } }),
    ...(look === 'solid' && { fill: color('area') }),
    ...(look === 'light' && { fill: color('area-light') }),
  })
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
      series: [{}, ...lines.map(seriesOf)],
      hooks: {
        setScale: [
          (chart, key) => {
            const range = inSight(chart)
            if (key === 'x' && range !== null) onRange(range)
          },
        ],
        draw: [(chart) => drawMoments(chart, moments, color('quiet'), color('text'))],
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

function drawMoments(chart: uPlot, moments: readonly Moment[], lineColor: string, textColor: string): void {
  const { ctx, bbox } = chart
  const pixels = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = lineColor
  ctx.fillStyle = textColor
  ctx.font = `${11 * pixels}px system-ui, sans-serif`
  ctx.setLineDash([4 * pixels, 4 * pixels])
  moments.forEach(({ atMs, label }, index) => {
    const x = chart.valToPos(atMs, 'x', true)
    if (x < bbox.left || x > bbox.left + bbox.width) return
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    const isLate = x > bbox.left + bbox.width / 2
    ctx.textAlign = isLate ? 'right' : 'left'
    const line = bbox.top + bbox.height - (6 + 13 * (index % LABEL_LINES)) * pixels
    ctx.fillText(label, x + (isLate ? -4 : 4) * pixels, line)
  })
  ctx.restore()
}
