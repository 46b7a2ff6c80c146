import type { PageFigures } from '../../model/inventory.ts'
import { formatNumber } from '../../model/units.ts'
import { TABLE_WORDS } from '../phrases/show.ts'
import { columnWidths, elideToWidth, padEnd, padStart } from './columns.ts'
import type { Colors } from './table.ts'

/** A line of a table of pages. */
export type PageRow =
  | { readonly kind: 'title'; readonly label: string }
  | { readonly kind: 'gap' }
  | { readonly kind: 'rule' }
  | { readonly kind: 'total'; readonly label: string; readonly figures: PageFigures }
  | {
      readonly kind: 'row'
      readonly label: string
      readonly figures: PageFigures
      /** Behind the label, where there is room. */
      readonly note: string
      readonly depth?: number
    }

const GAP = 2
const INDENT = '  '
const { shared, clean, dirty } = TABLE_WORDS
/** Above the figures: what they have in common, and what each is. */
const HEADS = [
  ['', shared, '', TABLE_WORDS.private, ''],
  [clean, dirty, clean, dirty, TABLE_WORDS.writable],
] as const
const FIGURES = ['sharedClean', 'sharedDirty', 'privateClean', 'privateDirty', 'writable'] as const
/** What a narrow terminal does without, the first to go first. */
const DISPENSABLE = [0, 2, 1, 3] as const
/** A label is readable at this width. */
const LEAST_LABEL = 22

/** Figures in KiB under their heads, the rows behind one another. No line is wider than `width`. */
export function layOutPages(rows: readonly PageRow[], colors: Colors, width: number): readonly string[] {
  const cells = rows.map((row) => ('figures' in row ? FIGURES.map((figure) => kib(row.figures[figure])) : []))
  const widths = columnWidths([HEADS[1], ...cells])
  const plain = widestOf(rows, false)
  const columns = chooseColumns(widths, width - Math.min(plain, LEAST_LABEL))
  const figuresWidth = columns.reduce((sum, column) => sum + (widths[column] ?? 0) + GAP, 0)
  const withNotes = widestOf(rows, true) + figuresWidth <= width
  const room = Math.min(width - figuresWidth, Math.max(withNotes ? widestOf(rows, true) : plain, LEAST_LABEL))
  const line = (label: string, figures: readonly string[]) => {
    const padded = columns.map((column) => padStart(figures[column] ?? '', (widths[column] ?? 0) + GAP))
    return (padEnd(elideToWidth(label, room), room) + padded.join('')).trimEnd()
  }
  return [
    ...HEADS.map((heads, index) => line(index === 1 ? TABLE_WORDS.unit : '', heads))
      .filter((head) => head !== '')
      .map((head) => colors.dim(head)),
    ...rows.map((row, index) => {
      switch (row.kind) {
        case 'gap':
          return ''
        case 'title':
          return colors.bold(elideToWidth(row.label, width))
        case 'rule':
          return colors.dim(line('', columnsOf(widths)))
        case 'total':
          return colors.bold(line(row.label, cells[index] ?? []))
        case 'row':
          return line(labelOf(row, withNotes), cells[index] ?? [])
      }
    }),
  ]
}

/** A line above a sum, in each column. */
function columnsOf(widths: readonly number[]): readonly string[] {
  return widths.map((width) => '─'.repeat(width))
}

function widestOf(rows: readonly PageRow[], withNotes: boolean): number {
  const [widest = 0] = columnWidths(rows.map((row) => [row.kind === 'row' ? labelOf(row, withNotes) : '']))
  return widest
}

function labelOf({ label, note, depth = 0 }: PageRow & { readonly kind: 'row' }, withNote: boolean): string {
  return INDENT.repeat(depth + 1) + (withNote && note !== '' ? `${label}${INDENT}${note}` : label)
}

/** The kernel counts in kB; half of one is a share of a page. */
function kib(bytes: number): string {
  return formatNumber(bytes / 1024, 0, 0)
}

function chooseColumns(widths: readonly number[], room: number): readonly number[] {
  let columns: readonly number[] = FIGURES.map((_, index) => index)
  for (const next of DISPENSABLE) {
    if (columns.reduce((sum, column) => sum + (widths[column] ?? 0) + GAP, 0) <= room) return columns
    columns = columns.filter((column) => column !== next)
  }
  return columns
}
