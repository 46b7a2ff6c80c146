import { useMemo } from 'preact/hooks'
import { formatChange, formatFigure } from '../model/units.ts'
import type { PageStacks } from '../report/page/document.ts'
import { type Call, type CalledFunction, growCalls, listFunctions } from './call-tree.ts'
import { CHANGE_FILTERS, comparedColumns } from './compared-columns.ts'
import { type Column, DataTable } from './data-table.tsx'
import { FlameGraph } from './flame-graph.tsx'
import { TreeGrid, type TreeNode } from './tree-grid.tsx'

interface Props {
  readonly stacks: PageStacks
  readonly isCompared: boolean
  readonly id: string
}

/** The calls that made memory: as a picture, as a tree and as a table of functions. */
export function Stacks({ stacks, isCompared, id }: Props) {
  const root = useMemo(() => growCalls(stacks), [stacks])
  const roots = useMemo(() => nodesOf(root.children, isCompared), [root, isCompared])
  const functions = useMemo(() => listFunctions(stacks, root), [stacks, root])
  const columns = useMemo(
    (): readonly Column<CalledFunction>[] => [
      { label: 'Function', kind: 'text', value: ({ name }) => name, show: ({ name }) => <code>{name}</code> },
      ...comparedColumns<CalledFunction>(isCompared, 'Self'),
      {
        label: 'With callees',
        kind: 'figure',
        value: ({ total }) => total,
        show: ({ total }) => formatFigure(total, 'bytes'),
      },
      { label: 'Module', kind: 'text', value: ({ module }) => module },
    ],
    [isCompared],
  )
  return (
    <>
      <FlameGraph root={root} isCompared={isCompared} id={`${id}-flame`} />
      <TreeGrid
        id={`${id}-tree`}
        title="Calls as a tree"
        heads={isCompared ? ['Call', 'Change', 'With callees', 'Self'] : ['Call', 'With callees', 'Self']}
        roots={roots}
      />
      <DataTable
        id={`${id}-functions`}
        title="By function"
        rows={functions}
        columns={columns}
        filters={isCompared ? CHANGE_FILTERS : []}
      />
    </>
  )
}

function nodesOf(calls: readonly Call[], isCompared: boolean): readonly TreeNode[] {
  const weigh = ({ base, head }: Call) => (isCompared ? Math.abs(head - base) : head)
  return calls
    .toSorted((a, b) => weigh(b) - weigh(a))
    .map((call) => ({
      key: call.key,
      name: call.name,
      hint: call.module,
      cells: [
        ...(isCompared ? [formatChange(call.head - call.base, 'bytes')] : []),
        formatFigure(call.head, 'bytes'),
        formatFigure(call.selfHead, 'bytes'),
      ],
      children: nodesOf(call.children, isCompared),
    }))
}
