import { formatChange } from '../model/units.ts'
import type { PageRole } from '../report/page/document.ts'
import { CHANGE_FILTERS, comparedColumns } from './compared-columns.ts'
import { type Column, DataTable } from './data-table.tsx'

const COLUMNS: readonly Column<PageRole>[] = [
  { label: 'Processes', kind: 'text', value: ({ name }) => name, show: ({ name }) => <code>{name}</code> },
  ...comparedColumns<PageRole>(true),
  {
    label: 'Minor faults',
    kind: 'figure',
    value: ({ faultsBase, faultsHead }) => faultsHead - faultsBase,
    show: ({ faultsBase, faultsHead }) => formatChange(faultsHead - faultsBase, 'count'),
  },
]

/** What each kind of process holds, before and after, whatever its process ids. */
export function Roles({ roles, id }: { readonly roles: readonly PageRole[]; readonly id: string }) {
  return (
    <DataTable
      id={`${id}-roles`}
      title="Processes that changed"
      rows={roles}
      columns={COLUMNS}
      filters={CHANGE_FILTERS}
    />
  )
}
