import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { formatNumber } from '../model/units.ts'
import { type Cell, type Order, sortRows } from './sort-rows.ts'
import { useWindow } from './use-window.ts'

export interface Column<Row> {
  readonly label: string
  /** Figures stand to the right, and are sorted largest first. */
  readonly kind: 'text' | 'figure'
  readonly value: (row: Row) => Cell
  /** What is shown; the value itself where nothing is said. */
  readonly show?: (row: Row) => ComponentChildren
}

export interface RowFilter<Row> {
  readonly label: string
  readonly holds: (row: Row) => boolean
}

interface Props<Row> {
  readonly id: string
  readonly title: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  /** Kinds of rows to choose from. */
  readonly filters?: readonly RowFilter<Row>[]
  /** `null`: as the rows come. */
  readonly order?: Order | null
}

/** Fewer rows than these are read without a filter. */
const FEW = 8
/** Of a long table, whose columns do not follow what is in them. The style sheet has the same. */
const NAME_WIDTH = 15
const CELL_WIDTH = 8

/** A table that sorts by its heads and filters by its texts; of thousands of rows only those in sight exist. */
export function DataTable<Row>({ id, title, rows, columns, filters = [], order: first = null }: Props<Row>) {
  const [order, setOrder] = useState(first)
  const [text, setText] = useState('')
  const [kind, setKind] = useState(-1)
  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase()
    const ofKind = filters[kind]
    const found = rows.filter(
      (row) =>
        (ofKind === undefined || ofKind.holds(row)) &&
        (wanted === '' ||
          columns.some((it) => it.kind === 'text' && String(it.value(row)).toLowerCase().includes(wanted))),
    )
    const column = order === null ? undefined : columns[order.column]
    return order === null || column === undefined ? found : sortRows(found, column.value, order.direction)
  }, [rows, columns, filters, order, text, kind])
  const isLong = rows.length > FEW
  return (
    <section class="data">
      <h3 id={id}>{title}</h3>
      {isLong && (
        <div class="tools">
          <label>
            Filter{' '}
            <input type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
          </label>
          {filters.length > 0 && (
            <label>
              Show{' '}
              <select value={kind} onChange={(event) => setKind(Number(event.currentTarget.value))}>
                <option value={-1}>all</option>
                {filters.map(({ label }, index) => (
                  <option key={label} value={index}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          )}
          <span role="status" class="hint">
            {shown.length === rows.length ? '' : `${formatNumber(shown.length, 0, 0)} of `}
            {formatNumber(rows.length, 0, 0)} rows
          </span>
        </div>
      )}
      <Table id={id} rows={shown} columns={columns} order={order} onOrder={setOrder} />
    </section>
  )
}

interface TableProps<Row> extends Pick<Props<Row>, 'id' | 'rows' | 'columns'> {
  readonly order: Order | null
  readonly onOrder: (order: Order) => void
}

function Table<Row>({ id, rows, columns, order, onOrder }: TableProps<Row>) {
  const { region, isWindowed, from, to, above, below } = useWindow(rows.length)
  const spacer = (height: number) =>
    height > 0 && (
      <tr aria-hidden="true">
        <td colSpan={columns.length} class="spacer" style={{ height: `${height}px` }} />
      </tr>
    )
  return (
    <div
      ref={region}
      class={`scroll ${isWindowed ? 'windowed' : ''}`}
      role="group"
      tabIndex={0}
      aria-labelledby={id}
    >
      <table
        aria-labelledby={id}
        aria-rowcount={rows.length + 1}
        style={isWindowed ? { minWidth: `${NAME_WIDTH + CELL_WIDTH * (columns.length - 1)}em` } : undefined}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column, index) => (
              <Head key={column.label} column={column} index={index} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {spacer(above)}
          {rows.slice(from, to).map((row, offset) => (
            <tr key={from + offset} aria-rowindex={from + offset + 2}>
              {columns.map((column) => (
                <td
                  key={column.label}
                  class={column.kind}
                  title={isWindowed ? titleOf(column, row) : undefined}
                >
                  {column.show === undefined ? column.value(row) : column.show(row)}
                </td>
              ))}
            </tr>
          ))}
          {spacer(below)}
        </tbody>
      </table>
    </div>
  )
}

/** A long name is cut off in a long table. */
function titleOf<Row>(column: Column<Row>, row: Row): string | undefined {
  return column.kind === 'text' ? String(column.value(row)) : undefined
}

interface HeadProps<Row> extends Pick<TableProps<Row>, 'order' | 'onOrder'> {
  readonly column: Column<Row>
  readonly index: number
}

function Head<Row>({ column, index, order, onOrder }: HeadProps<Row>) {
  const direction = order?.column === index ? order.direction : null
  const first = column.kind === 'figure' ? 'descending' : 'ascending'
  const other = direction === 'ascending' ? 'descending' : 'ascending'
  const arrow = direction === null ? '' : direction === 'ascending' ? ' ▲' : ' ▼'
  return (
    <th scope="col" class={column.kind} aria-sort={direction ?? 'none'}>
      <button
        type="button"
        onClick={() => onOrder({ column: index, direction: direction === null ? first : other })}
      >
        {column.label}
        <span aria-hidden="true">{arrow}</span>
      </button>
    </th>
  )
}
