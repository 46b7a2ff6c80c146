import { useState } from 'preact/hooks'
import { formatFigure } from '../model/units.ts'
import type { PageHistory, PagePoint } from '../report/page/document.ts'
import { type Column, DataTable } from './data-table.tsx'

interface Props {
  readonly history: readonly PageHistory[]
  readonly id: string
}

/** The gated figures from recording to recording, and where a level ended. */
export function History({ history, id }: Props) {
  return (
    <section>
      <h3>From recording to recording</h3>
      <p class="hint">
        The line goes from median to median, within the least and the most of each recording; the last one is
        this head. A dot begins a new level.
      </p>
      {history.map((metric, index) => (
        <Metric key={metric.label} metric={metric} id={`${id}-history-${index + 1}`} />
      ))}
    </section>
  )
}

function Metric({ metric, id }: { readonly metric: PageHistory; readonly id: string }) {
  const [open, setOpen] = useState(false)
  const { label, unit, points, moves, said } = metric
  const [least, most] = boundsOf(points)
  return (
    <figure class="history">
      <figcaption>
        <b>{label}</b>, {formatFigure(least, unit)} to {formatFigure(most, unit)}
      </figcaption>
      <Line metric={metric} />
      <ul>
        {said.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>The {points.length} points as a table</summary>
        {open && (
          <DataTable
            id={id}
            title={`${label} by recording`}
            rows={rowsOf(points, moves)}
            columns={columnsOf(metric)}
          />
        )}
      </details>
    </figure>
  )
}

const WIDTH = 720
const HEIGHT = 110
const MARGIN = 8

function Line({ metric: { label, points, moves, said } }: { readonly metric: PageHistory }) {
  const [least, most] = boundsOf(points)
  const x = (index: number) => MARGIN + (index / (points.length - 1)) * (WIDTH - 2 * MARGIN)
  const y = (figure: number) =>
    least === most
      ? HEIGHT / 2
      : HEIGHT - MARGIN - ((figure - least) / (most - least)) * (HEIGHT - 2 * MARGIN)
  const path = (figureOf: (point: PagePoint) => number) =>
    points.map((point, index) => `${x(index).toFixed(1)},${y(figureOf(point)).toFixed(1)}`)
  const band = [...path((point) => point.most), ...path((point) => point.least).toReversed()]
  return (
    <svg role="img" aria-label={`${label}: ${said.join(' ')}`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <polygon class="band" points={band.join(' ')} />
      <polyline points={path((point) => point.median).join(' ')} />
      {moves.map((index) => (
        <circle key={index} cx={x(index)} cy={y(points[index]?.median ?? 0)} r="5">
          <title>{points[index]?.commit ?? 'this head'}</title>
        </circle>
      ))}
    </svg>
  )
}

function boundsOf(points: readonly PagePoint[]): readonly [least: number, most: number] {
  return [Math.min(...points.map(({ least }) => least)), Math.max(...points.map(({ most }) => most))]
}

interface Row extends PagePoint {
  readonly isMove: boolean
}

function rowsOf(points: readonly PagePoint[], moves: readonly number[]): readonly Row[] {
  return points.map((point, index) => ({ ...point, isMove: moves.includes(index) })).toReversed()
}

function columnsOf({ unit }: PageHistory): readonly Column<Row>[] {
  const figure = (label: string, value: (row: Row) => number): Column<Row> => ({
    label,
    kind: 'figure',
    value,
    show: (row) => formatFigure(value(row), unit),
  })
  return [
    { label: 'Commit', kind: 'text', value: ({ commit }) => commit ?? '–' },
    {
      label: 'Recorded',
      kind: 'text',
      value: ({ recordedAt }) => recordedAt?.slice(0, 16).replace('T', ' ') ?? 'this head',
    },
    figure('Median', ({ median }) => median),
    figure('Least', ({ least }) => least),
    figure('Most', ({ most }) => most),
    { label: 'Level', kind: 'text', value: ({ isMove }) => (isMove ? 'new' : '') },
  ]
}
