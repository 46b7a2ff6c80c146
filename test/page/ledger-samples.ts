import { compareAttributions } from '../../src/ledger/compare-attributions.ts'
import {
  ATTRIBUTION_SCHEMA,
  type AttributedSpan,
  type Attribution,
  type AttributionDifference,
} from '../../src/model/attribution.ts'
import { HOSTILE_NAMES } from '../report/samples.ts'

const PAGE = 4096

/** The same numbers each time, from 0 up to and without `below`. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
}

interface Wanted {
  readonly nodes: number
  readonly spans: number
  readonly nameOf: (index: number) => string
  /** How many pages a node made: those of a base are others. */
  readonly pagesOf: (node: number) => number
}

/** A ledger as a traced run gives it: all views have one sum. */
function ledgerOf({ nodes: count, spans: spanCount, nameOf, pagesOf }: Wanted): Attribution {
  const random = numbers(7)
  const frames = Array.from({ length: Math.min(400, count) }, (_, index) => ({
    name: nameOf(index),
    module: `lib${index % 9}.so`,
  }))
  const nodes = Array.from({ length: count }, (_, node) => {
    const caller = node < 3 ? -1 : random(node)
    return [caller, random(frames.length), pagesOf(node) * PAGE] as const
  })
  const writable = nodes.reduce((sum, [, , self]) => sum + self, 0)
  const spans = nestSpans(spanCount, writable, nameOf)
  const t = Array.from({ length: 400 }, (_, index) => index * 2)
  return {
    schema: ATTRIBUTION_SCHEMA,
    environment: null,
    total: { writable, frames: writable / PAGE, minorFaults: writable / PAGE + 900 },
    gate: { writable: writable - PAGE, here: writable, delta: PAGE },
    coverage: {
      accounted: writable - PAGE,
      reasons: [{ reason: 'exec', bytes: PAGE }],
      withStack: writable - PAGE,
      completeStacks: 0.93,
      stackMeans: 'frame-pointers',
      lostSamples: 0,
      means: ['perf', 'probe:cpython', 'strace'],
    },
    processes: [
      {
        id: 0,
        pid: 4242,
        parent: null,
        command: nameOf(0),
        ended: false,
        writable,
        ownBytes: writable,
        inheritedBytes: 0,
        unsharedBytes: 0,
      },
    ],
    groups: [
      { group: '[heap]', kind: 'anonymous', writable: writable - 8 * PAGE },
      { group: nameOf(1), kind: 'library', writable: 8 * PAGE },
    ],
    spans,
    stacks: { frames, nodes },
    timeline: {
      t,
      stays: t.map((time) => Math.round(((writable / PAGE) * time) / 798) * PAGE),
      passing: t.map((time) => (time > 200 && time < 320 ? 3000 * PAGE : 0)),
      events: [
        { t: 12, kind: 'library', name: nameOf(2), process: 0 },
        { t: 310, kind: 'phase', name: 'ready', process: 0 },
        { t: 500, kind: 'mark', name: nameOf(3), process: 0 },
      ],
    },
  }
}

function nestSpans(count: number, writable: number, nameOf: Wanted['nameOf']): readonly AttributedSpan[] {
  const random = numbers(11)
  const each = Math.floor(writable / PAGE / count) * PAGE
  const parents = Array.from({ length: count }, (_, id) => (id === 0 ? null : random(Math.min(id, 30))))
  const selves = parents.map((_, id) => (id === 0 ? writable - each * (count - 1) : each))
  const sums = [...selves]
  for (let id = count - 1; id > 0; id--) {
    const parent = parents[id] ?? 0
    sums[parent] = (sums[parent] ?? 0) + (sums[id] ?? 0)
  }
  return parents.map((parent, id) => ({
    id,
    parent,
    kind: id === 0 ? 'start' : id % 5 === 0 ? 'file' : 'import',
    name: nameOf(id),
    process: 0,
    t0: id,
    t1: 800 - id,
    self: selves[id] ?? 0,
    cumulative: sums[id] ?? 0,
    faults: (selves[id] ?? 0) / PAGE,
    ...(id % 5 === 0 ? id > 0 && { readBytes: 117_605 } : { retained: selves[id] ?? 0 }),
  }))
}

const large = { nodes: 12_000, spans: 400, nameOf: (index: number) => `package_${index}.function_${index}` }

/** More calls than are drawn, before and after. */
export const base = ledgerOf({ ...large, pagesOf: (node) => (node % 7 === 0 ? 0 : 1 + (node % 3)) })
export const head = ledgerOf({ ...large, pagesOf: (node) => (node % 11 === 0 ? 0 : 1 + ((node * 5) % 4)) })
export const difference: AttributionDifference = compareAttributions(base, head)

/** Names of functions, files, processes and marks that would do harm if they were HTML. */
export const hostileLedger = ledgerOf({
  nodes: HOSTILE_NAMES.length,
  spans: HOSTILE_NAMES.length,
  nameOf: (index) => HOSTILE_NAMES[index % HOSTILE_NAMES.length] ?? '',
  pagesOf: () => 10,
})
