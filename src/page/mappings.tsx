import { useMemo } from 'preact/hooks'
import type { PageMapping } from '../report/page/document.ts'
import { CHANGE_FILTERS, comparedColumns } from './compared-columns.ts'
import { type Column, DataTable } from './data-table.tsx'

const NAME: Column<PageMapping> = {
  label: 'Mapping',
  kind: 'text',
  value: ({ group }) => group,
  show: ({ group }) => <code>{group}</code>,
}

interface Props {
  readonly mappings: readonly PageMapping[]
  readonly id: string
}

/** Where the memory is: groups of mappings, with the base where there is one. */
export function Mappings({ mappings, id }: Props) {
  const isCompared = mappings.some(({ base }) => base !== null)
  const columns = useMemo(() => [NAME, ...comparedColumns<PageMapping>(isCompared)], [isCompared])
  return (
    <DataTable
      id={`${id}-mappings`}
      title="Mappings"
      rows={mappings}
      columns={columns}
      filters={isCompared ? CHANGE_FILTERS : []}
    />
  )
}
