import {
  type AttributedGroup,
  type AttributedProcess,
  type AttributedSpan,
  type Attribution,
  type AttributionDifference,
  changeBetween,
  type SpanChange,
  type Timeline,
} from '../model/attribution.ts'
import { type HeavySpans, type ScenarioExplanation, SMALLER } from '../model/explanation.ts'
import { aloneStacks, dropUnusedFrames, pruneStacks } from './prune-stacks.ts'

/** Of each view, so many rows: together some 200 KiB of JSON at the most. */
export const MOST_STORED = {
  rows: 20,
  spans: 300,
  groups: 200,
  processes: 200,
  nodes: 800,
  points: 120,
  events: 100,
} as const

/**
 * Leaves out what is too small to matter, so that a result stays small, however large its explanation. What is left out
 * stands in a row of its own, or under what is around it: each view still adds up to the figure. The rows of a comment
 * are those that were found before.
 */
export function shrinkExplanation(explanation: ScenarioExplanation): ScenarioExplanation {
  const { attribution, difference, heavy, doubts } = explanation
  return {
    attribution: shrinkAttribution(attribution),
    difference: difference === null ? null : shrinkDifference(difference, attribution),
    heavy: shrinkRows(heavy),
    doubts: doubts.slice(0, MOST_STORED.rows),
  }
}

function shrinkAttribution(attribution: Attribution): Attribution {
  const { processes, groups, spans, stacks, timeline } = attribution
  return {
    ...attribution,
    processes: mergeEnd(processes, MOST_STORED.processes, mergeProcesses),
    groups: mergeEnd(
      largestFirst(groups, ({ writable }) => writable),
      MOST_STORED.groups,
      mergeGroups,
    ),
    spans: shrinkSpans(spans),
    stacks: stacks === null ? null : shrinkStacks(stacks),
    timeline: thin(timeline),
  }
}

function shrinkStacks(stacks: NonNullable<Attribution['stacks']>): Attribution['stacks'] {
  const pruned = dropUnusedFrames(pruneStacks(aloneStacks(stacks), MOST_STORED.nodes))
  return { ...pruned, nodes: pruned.nodes.map(([parent, frame, , self]) => [parent, frame, self]) }
}

function shrinkDifference(
  difference: AttributionDifference,
  { processes }: Attribution,
): AttributionDifference {
  const { stacks } = difference
  const sizeOf = ({ delta }: { delta: number }) => Math.abs(delta)
  const order = difference.processes
  const isAlone = processes.length <= MOST_STORED.processes && order.length <= MOST_STORED.processes
  return {
    ...difference,
    // The second worker is known by its place: where not all of them are there, none is.
    processes: isAlone ? order : [],
    groups: mergeEnd(largestFirst(difference.groups, sizeOf), MOST_STORED.groups, (rest) => ({
      group: SMALLER,
      kind: 'rest',
      ...mergeChanges(rest),
    })),
    spans: mergeEnd(largestFirst(difference.spans, sizeOf), MOST_STORED.spans, mergeSpanChanges),
    stacks: stacks === null ? null : dropUnusedFrames(pruneStacks(stacks, MOST_STORED.nodes)),
  }
}

function shrinkRows({ rows, others }: HeavySpans): HeavySpans {
  const rest = rows.slice(MOST_STORED.rows)
  return {
    rows: rows.slice(0, MOST_STORED.rows),
    others: {
      bytes: sum(rest, ({ bytes }) => bytes) + others.bytes,
      base: sum(rest, ({ base }) => base) + others.base,
      head: sum(rest, ({ head }) => head) + others.head,
    },
  }
}

/** Keeps what is largest with all inside it, and never a span without the one around it. */
function shrinkSpans(spans: readonly AttributedSpan[]): readonly AttributedSpan[] {
  if (spans.length <= MOST_STORED.spans) return spans
  const chosen = new Set(
    largestFirst(spans, ({ cumulative }) => Math.abs(cumulative))
      .slice(0, MOST_STORED.spans - 1)
      .map(({ id }) => id),
  )
  const kept = new Map<number, { self: number; faults: number; readonly span: AttributedSpan }>()
  /** Of each span, the one that has its bytes; `null`: the row for all that are at the top. */
  const holders = new Map<number, number | null>()
  const top: AttributedSpan[] = []
  for (const span of spans) {
    const around = span.parent === null ? null : (holders.get(span.parent) ?? null)
    if (chosen.has(span.id) && around === span.parent) {
      holders.set(span.id, span.id)
      kept.set(span.id, { self: span.self, faults: span.faults, span })
      continue
    }
    holders.set(span.id, around)
    const holder = around === null ? undefined : kept.get(around)
    if (holder === undefined) {
      top.push(span)
      continue
    }
    holder.self += span.self
    holder.faults += span.faults
  }
  const shown = [...kept.values()].map(({ self, faults, span }) => ({ ...span, self, faults }))
  return top.length === 0 ? shown : [...shown, mergeSpans(top)]
}

/** Of spans at the top, and of those inside them that are not there. */
function mergeSpans(spans: readonly AttributedSpan[]): AttributedSpan {
  const self = sum(spans, (span) => span.self)
  return {
    // No other has it: places in a list are.
    id: Math.max(...spans.map(({ id }) => id)),
    parent: null,
    kind: 'rest',
    name: SMALLER,
    process: null,
    t0: Math.min(...spans.map(({ t0 }) => t0)),
    t1: Math.max(...spans.map(({ t1 }) => t1)),
    self,
    cumulative: self,
    faults: sum(spans, ({ faults }) => faults),
  }
}

function mergeProcesses(processes: readonly AttributedProcess[]): AttributedProcess {
  const [first] = processes
  return {
    id: first?.id ?? 0,
    pid: first?.pid ?? 0,
    parent: null,
    command: SMALLER,
    ended: false,
    writable: sum(processes, ({ writable }) => writable),
    ownBytes: sum(processes, ({ ownBytes }) => ownBytes),
    inheritedBytes: sum(processes, ({ inheritedBytes }) => inheritedBytes),
    unsharedBytes: sum(processes, ({ unsharedBytes }) => unsharedBytes),
    shareableBytes: sum(processes, ({ shareableBytes = 0 }) => shareableBytes),
  }
}

function mergeGroups(groups: readonly AttributedGroup[]): AttributedGroup {
  return { group: SMALLER, kind: 'rest', writable: sum(groups, ({ writable }) => writable) }
}

function mergeChanges(rows: readonly { readonly base: number; readonly head: number }[]) {
  return changeBetween(
    sum(rows, ({ base }) => base),
    sum(rows, ({ head }) => head),
  )
}

function mergeSpanChanges(rows: readonly SpanChange[]): SpanChange {
  return {
    kind: 'rest',
    name: SMALLER,
    ...mergeChanges(rows),
    faults: sum(rows, ({ faults }) => faults),
    readBytes: null,
  }
}

/** Of each stretch of time, its highest point. */
function thin({ t, stays, passing, events }: Timeline): Timeline {
  const last = t.length - 1
  const stretch = Math.max(1, last / (MOST_STORED.points - 1))
  const places = new Map<number, number>()
  const heightOf = (place: number) => (stays[place] ?? 0) + (passing[place] ?? 0)
  t.forEach((_, place) => {
    // What is there at the end is the figure.
    const part = place === last ? Infinity : Math.floor(place / stretch)
    const highest = places.get(part)
    if (highest === undefined || heightOf(place) > heightOf(highest)) places.set(part, place)
  })
  const pick = (values: readonly number[]) => [...places.values()].map((place) => values[place] ?? 0)
  const own = events.filter(({ kind }) => kind !== 'library')
  const told = events.length <= MOST_STORED.events ? events : own.slice(0, MOST_STORED.events)
  return { t: pick(t), stays: pick(stays), passing: pick(passing), events: told }
}

/** As many rows as there may be; the last is of all others. */
function mergeEnd<Row>(
  rows: readonly Row[],
  most: number,
  merge: (rest: readonly Row[]) => Row,
): readonly Row[] {
  return rows.length <= most ? rows : [...rows.slice(0, most - 1), merge(rows.slice(most - 1))]
}

function largestFirst<Row>(rows: readonly Row[], sizeOf: (row: Row) => number): readonly Row[] {
  return rows.toSorted((a, b) => sizeOf(b) - sizeOf(a))
}

function sum<Row>(rows: readonly Row[], valueOf: (row: Row) => number): number {
  return rows.reduce((all, row) => all + valueOf(row), 0)
}
