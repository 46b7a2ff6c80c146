import { useMemo } from 'preact/hooks'
import { formatFigure } from '../model/units.ts'
import type { PageProcess, PageRun } from '../report/page/document.ts'
import { type Column, DataTable } from './data-table.tsx'

interface Row extends PageProcess {
  readonly run: number
}

const COLUMNS: readonly Column<Row>[] = [
  {
    label: 'Command',
    kind: 'text',
    value: ({ command }) => command,
    show: ({ command }) => <code>{command}</code>,
  },
  {
    label: 'Writable memory',
    kind: 'figure',
    value: ({ writable }) => writable,
    show: ({ writable }) => formatFigure(writable, 'bytes'),
  },
  { label: 'Run', kind: 'figure', value: ({ run }) => run },
  { label: 'PID', kind: 'figure', value: ({ pid }) => pid },
]

/** The processes of every run at its steady point, the last run and its largest first. */
export function Processes({ runs, id }: { readonly runs: readonly PageRun[]; readonly id: string }) {
  const rows = useMemo(
    () =>
      runs
        .flatMap(({ processes }, index) => processes.map((process) => ({ ...process, run: index + 1 })))
        .toSorted((a, b) => b.run - a.run || b.writable - a.writable),
    [runs],
  )
  if (rows.length === 0) return null
  return <DataTable id={`${id}-processes`} title="Processes" rows={rows} columns={COLUMNS} />
}
