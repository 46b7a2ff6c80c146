import { useMemo, useState } from 'preact/hooks'
import { formatFigure } from '../model/units.ts'
import type { PageRun } from '../report/page/document.ts'
import { type Column, DataTable } from './data-table.tsx'
import { SERIES, SERIES_NAMES, type Series } from './series.ts'

type Row = Readonly<Record<Series | 'atMs', number>>

const COLUMNS: readonly Column<Row>[] = [
  { label: 'Time', kind: 'figure', value: ({ atMs }) => atMs, show: ({ atMs }) => formatFigure(atMs, 'ms') },
  ...SERIES_NAMES.map((name): Column<Row> => {
    const { label, unit } = SERIES[name]
    return {
      label: label.charAt(0).toUpperCase() + label.slice(1),
      kind: 'figure',
      value: (row) => row[name],
      show: (row) => formatFigure(row[name], unit),
    }
  }),
]

interface Props {
  readonly run: PageRun
  readonly number: number
  readonly id: string
}

/** The readings of one run as figures: what the chart draws, for those who do not see it. */
export function ReadingsTable({ run, number, id }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Readings of run {number} as a table</summary>
      {open && <Opened run={run} number={number} id={id} />}
    </details>
  )
}

function Opened({ run, number, id }: Props) {
  const rows = useMemo(() => {
    const { readings } = run
    return readings.atMs.map(
      (_, index) =>
        Object.fromEntries(
          (['atMs', ...SERIES_NAMES] as const).map((name) => [name, readings[name][index] ?? 0]),
        ) as Row,
    )
  }, [run])
  return <DataTable id={`${id}-figures`} title={`Readings of run ${number}`} rows={rows} columns={COLUMNS} />
}
