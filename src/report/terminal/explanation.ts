import { createColors } from 'picocolors'
import stringWidth from 'string-width'
import { findHeavySpans } from '../../ledger/heavy-spans.ts'
import { type Attribution, type AttributionDifference } from '../../model/attribution.ts'
import type { ScenarioExplanation } from '../../model/explanation.ts'
import { formatChange, formatFigure } from '../../model/units.ts'
import {
  isOwnCode,
  listFunctions,
  type Parts,
  sayDisturbance,
  sayLedger,
  sayMeans,
  sayReason,
  saySpan,
} from '../phrases/ledger.ts'
import { oneLine } from '../untrusted.ts'
import { columnWidths, elideToWidth, padStart, wrapBehind } from './columns.ts'

/** The narrowest terminal for which lines are laid out. */
const MIN_WIDTH = 20
/** Beyond these a list is no longer read at a terminal. */
const SPANS = 15
const GROUPS = 8
const PROCESSES = 8
const MODULES = 10
/** Of the whole. */
const LEAST_RETAINED = 0.01
const STACKS = 5
const FRAMES = 6

/** A line: figures in columns, then what they are of. */
interface Line {
  readonly figures: readonly string[]
  readonly name: string
}

interface Table {
  readonly title: string
  /** Above the figures. */
  readonly head: readonly string[]
  readonly lines: readonly Line[]
}

/**
 * Where the memory came from, or what changed, for a person at a terminal: the answer first, then who made it, where
 * it is, who holds it, and what is not known. No line is wider than `width` columns (20 at least).
 */
export function renderExplanation(
  attribution: Attribution,
  difference: AttributionDifference | null,
  { color, width: wished }: { readonly color: boolean; readonly width: number },
): string {
  const colors = createColors(color)
  const width = Math.max(MIN_WIDTH, wished)
  const tables =
    difference === null
      ? [
          listSpans(attribution),
          listRetained(attribution),
          listGroups(attribution),
          listProcesses(attribution),
        ]
      : [
          listSpanChanges(attribution, difference),
          listGroupChanges(difference),
          listProcessChanges(difference),
        ]
  const blocks = [
    wrapBehind('', plain(sayLedger(attribution, difference)), width).map((line) => colors.bold(line)),
    ...renderTables([...tables, listStacks(attribution, difference)], colors, width),
    listReasons(attribution).flatMap((sentence) => wrapBehind('- ', sentence, width)),
    [sayDisturbance(attribution.gate), ...sayMeans(attribution)]
      .flatMap((sentence) => wrapBehind('', sentence, width))
      .map((line) => colors.dim(line)),
  ]
  return joinBlocks(blocks)
}

/**
 * Beneath a verdict: the answer, who made it or what changed, and what tracing moved. Where most of it was made by the
 * program's own code, its functions are all that can be named.
 */
export function renderBrief(
  { attribution, difference, heavy }: ScenarioExplanation,
  colors: Colors,
  width: number,
): readonly string[] {
  const table = difference === null ? listSpans(attribution) : listSpanChanges(attribution, difference)
  const isLeak = attribution.since !== undefined
  return [
    ...wrapBehind('', plain(sayLedger(attribution, difference, heavy)), width).map((line) =>
      colors.bold(line),
    ),
    ...renderTables(
      [
        table,
        ...(isLeak ? [listProcesses(attribution)] : []),
        ...(isOwnCode(heavy) ? [listStacks(attribution, difference)] : []),
      ],
      colors,
      width,
    ).flat(),
    ...(isLeak ? [] : wrapBehind('', sayDisturbance(attribution.gate), width)).map((line) =>
      colors.dim(line),
    ),
  ]
}

/** What a soak left: who made it, where it is, and in which functions. */
export function renderLeak(
  leak: Attribution,
  { color, width: wished }: { readonly color: boolean; readonly width: number },
): string {
  const colors = createColors(color)
  const width = Math.max(MIN_WIDTH, wished)
  const tables = [listSpans(leak), listGroups(leak), listProcesses(leak), listStacks(leak, null)]
  const answer = wrapBehind('', plain(sayLedger(leak, null)), width).map((line) => colors.bold(line))
  return `\n${joinBlocks([answer, ...renderTables(tables, colors, width)])}`
}

type Colors = ReturnType<typeof createColors>

function renderTables(tables: readonly Table[], colors: Colors, width: number): string[][] {
  return tables
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, head, lines }) => {
      const [first = '', ...rest] = layOut(title, head, lines, width)
      return [colors.bold(first), ...rest]
    })
}

function joinBlocks(blocks: readonly (readonly string[])[]): string {
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${text.join('\n\n')}\n`
}

function plain(parts: Parts): string {
  return oneLine(parts.map((part) => (typeof part === 'string' ? part : oneLine(part.code, 200))).join(''))
}

/** Figures stand to the right in their columns; a narrow terminal does without the last ones. */
function layOut(title: string, head: readonly string[], lines: readonly Line[], width: number): string[] {
  const rows = [head, ...lines.map(({ figures }) => figures)]
  const widths = columnWidths(rows)
  const fits = (count: number) =>
    widths.slice(0, count).reduce((sum, column) => sum + column + 2, 0) + MIN_WIDTH <= width
  const columns = Math.max(1, widths.findLastIndex((_, column) => fits(column + 1)) + 1)
  const text = (figures: readonly string[], name: string) => {
    const cells = widths.slice(0, columns).map((column, place) => padStart(figures[place] ?? '', column))
    const start = `  ${cells.join('  ')}  `
    return (start + elideToWidth(name, Math.max(0, width - stringWidth(start)))).trimEnd()
  }
  return [
    elideToWidth(title, width),
    ...(head.length === 0 ? [] : [elideToWidth(text(head, ''), width)]),
    ...lines.map(({ figures, name }) => elideToWidth(text(figures, name), width)),
  ]
}

const bytes = (value: number) => formatFigure(value, 'bytes')
const change = (value: number) => formatChange(value, 'bytes')

function listSpans(attribution: Attribution): Table {
  const { rows, others } = findHeavySpans(attribution, null, { share: 0.01, most: SPANS })
  return {
    title: 'who made it',
    head: [],
    lines: [
      ...rows.map((row) => ({ figures: [bytes(row.bytes)], name: plain(saySpan(row)) })),
      ...(others.bytes === 0 ? [] : [{ figures: [bytes(others.bytes)], name: 'others' }]),
    ],
  }
}

/** What a program that does not import it would be spared; what is less than a hundredth of it says little. */
function listRetained({ spans, total }: Attribution): Table {
  const modules = new Map<string, { retained: number; self: number; cumulative: number }>()
  for (const { name, retained, self, cumulative } of spans) {
    if (retained === undefined) continue
    const sum = modules.get(name) ?? { retained: 0, self: 0, cumulative: 0 }
    modules.set(name, {
      retained: sum.retained + retained,
      self: sum.self + self,
      cumulative: sum.cumulative + cumulative,
    })
  }
  const rows = [...modules]
    .filter(([, { retained }]) => retained >= total.writable * LEAST_RETAINED)
    .sort(([, a], [, b]) => b.retained - a.retained)
    .slice(0, MODULES)
  return {
    title: 'what would go if nobody imported it',
    head: ['retained', 'self', 'all inside'],
    lines: rows.map(([name, { retained, self, cumulative }]) => ({
      figures: [bytes(retained), bytes(self), bytes(cumulative)],
      name: `import ${oneLine(name)}`,
    })),
  }
}

function listSpanChanges(attribution: Attribution, difference: AttributionDifference): Table {
  const { rows, others } = findHeavySpans(attribution, difference, { share: 0.01, most: SPANS })
  const figures = (row: { bytes: number; base: number; head: number }) => [
    change(row.bytes),
    bytes(row.base),
    bytes(row.head),
  ]
  return {
    title: 'what changed',
    head: ['change', 'base', 'head'],
    lines: [
      ...rows.map((row) => ({ figures: figures(row), name: plain(saySpan(row)) })),
      ...(others.bytes === 0 ? [] : [{ figures: figures(others), name: 'others' }]),
    ],
  }
}

function listGroups({ groups }: Attribution): Table {
  return {
    title: 'where it is',
    head: [],
    lines: groups
      .slice(0, GROUPS)
      .map(({ group, writable }) => ({ figures: [bytes(writable)], name: oneLine(group) })),
  }
}

function listGroupChanges({ groups }: AttributionDifference): Table {
  const changed = groups.filter(({ state }) => state !== 'same').slice(0, GROUPS)
  return {
    title: 'where it changed',
    head: ['change', 'base', 'head'],
    lines: changed.map(({ group, base, head, delta }) => ({
      figures: [change(delta), bytes(base), bytes(head)],
      name: oneLine(group),
    })),
  }
}

/** Of a program that is one process there is nothing to say; what it could share, only where it is something. */
function listProcesses({ processes, since }: Attribution): Table {
  const couldShare = processes.some(({ shareableBytes = 0 }) => shareableBytes > 0)
  const lines = processes
    .filter(({ writable, ended }) => writable > 0 || (since === undefined && !ended))
    .toSorted((a, b) => b.writable - a.writable)
    .slice(0, PROCESSES)
    .map(
      ({ pid, command, writable, ownBytes, inheritedBytes, unsharedBytes, shareableBytes = 0, ended }) => ({
        figures: [
          ...[bytes(writable), bytes(ownBytes), bytes(inheritedBytes), bytes(unsharedBytes)],
          ...(couldShare ? [bytes(shareableBytes)] : []),
        ],
        name: `${pid} ${oneLine(command)}${ended ? ' (ended)' : ''}`,
      }),
    )
  const head = ['holds', 'made', 'inherited', 'un-shared', ...(couldShare ? ['shareable'] : [])]
  return { title: 'who holds it', head, lines: processes.length > 1 ? lines : [] }
}

function listProcessChanges({ processes }: AttributionDifference): Table {
  const changed = processes.filter(({ state }) => state !== 'same').slice(0, PROCESSES)
  const lines = changed.map(({ command, ordinal, base, head, delta }) => ({
    figures: [change(delta), bytes(base), bytes(head)],
    name: `${oneLine(command)}${ordinal > 1 ? ` (${ordinal})` : ''}`,
  }))
  return {
    title: 'who holds more or less',
    head: ['change', 'base', 'head'],
    lines: processes.length > 1 ? lines : [],
  }
}

/** The function, and who called it. What has no stack is told among the spans. */
function listStacks(attribution: Attribution, difference: AttributionDifference | null): Table {
  const rows = listFunctions(attribution, difference, { most: STACKS, callers: FRAMES })
  return {
    title: 'in which functions',
    head: [],
    lines: rows.map((row) => ({
      figures: [difference === null ? bytes(row.bytes) : change(row.bytes)],
      name: row.names.map((name) => oneLine(name, 60)).join(' < '),
    })),
  }
}

function listReasons({ coverage }: Attribution): readonly string[] {
  return coverage.reasons.map((row) => `Not accounted for: ${bytes(row.bytes)} ${sayReason(row.reason)}.`)
}
