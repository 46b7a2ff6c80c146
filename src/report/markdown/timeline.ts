import type { AttributedSpan, Attribution, Timeline } from '../../model/attribution.ts'
import { formatFigure } from '../../model/units.ts'
import { escapeCode, fence } from './escape.ts'
import { renderTable } from './tables.ts'

const BARS = '▁▂▃▄▅▆▇█'
/** Columns of the line of bars. */
const COLUMNS = 32
/** Points of the chart. */
const POINTS = 40
const SPANS = 5
const NAME_LENGTH = 80
/** Of the figure: what passes through and is less is no spike. */
const SPIKE_SHARE = 0.05

/** Its own first color cannot be seen on white; these can, on white and on black. */
const COLORS = '%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#8b949e, #1f6feb"}}}}%%'

const MIB = 1024 ** 2

/**
 * The start-up in a line: how high the memory was from its beginning to the steady point, and where it was highest, if
 * that was given back. Empty where nobody saw the pages being made.
 */
export function renderSparkline(attribution: Attribution): string {
  const { timeline } = attribution
  if (timeline.t.length < 2) return ''
  const heights = heightsOf(timeline, COLUMNS).map(({ stays, passing }) => stays + passing)
  const highest = Math.max(1, ...heights)
  const bars = heights.map(
    (height) => BARS[Math.min(BARS.length - 1, Math.floor((Math.max(0, height) / highest) * BARS.length))],
  )
  const whole = endOf(timeline)
  return `\`${bars.join('')}\` over ${formatFigure(whole, 'ms')}: ${sayPeak(attribution)}`
}

function sayPeak({ timeline, spans }: Attribution): string {
  const { t, stays, passing } = timeline
  const heightOf = (place: number) => (stays[place] ?? 0) + (passing[place] ?? 0)
  const peak = t.reduce((best, _, place) => (heightOf(place) > heightOf(best) ? place : best), 0)
  const [end, height, passes] = [stays.at(-1) ?? 0, heightOf(peak), passing[peak] ?? 0]
  if (height - end <= end * SPIKE_SHARE) return `${formatFigure(end, 'bytes')} stays, and it was never more.`
  const time = t[peak] ?? 0
  const around = innermost(spans, time)
  const where = around === null ? '' : `, in ${escapeCode(nameOf(around), NAME_LENGTH)}`
  return (
    `${formatFigure(end, 'bytes')} stays. It was highest at ${formatFigure(time, 'ms')}${where}: ` +
    `${formatFigure(height, 'bytes')}, of which ${formatFigure(passes, 'bytes')} passed through.`
  )
}

const NAMED: ReadonlySet<AttributedSpan['kind']> = new Set(['import', 'file', 'library'])

function innermost(spans: readonly AttributedSpan[], time: number): AttributedSpan | null {
  return spans
    .filter(({ kind, t0, t1 }) => NAMED.has(kind) && t0 <= time && time <= t1)
    .reduce<AttributedSpan | null>((last, span) => (last === null || span.t0 >= last.t0 ? span : last), null)
}

function nameOf({ kind, name }: AttributedSpan): string {
  return kind === 'import' ? `import ${name}` : name.slice(name.lastIndexOf('/') + 1)
}

/**
 * The start-up as a chart that GitHub draws (mermaid), with the spans that made most of what stays. No name is in the
 * chart: mermaid has a syntax of its own, and nothing of a program's may be read as it.
 */
export function renderTimeline({ timeline, spans }: Attribution): string {
  if (timeline.t.length < 2) return ''
  const points = heightsOf(timeline, POINTS)
  const highest = Math.max(1, ...points.map(({ stays, passing }) => stays + passing))
  const inMib = (bytes: number) => String(Math.round((bytes / MIB) * 100) / 100)
  const chart = [
    COLORS,
    'xychart-beta',
    '  title "Writable memory over the start-up: with what passes through, and what stays"',
    `  x-axis "milliseconds" 0 --> ${Math.max(1, Math.round(endOf(timeline)))}`,
    `  y-axis "MiB" 0 --> ${inMib(Math.max(highest * 1.05, 0.1 * MIB))}`,
    `  line [${points.map(({ stays, passing }) => inMib(stays + passing)).join(', ')}]`,
    `  line [${points.map(({ stays }) => inMib(stays)).join(', ')}]`,
  ]
  const heaviest = spans
    .filter(({ kind, self }) => NAMED.has(kind) && self > 0)
    .toSorted((a, b) => b.self - a.self)
    .slice(0, SPANS)
    .toSorted((a, b) => a.t0 - b.t0)
    .map((span) => [
      escapeCode(nameOf(span), NAME_LENGTH),
      formatFigure(span.t0, 'ms'),
      formatFigure(span.t1, 'ms'),
      formatFigure(span.self, 'bytes'),
    ])
  return [
    fence(chart.join('\n'), 'mermaid'),
    ...(heaviest.length === 0 ? [] : [renderTable(['Heaviest', 'From', 'To', 'Stays'], heaviest, 'lrrr')]),
  ].join('\n\n')
}

/** When it has moved for the last time, and a little more: rest is seen at a glance, and takes a second or longer. */
function endOf({ t, stays, passing }: Omit<Timeline, 'events'>): number {
  const last = t.length - 1
  const isMoving = (place: number) => stays[place] !== stays[last] || passing[place] !== passing[last]
  const moved = t.findLastIndex((_, place) => isMoving(place))
  return Math.min(t[last] ?? 0, (t[moved + 1] ?? 0) * 1.25)
}

/** The highest point of each of so many stretches of equal length; one without a point is as the one before. */
function heightsOf(
  { t, stays, passing }: Omit<Timeline, 'events'>,
  count: number,
): readonly { readonly stays: number; readonly passing: number }[] {
  const whole = Math.max(1, endOf({ t, stays, passing }))
  const heights = Array.from<{ stays: number; passing: number } | undefined>({ length: count })
  const ends = Array.from<{ stays: number; passing: number } | undefined>({ length: count })
  t.forEach((time, place) => {
    const part = Math.min(count - 1, Math.max(0, Math.floor((time / whole) * count)))
    const point = { stays: stays[place] ?? 0, passing: passing[place] ?? 0 }
    const best = heights[part]
    if (best === undefined || point.stays + point.passing > best.stays + best.passing) heights[part] = point
    ends[part] = point
  })
  let last = { stays: 0, passing: 0 }
  return heights.map((height, part) => {
    const shown = height ?? last
    last = ends[part] ?? last
    return shown
  })
}
