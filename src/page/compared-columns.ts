import { formatChange, formatFigure } from '../model/units.ts'
import type { Column, RowFilter } from './data-table.tsx'

/** Bytes before and after; `null` where there is nothing to compare with. */
interface Compared {
  readonly base: number | null
  readonly head: number
}

const bytes = (value: number | null) => (value === null ? '–' : formatFigure(value, 'bytes'))
const deltaOf = ({ base, head }: Compared) => (base === null ? null : head - base)

/** The change, the base and the head; of rows that are not compared the head alone. */
export function comparedColumns<Row extends Compared>(
  isCompared: boolean,
  head = 'Head',
): readonly Column<Row>[] {
  const after: Column<Row> = {
    label: isCompared ? head : 'Writable memory',
    kind: 'figure',
    value: (row) => row.head,
    show: (row) => bytes(row.head),
  }
  if (!isCompared) return [after]
  return [
    {
      label: 'Change',
      kind: 'figure',
      value: deltaOf,
      show: (row) => {
        const delta = deltaOf(row)
        return delta === null ? '–' : formatChange(delta, 'bytes')
      },
    },
    { label: 'Base', kind: 'figure', value: ({ base }) => base, show: ({ base }) => bytes(base) },
    after,
  ]
}

/** What became of a row. */
export const CHANGE_FILTERS: readonly RowFilter<Compared>[] = [
  { label: 'changed', holds: ({ base, head }) => base !== head },
  { label: 'grown', holds: ({ base, head }) => base !== null && base > 0 && head > base },
  { label: 'shrunk', holds: ({ base, head }) => base !== null && head > 0 && head < base },
  { label: 'new', holds: ({ base, head }) => base === 0 && head > 0 },
  { label: 'gone', holds: ({ base, head }) => base !== null && base > 0 && head === 0 },
]
