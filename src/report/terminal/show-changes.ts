import { formatChange, formatFigure } from '../../model/units.ts'
import type { Change, InventoryChanges } from '../inventory-changes.ts'
import {
  CHANGE_WORDS,
  sayCount,
  sayRest,
  sayTotalChange,
  sayUnreadBefore,
  TABLE_WORDS,
} from '../phrases/show.ts'
import { oneLine } from '../untrusted.ts'
import { columnWidths, elideToWidth, padEnd, padStart, wrapBehind } from './columns.ts'
import type { Colors } from './table.ts'

/** Changes of each kind where they are many. */
const ROWS = 15

/** What grew and what fell since an earlier inventory. */
export function renderChanges(
  changes: InventoryChanges,
  file: string,
  colors: Colors,
  width: number,
): readonly string[] {
  const { groups, processes } = changes
  return [
    ...wrapBehind('', sayTotalChange(changes, oneLine(file)), width).map((line) => colors.bold(line)),
    ...sayUnreadBefore(changes).flatMap((text) =>
      wrapBehind('! ', text, width).map((line) => colors.yellow(line)),
    ),
    ...section(TABLE_WORDS.groups, groups, () => '', colors, width),
    ...section(TABLE_WORDS.processes, processes, ({ count }) => sayCount(count), colors, width),
  ]
}

function section<Row extends Change>(
  title: string,
  changes: readonly Row[],
  noteOf: (change: Row) => string,
  colors: Colors,
  width: number,
): readonly string[] {
  if (changes.length === 0) return []
  const shown = mostChanged(changes)
  const cells = shown.map(({ delta, state, base, head }) => [
    formatChange(delta, 'bytes'),
    CHANGE_WORDS[state],
    formatFigure(base, 'bytes'),
    formatFigure(head, 'bytes'),
  ])
  const [change = 0, word = 0, before = 0, after = 0] = columnWidths(cells)
  const lines = shown.map((row, index) => {
    const [delta = '', state = '', base = '', head = ''] = cells[index] ?? []
    const figures = `  ${padStart(delta, change)}  ${padEnd(state, word)}`
    const fromTo = `  ${padStart(base, before)} → ${padEnd(head, after)}`
    const note = noteOf(row)
    const name = `  ${oneLine(row.name)}${note === '' ? '' : ` (${note})`}`
    const line = elideToWidth(width < MIN_WIDTH_OF_FROM_TO ? figures + name : figures + fromTo + name, width)
    return row.delta > 0 ? line : colors.dim(line)
  })
  const rest = changes.length - shown.length
  return ['', colors.bold(title), ...lines, ...(rest > 0 ? [`  ${sayRest(rest)}`] : [])]
}

const MIN_WIDTH_OF_FROM_TO = 60

/** Those of the largest growth and fall, in their order. */
function mostChanged<Row extends Change>(changes: readonly Row[]): readonly Row[] {
  if (changes.length <= ROWS) return changes
  const most = changes.toSorted((one, other) => Math.abs(other.delta) - Math.abs(one.delta)).slice(0, ROWS)
  return changes.filter((change) => most.includes(change))
}
