import { createColors } from 'picocolors'
import type { Inventory, PageFigures, PermissionFigures, ProcessFigures } from '../../model/inventory.ts'
import type { InventoryChanges } from '../inventory-changes.ts'
import { sayHowToRead, sayInventory, sayMissing, sayRest, sayUse, TABLE_WORDS } from '../phrases/show.ts'
import { oneLine } from '../untrusted.ts'
import { wrapBehind } from './columns.ts'
import { layOutPages, type PageRow } from './page-table.ts'
import { renderChanges } from './show-changes.ts'

/** One of the tables, with every row. */
export type View = 'permissions' | 'process' | 'group' | 'library' | 'mapping'

export interface ShowLook {
  /** `null`: what says most of each table. */
  readonly view: View | null
  readonly color: boolean
  readonly width: number
  /** What is said first, of a reading that is one of several. */
  readonly reading?: string | undefined
  /** Against an earlier inventory; then there is a table only where a view is asked for. */
  readonly against?: { readonly changes: InventoryChanges; readonly file: string } | undefined
}

/** Rows of a list where it is one of several. */
const ROWS = 12

/** Where the memory is, for a person at a terminal: the answer, what it lacks, by permissions, and who holds it. */
export function renderShow(inventory: Inventory, look: ShowLook): string {
  const { view, color, width, reading, against } = look
  const colors = createColors(color)
  const rows = view === null ? allTables(inventory) : TABLES[view](inventory)
  const hasTable = against === undefined || view !== null
  const blocks: readonly (readonly string[])[] = [
    [
      ...(reading === undefined ? [] : wrapBehind('', reading, width).map((line) => colors.dim(line))),
      ...wrapBehind('', sayInventory(inventory), width).map((line) => colors.bold(line)),
      ...sayMissing(inventory).flatMap((text) =>
        wrapBehind('! ', text, width).map((line) => colors.yellow(line)),
      ),
    ],
    against === undefined ? [] : renderChanges(against.changes, against.file, colors, width),
    hasTable ? layOutPages(rows, colors, width) : [],
    hasTable
      ? sayHowToRead(inventory).flatMap((text) => wrapBehind('', text, width).map((line) => colors.dim(line)))
      : [],
  ]
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${text.join('\n\n')}\n`
}

const TABLES: Readonly<Record<View, (inventory: Inventory) => readonly PageRow[]>> = {
  permissions: byPermissions,
  process: ({ processes }) => [title(TABLE_WORDS.processes), ...treeRows(processes)],
  group: ({ groups }) => [title(TABLE_WORDS.groups), ...groups.map((row) => listRow(row.group, row))],
  library: ({ groups }) => [
    title(TABLE_WORDS.libraries),
    ...groups.filter(({ kind }) => kind === 'library').map((row) => listRow(row.group, row)),
  ],
  mapping: ({ mappings }) => [
    title(TABLE_WORDS.mappings),
    ...mappings.map((row) => listRow(row.name || TABLE_WORDS.unnamed, row)),
  ],
}

function allTables(inventory: Inventory): readonly PageRow[] {
  const { processes, groups } = inventory
  const isShort = processes.length <= ROWS
  const holders = isShort ? treeRows(processes) : longest(processes.map(processRow))
  return [
    ...byPermissions(inventory),
    ...(processes.length === 1 ? [] : [{ kind: 'gap' } as const, title(TABLE_WORDS.processes), ...holders]),
    { kind: 'gap' },
    title(TABLE_WORDS.groups),
    ...longest(groups.filter(({ writable }) => writable > 0).map((row) => listRow(row.group, row))),
  ]
}

/** The table of the essay; the figure that the gate judges is its last. */
function byPermissions({ mapped, anonymous, total }: Inventory): readonly PageRow[] {
  return [
    ...permissionRows(TABLE_WORDS.mapped, mapped, true),
    ...permissionRows(TABLE_WORDS.anonymous, anonymous, false),
    { kind: 'rule' },
    { kind: 'total', label: TABLE_WORDS.total, figures: total },
  ]
}

/** What a program has most of comes first. */
const ORDER = ['r-xp', 'rw-p', 'r--p', '---p', 'rwxp', 'rw-s', 'r--s']

function permissionRows(
  name: string,
  rows: readonly PermissionFigures[],
  hasFile: boolean,
): readonly PageRow[] {
  const shown = rows.filter((row) => FIGURES.some((figure) => row[figure] > 0))
  if (shown.length === 0) return []
  const place = ({ permissions }: PermissionFigures) => {
    const index = ORDER.indexOf(permissions)
    return index < 0 ? ORDER.length : index
  }
  const sorted = shown.toSorted((one, other) => place(one) - place(other))
  return [
    title(name),
    ...sorted.map((row): PageRow => ({
      kind: 'row',
      label: row.permissions,
      figures: row,
      note: sayUse(row, hasFile),
    })),
    { kind: 'row', label: TABLE_WORDS.total, figures: sumOf(rows), note: '' },
  ]
}

/** Each process under its parent. */
function treeRows(processes: readonly ProcessFigures[]): readonly PageRow[] {
  const depths = new Map<number, number>()
  return processes.map((process) => {
    const depth = (depths.get(process.parentPid) ?? -1) + 1
    depths.set(process.pid, depth)
    return { ...processRow(process), depth }
  })
}

function processRow(process: ProcessFigures) {
  return listRow(`${process.pid} ${oneLine(process.command)}`, process)
}

function listRow(label: string, figures: PageFigures) {
  return { kind: 'row', label: oneLine(label), figures, note: '' } as const
}

function title(label: string): PageRow {
  return { kind: 'title', label }
}

/** The rows with most, and the sum of all others in one. */
function longest(rows: readonly (PageRow & { readonly kind: 'row' })[]): readonly PageRow[] {
  const sorted = rows.toSorted((one, other) => other.figures.writable - one.figures.writable)
  if (sorted.length <= ROWS) return sorted
  const rest = sorted.slice(ROWS - 1)
  return [
    ...sorted.slice(0, ROWS - 1),
    {
      kind: 'row',
      label: sayRest(rest.length),
      figures: sumOf(rest.map(({ figures }) => figures)),
      note: '',
    },
  ]
}

const FIGURES = ['sharedClean', 'sharedDirty', 'privateClean', 'privateDirty', 'writable'] as const

function sumOf(rows: readonly PageFigures[]): PageFigures {
  const sum = (figure: (typeof FIGURES)[number]) => rows.reduce((total, row) => total + row[figure], 0)
  return {
    sharedClean: sum('sharedClean'),
    sharedDirty: sum('sharedDirty'),
    privateClean: sum('privateClean'),
    privateDirty: sum('privateDirty'),
    writable: sum('writable'),
  }
}
