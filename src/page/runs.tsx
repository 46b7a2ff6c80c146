import { formatFigure } from '../model/units.ts'
import type { PageRun } from '../report/page/document.ts'
import { type Column, DataTable } from './data-table.tsx'

interface Row {
  readonly number: number
  readonly run: PageRun
}

const figure = (
  label: string,
  unit: 'bytes' | 'count' | 'ms',
  valueOf: (run: PageRun) => number | null,
): Column<Row> => ({
  label,
  kind: 'figure',
  value: ({ run }) => valueOf(run),
  show: ({ run }) => {
    const value = valueOf(run)
    return value === null ? '–' : formatFigure(value, unit)
  },
})

const COLUMNS: readonly Column<Row>[] = [
  { label: 'Run', kind: 'figure', value: ({ number }) => number },
  figure('Writable memory', 'bytes', ({ writable }) => writable),
  figure('Minor page faults', 'count', ({ minorFaults }) => minorFaults),
  figure('Ready after', 'ms', ({ readyMs }) => readyMs),
  figure('Steady after', 'ms', ({ steadyMs }) => steadyMs),
  figure('Readings', 'count', ({ readings }) => readings.atMs.length),
  {
    label: 'End',
    kind: 'text',
    value: ({ run }) => (run.isEvidence ? run.end : `does not count: ${run.end}`),
  },
]

/** One row a launch. */
export function Runs({ runs, id }: { readonly runs: readonly PageRun[]; readonly id: string }) {
  const rows = runs.map((run, index) => ({ number: index + 1, run }))
  return <DataTable id={`${id}-runs`} title="Runs" rows={rows} columns={COLUMNS} />
}
