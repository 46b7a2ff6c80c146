import {
  type AttributedProcess,
  type AttributedSpan,
  type AttributedStacks,
  type Attribution,
  type AttributionChange,
  type AttributionDifference,
  changeBetween,
  DIFFERENCE_SCHEMA,
  type SpanChange,
} from '../model/attribution.ts'
import { mergeStacks } from './merge-stacks.ts'
import { nameSpans } from './span-keys.ts'

/** What grew, shrank, came and went between two ledgers. */
export function compareAttributions(base: Attribution, head: Attribution): AttributionDifference {
  return {
    schema: DIFFERENCE_SCHEMA,
    total: changeBetween(base.total.writable, head.total.writable),
    processes: compareProcesses(base.processes, head.processes),
    groups: compareRows(
      base.groups,
      head.groups,
      ({ group }) => group,
      ({ writable }) => writable,
      ({ group, kind }) => ({ group, kind }),
    ),
    spans: compareSpans(base.spans, head.spans),
    stacks: compareStacks(base.stacks, head.stacks),
  }
}

/** Rows that both sides have under one key, their bytes added up; those without any are left out. */
function compareRows<Row, Words extends object>(
  base: readonly Row[],
  head: readonly Row[],
  keyOf: (row: Row) => string,
  bytesOf: (row: Row) => number,
  wordsOf: (row: Row) => Words,
): (Words & AttributionChange)[] {
  const sums = new Map<string, { base: number; head: number; readonly words: Words }>()
  const add = (side: 'base' | 'head', rows: readonly Row[]) => {
    for (const row of rows) {
      const key = keyOf(row)
      const sum = sums.get(key) ?? { base: 0, head: 0, words: wordsOf(row) }
      sum[side] += bytesOf(row)
      sums.set(key, sum)
    }
  }
  add('head', head)
  add('base', base)
  return [...sums]
    .map(([key, sum]) => ({ key, row: { ...sum.words, ...changeBetween(sum.base, sum.head) } }))
    .filter(({ row }) => row.base !== 0 || row.head !== 0)
    .sort((a, b) => Math.abs(b.row.delta) - Math.abs(a.row.delta) || (a.key < b.key ? -1 : 1))
    .map(({ row }) => row)
}

/** The second worker of one side is the second of the other, whatever their process ids. */
function compareProcesses(
  base: readonly AttributedProcess[],
  head: readonly AttributedProcess[],
): AttributionDifference['processes'] {
  const numbered = (processes: readonly AttributedProcess[]) => {
    const counts = new Map<string, number>()
    return processes.map(({ command, writable }) => {
      const ordinal = (counts.get(command) ?? 0) + 1
      counts.set(command, ordinal)
      return { command, ordinal, writable }
    })
  }
  return compareRows(
    numbered(base),
    numbered(head),
    ({ command, ordinal }) => `${ordinal} ${command}`,
    ({ writable }) => writable,
    ({ command, ordinal }) => ({ command, ordinal }),
  )
}

function compareSpans(
  base: readonly AttributedSpan[],
  head: readonly AttributedSpan[],
): readonly SpanChange[] {
  const nameOf = nameSpans(base, head)
  const keyOf = (span: Pick<AttributedSpan, 'kind' | 'name'>) => `${span.kind} ${nameOf(span)}`
  const faults = new Map<string, number>()
  const reads = new Map<string, number>()
  for (const span of head) {
    const key = keyOf(span)
    faults.set(key, (faults.get(key) ?? 0) + span.faults)
    if (span.readBytes !== undefined) reads.set(key, (reads.get(key) ?? 0) + span.readBytes)
  }
  return compareRows(
    base,
    head,
    keyOf,
    ({ self }) => self,
    (span) => ({
      kind: span.kind,
      name: nameOf(span),
      faults: faults.get(keyOf(span)) ?? 0,
      readBytes: reads.get(keyOf(span)) ?? null,
    }),
  )
}

function compareStacks(
  base: AttributedStacks | null,
  head: AttributedStacks | null,
): AttributionDifference['stacks'] {
  if (base === null || head === null) return null
  const { frames, nodes } = mergeStacks([base, head])
  return {
    frames,
    nodes: nodes.map(({ parent, frame, bytes: [before = 0, after = 0] }) => [parent, frame, before, after]),
  }
}
