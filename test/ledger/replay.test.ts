import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { traceLineage } from '../../src/ledger/lineage.ts'
import { replay } from '../../src/ledger/replay.ts'
import type { TraceEvent, TraceRecord } from '../../src/model/trace-record.ts'
import { replayNaively } from './naive-replay.ts'
import { type ShortEvent, events, exec, fault, fork, PAGE, process, read, record } from './records.ts'

/** The events that made the pages of a process, by page. */
function originsOf(given: TraceRecord, pid: number): Record<number, number> {
  const lineage = traceLineage(given)
  const { tables, spaces } = replay(given, lineage)
  const space = spaces.get(lineage.living.get(pid)?.id ?? -1)
  const found: Record<number, number> = {}
  for (const [number, { frames }] of space?.chunks ?? []) {
    frames.forEach((frame, place) => {
      if (frame !== 0) found[number * 512 + place] = tables.madeBy[frame] ?? -1
    })
  }
  return found
}

const after = (happened: readonly TraceEvent[], pid = 1) =>
  originsOf(record(happened, [process(1, []), process(2, [])]), pid)

const map = (page: number, pages: number, populated = false) =>
  ({ kind: 'map', pid: 1, address: page * PAGE, length: pages * PAGE, file: null, populated }) as const

test('the last fault on a page made it', () => {
  expect(after(events(fault(7), fault(8), fault(7)))).toEqual({ 7: 2, 8: 1 })
})

test('nothing counts that happens after the snapshot', () => {
  const happened = events(fault(7), fault(8), fault(7))
  const given = record(happened, [process(1, [])], { snapshotAt: happened[1]?.t ?? 0 })
  expect(originsOf(given, 1)).toEqual({ 7: 0, 8: 1 })
})

test('an unmapped page is gone, also under a new mapping', () => {
  const unmap = { kind: 'unmap', pid: 1, address: 7 * PAGE, length: PAGE } as const
  expect(after(events(fault(7), fault(8), unmap))).toEqual({ 8: 1 })
  expect(after(events(fault(7), fault(8), map(6, 2)))).toEqual({ 8: 1 })
})

test('a populated mapping makes its pages at once, over chunks', () => {
  expect(Object.values(after(events(map(500, 600, true))))).toEqual(Array(600).fill(0))
})

test('mremap takes the pages along, and drops what it cuts off', () => {
  const move = { kind: 'move', pid: 1, from: 7 * PAGE, to: 600 * PAGE, oldLength: 3 * PAGE } as const
  const happened = [fault(7), fault(8), fault(9), fault(601)] as const
  expect(after(events(...happened, { ...move, newLength: 9 * PAGE }))).toEqual({ 600: 0, 601: 1, 602: 2 })
  expect(after(events(...happened, { ...move, newLength: PAGE }))).toEqual({ 600: 0, 601: 3 })
  expect(after(events(...happened, { ...move, to: move.from, newLength: PAGE }))).toEqual({ 7: 0, 601: 3 })
})

test('a program that execs begins anew', () => {
  expect(after(events(fault(7), exec('python3'), fault(9)))).toEqual({ 9: 2 })
})

test('a read makes the pages of its buffer that were not there', () => {
  expect(after(events(fault(8), read('/a', 7, 3)))).toEqual({ 7: 1, 8: 0, 9: 1 })
})

test('a read into nobody knows where is into the mapping that the thread made last, if that is as large', () => {
  const unknown = { ...read('/a', 0, 3), address: 0 }
  const made = (...happened: readonly ShortEvent[]) => Object.values(after(events(...happened)))
  expect(made(map(100, 4), unknown)).toEqual([1, 1, 1, 1])
  expect(made(map(100, 2), unknown)).toEqual([])
  expect(made(map(100, 7), unknown)).toEqual([])
  expect(made(map(100, 4), { ...unknown, tid: 9 })).toEqual([])
  expect(made(map(100, 4), fault(101), unknown, fault(102))).toEqual([2, 1, 3, 2])
})

describe('after a fork', () => {
  test('the child has what the parent had, and each writes to its own copy', () => {
    const happened = events(fault(7), fault(8), fork(1, 2), fault(7, 2), fault(9, 1))
    expect(after(happened, 1)).toEqual({ 7: 0, 8: 1, 9: 4 })
    expect(after(happened, 2)).toEqual({ 7: 3, 8: 1 })
  })

  test('a write to a page that nobody else holds any more is a re-use: it stays whose it was', () => {
    const gone = { kind: 'exit', pid: 3 } as const
    expect(after(events(fault(7), fork(1, 3), gone, fault(7)))).toEqual({ 7: 0 })
    expect(after(events(fault(7), fork(1, 3), exec('true', 3), fault(7)))).toEqual({ 7: 0 })
    expect(after(events(fault(7), fork(1, 3), fault(7), gone))).toEqual({ 7: 2 })
  })

  test('the one who writes first has the copy, the other keeps the page', () => {
    const happened = events(fault(7), fork(1, 2), fault(7, 1), fault(7, 2))
    expect(after(happened, 1)).toEqual({ 7: 2 })
    expect(after(happened, 2)).toEqual({ 7: 0 })
  })

  test('a page is re-used once: the next fault on it made it', () => {
    const gone = { kind: 'exit', pid: 3 } as const
    expect(after(events(fault(7), fork(1, 3), gone, fault(7), fault(7)))).toEqual({ 7: 4 })
  })

  test('a child of vfork writes to its parent’s memory until it execs', () => {
    const happened = events({ ...fork(1, 2), sharesMemory: true }, fault(7, 2), exec('true', 2), fault(8, 2))
    expect(after(happened, 1)).toEqual({ 7: 1 })
    expect(after(happened, 2)).toEqual({ 8: 3 })
  })

  test('a process id that is given again is another process', () => {
    const happened = events(fork(1, 2), fault(7, 2), { kind: 'exit', pid: 2 }, fork(1, 2), fault(8, 2))
    expect(after(happened, 2)).toEqual({ 8: 4 })
  })
})

const pid = fc.integer({ min: 1, max: 4 })
const page = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 505, max: 520 }))
const pages = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(512, 1100))
const bytes = (count: number) => count * PAGE

const anyEvent = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(page, pid).map(([at, who]) => fault(at, who)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(pid, pid, fc.boolean())
      .filter(([a, b]) => a !== b)
      .map(([parent, child, sharesMemory]) => ({ ...fork(parent, child), sharesMemory })),
  },
  pid.map((who) => exec('x', who)),
  pid.map((who) => ({ kind: 'exit', pid: who }) as const),
  fc.tuple(pid, page, pages, fc.boolean()).map(
    ([who, at, count, populated]) =>
      ({
        kind: 'map',
        pid: who,
        address: bytes(at),
        length: bytes(count) - 100,
        file: null,
        populated,
      }) as const,
  ),
  fc
    .tuple(pid, page, pages)
    .map(
      ([who, at, count]) => ({ kind: 'unmap', pid: who, address: bytes(at), length: bytes(count) }) as const,
    ),
  fc
    .tuple(pid, page, page, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 8 }))
    // The kernel refuses a move onto itself.
    .filter(([, from, to, old, now]) => from === to || Math.abs(from - to) >= Math.max(old, now))
    .map(
      ([who, from, to, old, now]) =>
        ({
          kind: 'move',
          pid: who,
          from: bytes(from),
          to: bytes(to),
          oldLength: bytes(old),
          newLength: bytes(now),
        }) as const,
    ),
  fc.tuple(pid, page, pages).map(([who, at, count]) => read('/data', at, count, who)),
)

/** Without the ends of processes that go on: of these a thread ended. */
function withoutGhosts<Event extends { kind: string; pid: number }>(all: readonly Event[]): Event[] {
  return all.filter((event, index) => {
    if (event.kind !== 'exit') return true
    const next = all.slice(index + 1).find((later) => later.pid === event.pid || isParent(later, event.pid))
    return next === undefined || (next.kind === 'fork' && next.pid === event.pid)
  })
}

function isParent(event: object, pid: number): boolean {
  return 'parent' in event && event.parent === pid
}

/** Without forks that give a process the id of one that lives: the kernel does not. */
function withoutTwins<Event extends { kind: string; pid: number }>(all: readonly Event[]): Event[] {
  const living = new Set<number>()
  return all.filter((event) => {
    if (event.kind === 'fork' && living.has(event.pid)) return false
    if (event.kind === 'exit') living.delete(event.pid)
    else living.add(event.pid)
    if ('parent' in event && typeof event.parent === 'number') living.add(event.parent)
    return true
  })
}

test('is what whole copies of every map give, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), fc.nat(60), (all, cut) => {
      const short = withoutTwins(all)
      const before = withoutGhosts(short.slice(0, cut))
      const happened = events(...before, ...short.slice(cut))
      const snapshotAt = (happened[before.length]?.t ?? Number.MAX_SAFE_INTEGER) - 1
      const naive = replayNaively(record(happened, [], { snapshotAt }))
      const living = [...naive.keys()]
      const given = record(
        happened,
        living.map((each) => process(each, [])),
        { snapshotAt },
      )
      for (const each of living) {
        const expected = [...(naive.get(each)?.pages ?? [])].map(([at, frame]) => [at, frame.event])
        expect(originsOf(given, each)).toEqual(Object.fromEntries(expected))
      }
    }),
    { numRuns: 400 },
  )
})

test('a thousand forks of a large process share its pages', () => {
  const faults = Array.from({ length: 50_000 }, (_, at) => fault(at))
  const forks = Array.from({ length: 1000 }, (_, child) => [
    fork(1, child + 2),
    fault(child, child + 2),
  ]).flat()
  const given = record(events(...faults, ...forks), [process(1, []), process(900, [])])
  const lineage = traceLineage(given)
  const { spaces, tables } = replay(given, lineage)
  const chunks = new Set([...spaces.values()].flatMap((space) => [...space.chunks.values()]))
  expect(chunks.size).toBe(Math.ceil(50_000 / 512) + 1000)
  expect(tables.madeBy.length).toBe(1 + 50_000 + 1000)
})
