import { useMemo } from 'preact/hooks'
import { formatFigure, formatNumber } from '../model/units.ts'
import type {
  PageGroup,
  PageLedger,
  PageLedgerProcess,
  PageSpan,
  PageSpanChange,
} from '../report/page/document.ts'
import { CHANGE_FILTERS, comparedColumns } from './compared-columns.ts'
import { type Column, DataTable } from './data-table.tsx'
import { Parts } from './parts.tsx'
import { formatKnown, Spans } from './spans.tsx'
import { Stacks } from './stacks.tsx'
import { Timeline } from './timeline.tsx'

interface Props {
  readonly ledger: PageLedger
  readonly id: string
}

/** Who made each page: spans, stacks, processes and groups, which all have the same sum, and when. */
export function Ledger({ ledger, id }: Props) {
  const { answer, notes, changes, spans, stacks, timeline } = ledger
  return (
    <>
      <h3>Where it came from</h3>
      <p>
        <Parts sentence={answer} />
      </p>
      <ul class="hint">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {ledger.isCompared ? <SpanChanges changes={changes} id={id} /> : <SpanTable spans={spans} id={id} />}
      {timeline.t.length > 1 && <Timeline timeline={timeline} spans={spans} id={`${id}-timeline`} />}
      <Spans spans={spans} id={`${id}-span-tree`} />
      {stacks !== null && (
        <Stacks stacks={stacks} isCompared={ledger.areStacksCompared} id={`${id}-stacks`} />
      )}
      <Processes ledger={ledger} id={id} />
      <Groups ledger={ledger} id={id} />
    </>
  )
}

type Span = Pick<PageSpan, 'kind' | 'name' | 'faults' | 'readBytes'>

function nameColumn<Row extends Span>(): Column<Row> {
  return { label: 'Span', kind: 'text', value: ({ name }) => name, show: ({ name }) => <code>{name}</code> }
}

function countColumns<Row extends Span>(heldOf: (row: Row) => number): readonly Column<Row>[] {
  const ratioOf = (row: Row) =>
    row.readBytes === null || row.readBytes <= 0 ? null : heldOf(row) / row.readBytes
  return [
    {
      label: 'Faults',
      kind: 'figure',
      value: ({ faults }) => faults,
      show: ({ faults }) => formatFigure(faults, 'count'),
    },
    {
      label: 'Read',
      kind: 'figure',
      value: ({ readBytes }) => readBytes,
      show: ({ readBytes }) => (readBytes === null ? '–' : formatFigure(readBytes, 'bytes')),
    },
    {
      label: 'Held / read',
      kind: 'figure',
      value: ratioOf,
      show: (row) => {
        const ratio = ratioOf(row)
        return ratio === null ? '–' : `${formatNumber(ratio, 1, 1)} ×`
      },
    },
    { label: 'Kind', kind: 'text', value: ({ kind }) => kind },
  ]
}

const CHANGE_COLUMNS: readonly Column<PageSpanChange>[] = [
  nameColumn<PageSpanChange>(),
  ...comparedColumns<PageSpanChange>(true),
  ...countColumns<PageSpanChange>(({ head }) => head),
]

function SpanChanges({ changes, id }: { readonly changes: readonly PageSpanChange[]; readonly id: string }) {
  return (
    <DataTable
      id={`${id}-changes`}
      title="Changes by import, file and phase"
      rows={changes}
      columns={CHANGE_COLUMNS}
      filters={CHANGE_FILTERS}
    />
  )
}

const bytesColumn = (label: string, key: 'self' | 'cumulative'): Column<PageSpan> => ({
  label,
  kind: 'figure',
  value: (span) => span[key],
  show: (span) => formatFigure(span[key], 'bytes'),
})

const SPAN_COLUMNS: readonly Column<PageSpan>[] = [
  nameColumn<PageSpan>(),
  bytesColumn('Self', 'self'),
  bytesColumn('With all inside', 'cumulative'),
  {
    label: 'Retained',
    kind: 'figure',
    value: ({ retained }) => retained,
    show: ({ retained }) => formatKnown(retained),
  },
  ...countColumns<PageSpan>(({ self }) => self),
]
/** By what each made itself. */
const SPAN_ORDER = { column: 1, direction: 'descending' } as const

function SpanTable({ spans, id }: { readonly spans: readonly PageSpan[]; readonly id: string }) {
  return (
    <DataTable
      id={`${id}-spans`}
      title="By import, file and phase"
      rows={spans}
      columns={SPAN_COLUMNS}
      order={SPAN_ORDER}
    />
  )
}

function Processes({ ledger: { processes, isCompared }, id }: Props) {
  const columns = useMemo((): readonly Column<PageLedgerProcess>[] => {
    const made = (
      label: string,
      key: 'own' | 'inherited' | 'unshared' | 'shareable',
    ): Column<PageLedgerProcess> => ({
      label,
      kind: 'figure',
      value: (row) => row[key],
      show: (row) => formatKnown(row[key]),
    })
    const couldShare = processes.some(({ shareable }) => (shareable ?? 0) > 0)
    return [
      {
        label: 'Process',
        kind: 'text',
        value: ({ command }) => command,
        show: ({ command }) => <code>{command}</code>,
      },
      ...comparedColumns<PageLedgerProcess>(isCompared),
      made('Made itself', 'own'),
      made('Inherited', 'inherited'),
      made('Un-shared', 'unshared'),
      ...(couldShare ? [made('Shareable', 'shareable')] : []),
      { label: 'PID', kind: 'figure', value: ({ pid }) => pid, show: ({ pid }) => pid ?? '–' },
    ]
  }, [isCompared, processes])
  return (
    <DataTable
      id={`${id}-processes`}
      title="By process"
      rows={processes}
      columns={columns}
      filters={isCompared ? CHANGE_FILTERS : []}
    />
  )
}

function Groups({ ledger: { groups, isCompared }, id }: Props) {
  const columns = useMemo(
    (): readonly Column<PageGroup>[] => [
      {
        label: 'Mapping',
        kind: 'text',
        value: ({ group }) => group,
        show: ({ group }) => <code>{group}</code>,
      },
      ...comparedColumns<PageGroup>(isCompared),
      { label: 'Kind', kind: 'text', value: ({ kind }) => kind },
    ],
    [isCompared],
  )
  return (
    <DataTable
      id={`${id}-groups`}
      title="By mapping, in the traced run"
      rows={groups}
      columns={columns}
      filters={isCompared ? CHANGE_FILTERS : []}
    />
  )
}
