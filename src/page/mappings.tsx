import { formatChange, formatFigure } from '../model/units.ts'
import type { PageMapping } from '../report/page/document.ts'
import { type Column, DataTable, type RowFilter } from './data-table.tsx'

const bytes = (value: number | null) => (value === null ? '–' : formatFigure(value, 'bytes'))
const deltaOf = ({ base, head }: PageMapping) => (base === null ? null : head - base)

const NAME: Column<PageMapping> = {
  label: 'Mapping',
  kind: 'text',
  value: ({ group }) => group,
  show: ({ group }) => <code>{group}</code>,
}
const HEAD: Column<PageMapping> = {
  label: 'Head',
  kind: 'figure',
  value: ({ head }) => head,
  show: ({ head }) => bytes(head),
}
const ALONE = [NAME, HEAD]
const COMPARED: readonly Column<PageMapping>[] = [
  NAME,
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
  HEAD,
]

const FILTERS: readonly RowFilter<PageMapping>[] = [
  { label: 'changed', holds: ({ base, head }) => base !== head },
  { label: 'grown', holds: ({ base, head }) => base !== null && base > 0 && head > base },
  { label: 'shrunk', holds: ({ base, head }) => base !== null && head > 0 && head < base },
  { label: 'new', holds: ({ base, head }) => base === 0 && head > 0 },
  { label: 'gone', holds: ({ base, head }) => base !== null && base > 0 && head === 0 },
]

/** Where the memory is: groups of mappings, with the base where there is one. */
export function Mappings({
  mappings,
  id,
}: {
  readonly mappings: readonly PageMapping[]
  readonly id: string
}) {
  const isCompared = mappings.some(({ base }) => base !== null)
  return (
    <DataTable
      id={`${id}-mappings`}
      title="Mappings"
      rows={mappings}
      columns={isCompared ? COMPARED : ALONE}
      filters={isCompared ? FILTERS : []}
    />
  )
}
