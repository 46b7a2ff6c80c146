import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attribute } from '../../src/ledger/attribute.ts'
import type { Attribution } from '../../src/model/attribution.ts'
import type { TraceRecord } from '../../src/model/trace-record.ts'
import {
  begin,
  end,
  events,
  exec,
  fault,
  fork,
  mapping,
  open,
  PAGE,
  process,
  read,
  record,
  type ShortEvent,
} from './records.ts'

const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0)

/** Every view of the ledger adds up to the figure, to the byte. */
function expectSums({ total, processes, groups, spans, stacks, coverage }: Attribution): void {
  expect(sum(processes.map(({ writable }) => writable))).toBe(total.writable)
  expect(sum(groups.map(({ writable }) => writable))).toBe(total.writable)
  expect(sum(spans.map(({ self }) => self))).toBe(total.writable)
  expect(sum(spans.filter(({ parent }) => parent === null).map(({ cumulative }) => cumulative))).toBe(
    total.writable,
  )
  expect(coverage.accounted + sum(coverage.reasons.map(({ bytes }) => bytes))).toBe(total.writable)
  if (stacks !== null) expect(sum(stacks.nodes.map(([, , self]) => self))).toBe(total.writable)
}

test('pages that processes share are one frame, and its bytes are divided', () => {
  const happened = events(fault(1), fault(2), fork(1, 2), fork(1, 3), fault(2, 3), fault(5, 2))
  const shared = (pages: number[], writable: number) => [mapping(pages, { writable })]
  const given = attribute(
    record(happened, [
      // As the kernel says it: thirds of a page, rounded down to KiB.
      process(1, shared([1, 2], 3 * 1024), { writable: 3413 }),
      process(2, shared([1, 2, 5], 7 * 1024), { writable: 7509, parent: 1 }),
      process(3, shared([1, 2], 5 * 1024), { writable: 5462, parent: 1 }),
    ]),
  )
  expectSums(given)
  expect(given.total).toEqual({ writable: 4 * PAGE, frames: 4, minorFaults: 4 })
  expect(given.processes).toMatchObject([
    { id: 0, pid: 1, parent: null, writable: 3413, ownBytes: 3413, inheritedBytes: 0, unsharedBytes: 0 },
    { id: 1, pid: 2, parent: 0, writable: 7509, ownBytes: 4096, inheritedBytes: 3413, unsharedBytes: 0 },
    { id: 2, pid: 3, parent: 0, writable: 5462, inheritedBytes: 1366, unsharedBytes: 4096 },
  ])
})

test('a process that ended and made what others hold is in the list', () => {
  const happened = events(
    exec('daemon'),
    fault(1),
    fork(1, 2),
    { kind: 'exit', pid: 1 },
    fork(2, 3),
    fault(4, 3),
  )
  const given = attribute(
    record(happened, [process(2, [mapping([1])], { parent: 1 }), process(3, [mapping([4])], { parent: 2 })]),
  )
  expect(given.processes).toMatchObject([
    { pid: 2, parent: 2, ended: false, inheritedBytes: PAGE, ownBytes: 0 },
    { pid: 3, parent: 0, ended: false, ownBytes: PAGE },
    { pid: 1, parent: null, command: 'daemon', ended: true, writable: 0 },
  ])
  expect(given.spans).toMatchObject([
    { process: 2, self: PAGE },
    { process: 1, self: PAGE },
  ])
})

describe('pages that nobody saw being made are rows with their reasons', () => {
  const reasonsOf = (changes: Partial<TraceRecord>, group = '[anon]', anonymousHuge?: number) => {
    const held = mapping([1, 2], { group, ...(anonymousHuge === undefined ? {} : { anonymousHuge }) })
    const given = attribute(record(events(fault(1)), [process(1, [held])], changes))
    expectSums(given)
    return given.coverage.reasons
  }

  test.each([
    ['unknown', {}, '[anon]'],
    ['moved', { means: ['perf'] }, '[anon]'],
    ['unknown', { means: ['strace'] }, '[stack]'],
    ['kernel', { kernelFaults: false }, '[anon]'],
    ['lost', { lostFaults: 3, kernelFaults: false }, '[anon]'],
    ['exec', { lostFaults: 3 }, '[stack]'],
  ] as const)('%s', (reason, changes, group) => {
    expect(reasonsOf(changes, group)).toEqual([{ reason, bytes: PAGE }])
  })

  test('huge', () => {
    expect(reasonsOf({}, '[anon]', 2 * 1024 * 1024)).toEqual([{ reason: 'huge', bytes: PAGE }])
  })

  test('shared memory, and what is not yet on disk', () => {
    const shared = mapping([], { group: '[memfd:x]', writable: 3 * PAGE, sharedMemory: 3 * PAGE })
    const cache = mapping([1], { group: 'server', writable: 3 * PAGE })
    const given = attribute(record(events(fault(1)), [process(1, [shared, cache])]))
    expectSums(given)
    expect(given.coverage.reasons).toEqual([
      { reason: 'shared-memory', bytes: 3 * PAGE },
      { reason: 'page-cache', bytes: 2 * PAGE },
    ])
    expect(given.groups).toEqual([
      { group: '[memfd:x]', kind: 'shared', writable: 3 * PAGE },
      { group: 'server', kind: 'file', writable: 3 * PAGE },
    ])
  })

  test('a page of shared memory was made by whoever touched it first, and is divided among those who have it', () => {
    const shared = (pages: readonly number[], bytes: number) =>
      mapping([], {
        group: '[shared memory]',
        writable: bytes,
        sharedMemory: bytes,
        sharedPages: Float64Array.from(pages.map((page) => page * PAGE)),
      })
    const map = {
      kind: 'map',
      pid: 1,
      address: 5 * PAGE,
      length: 9 * PAGE,
      file: null,
      populated: false,
    } as const
    const happened = events(
      fault(5),
      map,
      fork(1, 2),
      begin('a', 2),
      fault(5, 2),
      end('a', 2),
      begin('b'),
      fault(5),
      fault(6),
      end('b'),
    )
    const held = [
      process(1, [shared([5, 6, 7], 2.5 * PAGE)]),
      process(2, [shared([5], PAGE / 2)], { parent: 1 }),
    ]
    const given = attribute(record(happened, held))
    expectSums(given)
    const made = Object.fromEntries(given.spans.map(({ name, self }) => [name, self]))
    expect(made).toEqual({ '(program)': 0, a: PAGE, b: PAGE, '(shared memory)': PAGE })
    expect(given.total.frames).toBe(3)
  })

  test('what a process has beyond its mappings', () => {
    const given = attribute(record(events(fault(1)), [process(1, [mapping([1])], { writable: 3 * PAGE })]))
    expectSums(given)
    expect(given.groups).toContainEqual({ group: '[rest]', kind: 'rest', writable: 2 * PAGE })
  })
})

test('a page that a family has in common and nobody saw is one page, however the kernel rounds', () => {
  const held = () => mapping([1, 2], { group: '[stack]', writable: 5 * 1024 })
  const happened = events(exec('x'), fork(1, 2), fork(1, 3), fault(1), fault(1, 2), fault(1, 3))
  const processes = [1, 2, 3].map((pid) =>
    process(pid, [held()], { parent: pid === 1 ? 0 : 1, writable: 5 * 1024 }),
  )
  const given = attribute(record(happened, processes))
  expectSums(given)
  expect(given.coverage.reasons).toEqual([{ reason: 'exec', bytes: 3 * 1280 }])
  expect(given.total.frames).toBe(4)
})

describe('huge pages', () => {
  const hugePage = Array.from({ length: 512 }, (_, page) => 512 + page)
  const around = { start: 0, end: 2048 * PAGE }
  const accounted = (pages: readonly number[], happened = events(fault(512 + 7)), changes = {}) =>
    attribute(record(happened, [process(1, [mapping(pages, { ...around, ...changes })])])).coverage.accounted

  test('one fault made all pages of its 2 MiB', () => {
    expect(accounted(hugePage)).toBe(512 * PAGE)
    expect(accounted(hugePage, undefined, { anonymousHuge: 512 * PAGE })).toBe(512 * PAGE)
  })

  test('not where the mapping has none, nor beyond it, nor where some are missing and nobody knows', () => {
    expect(accounted(hugePage, undefined, { anonymousHuge: 0 })).toBe(PAGE)
    expect(accounted(hugePage, undefined, { end: 1000 * PAGE })).toBe(PAGE)
    expect(accounted(hugePage.slice(0, 500))).toBe(PAGE)
    expect(accounted(hugePage.slice(0, 500), undefined, { anonymousHuge: 512 * PAGE })).toBe(500 * PAGE)
  })

  test('what is left of one where a part was unmapped was made by its fault', () => {
    const unmap = { kind: 'unmap', pid: 1, address: 700 * PAGE, length: 100 * PAGE } as const
    const cut = (...happened: readonly ShortEvent[]) => {
      const lower = mapping(hugePage.slice(0, 188), { start: 0, end: 700 * PAGE })
      const upper = mapping(hugePage.slice(288), { start: 800 * PAGE, end: 2048 * PAGE })
      const given = record(events(...happened), [process(1, [lower, upper])], { kernelFaults: true })
      return attribute(given).coverage.accounted / PAGE
    }
    expect(cut(fault(512), unmap)).toBe(412)
    expect(cut(fault(512))).toBe(1)
    // These pages came one by one, so who knows what the others are.
    expect(cut(fault(512), fault(513), unmap)).toBe(2)
    expect(cut(fault(512), unmap, fault(900))).toBe(412)
  })

  test('a page with an event of its own keeps it', () => {
    const happened = events(fault(519), begin('late'), fault(600), end('late'))
    const huge = { ...around, anonymousHuge: 512 * PAGE }
    const { spans } = attribute(record(happened, [process(1, [mapping(hugePage, huge)])]))
    expect(spans).toMatchObject([{ self: 511 * PAGE }, { name: 'late', self: PAGE }])
  })

  test('shared after a fork it is one frame a page', () => {
    const writable = 256 * PAGE
    const happened = events(fault(519), fork(1, 2))
    const half = () => [mapping(hugePage, { ...around, writable })]
    const given = attribute(record(happened, [process(1, half()), process(2, half(), { parent: 1 })]))
    expectSums(given)
    expect(given.total).toMatchObject({ writable: 512 * PAGE, frames: 512 })
    expect(given.coverage.accounted).toBe(512 * PAGE)
  })
})

test('stacks that read the same are one; what has none is a row', () => {
  const stacks = {
    frames: [
      { name: 'main', module: 'app' },
      { name: 'parse', module: 'app' },
    ],
    nodes: [
      { parent: -1, frame: 0 },
      { parent: 0, frame: 1 },
      { parent: 0, frame: 1 },
      { parent: -1, frame: 1 },
    ],
    means: 'frame-pointers' as const,
    complete: 2,
  }
  const happened = events(
    fault(1, 1, { stack: 1 }),
    fault(2, 1, { stack: 2 }),
    fault(3),
    fault(4, 1, { stack: 3 }),
  )
  const given = attribute(record(happened, [process(1, [mapping([1, 2, 3, 4, 5])])], { stacks }))
  expectSums(given)
  const { frames = [], nodes = [] } = given.stacks ?? {}
  const name = (node: number): string => {
    const [parent, frame] = nodes[node] ?? [-1, -1]
    return `${parent < 0 ? '' : `${name(parent)};`}${frames[frame]?.name ?? ''}`
  }
  expect(nodes.map(([, , self], node) => [name(node), self / PAGE])).toEqual([
    ['main', 0],
    ['main;parse', 2],
    ['(no stack)', 1],
    ['parse', 1],
    ['(unknown)', 1],
  ])
  expect(given.coverage).toMatchObject({
    withStack: 3 * PAGE,
    completeStacks: 2 / 3,
    stackMeans: 'frame-pointers',
  })
})

test('what was made since a time is a ledger of its own: a leak', () => {
  const happened = events(
    fault(1),
    fault(2),
    begin('cache'),
    fault(3),
    fork(1, 2),
    fault(4),
    fault(2, 2),
    fault(1),
  )
  const processes = [
    process(1, [mapping([1, 2, 3, 4, 9], { writable: 4 * PAGE + PAGE / 2 })]),
    process(2, [mapping([2, 3], { writable: PAGE + PAGE / 2 })], { parent: 1 }),
  ]
  const given = attribute(record(happened, processes), { since: happened[4]?.t ?? 0 })
  expectSums(given)
  expect(given).toMatchObject({ since: 0.004, total: { writable: 3 * PAGE, frames: 3 } })
  expect(given.spans.map(({ name, process: id, self }) => [name, id, self / PAGE])).toEqual([
    ['(program)', 0, 0],
    ['cache', 0, 2],
    ['(program)', 1, 0],
    ['cache', 1, 1],
  ])
})

test('the timeline says what stays and what passes through', () => {
  const unmap = { kind: 'unmap', pid: 1, address: PAGE, length: 2 * PAGE } as const
  const short = [fault(1), fault(2), fault(3), unmap, fault(4)] as const
  const happened = events(...short)
  const { timeline } = attribute(record(happened, [process(1, [mapping([3, 4])])], { snapshotAt: 1_008_000 }))
  const code = { kind: 'map', pid: 1, address: PAGE, length: PAGE, file: '/bin/x', populated: false } as const
  const again = events(code, ...short)
  expect(
    attribute(
      record(again, [process(1, [mapping([3, 4])])], { snapshotAt: 1_008_000 }),
    ).timeline.passing.slice(0, 4),
  ).toEqual([0, 0, PAGE, PAGE])
  expect(timeline.t).toEqual([0, 0.001, 0.002, 0.003, 0.004, 0.008])
  expect(timeline.stays.map((bytes) => bytes / PAGE)).toEqual([0, 0, 1, 1, 2, 2])
  expect(timeline.passing.map((bytes) => bytes / PAGE)).toEqual([1, 2, 2, 0, 0, 0])
})

const pid = fc.integer({ min: 1, max: 3 })
const page = fc.integer({ min: 0, max: 15 })
const name = fc.constantFrom('a', 'b', '/data', '__proto__')
const anyEvent = fc.oneof(
  fc
    .tuple(page, pid, fc.constantFrom(1, 2, 3, 9), fc.option(fc.nat(3), { nil: undefined }))
    .map(([at, who, tid, stack]) => fault(at, who, { tid, ...(stack === undefined ? {} : { stack }) })),
  fc.tuple(name, pid).map(([what, who]) => begin(what, who)),
  fc.tuple(name, pid).map(([what, who]) => end(what, who)),
  fc.tuple(name, pid).map(([what, who]) => open(what, who)),
  fc.tuple(name, page, fc.nat(4), pid).map(([what, at, count, who]) => read(what, at, count, who)),
  fc
    .tuple(pid, pid)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => fork(a, b)),
  fc.tuple(name, pid).map(([what, who]) => exec(what, who)),
)
const anyMapping = fc
  .tuple(
    fc.uniqueArray(page, { maxLength: 12 }),
    fc.constantFrom('[anon]', '[stack]', 'libc.so.6', 'server', '__proto__'),
    fc.integer({ min: 0, max: 80_000 }),
    fc.constantFrom(0, PAGE, 1234.5),
  )
  .map(([pages, group, writable, sharedMemory]) => mapping(pages, { group, writable, sharedMemory }))
const anyProcesses = fc.uniqueArray(
  fc
    .tuple(pid, fc.array(anyMapping, { maxLength: 3 }), fc.option(fc.integer({ min: 0, max: 200_000 })))
    .map(([who, mappings, writable]) => process(who, mappings, writable === null ? {} : { writable })),
  { selector: ({ pid: who }) => who },
)

test('every view adds up to the figure of the processes, whatever the pages and the kernel say', () => {
  const stacks = {
    frames: [{ name: 'main', module: '' }],
    nodes: [0, 1, 2, 3].map((node) => ({ parent: node - 1, frame: 0 })),
    means: 'frame-pointers' as const,
    complete: 0,
  }
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 40 }),
      anyProcesses,
      fc.boolean(),
      (short, processes, withStacks) => {
        const given = attribute(record(events(...short), processes, withStacks ? { stacks } : {}))
        expectSums(given)
        expect(given.total.writable).toBe(sum(processes.map(({ writable }) => Math.round(writable))))
        for (const { self, cumulative } of given.spans) expect(cumulative).toBeGreaterThanOrEqual(self)
        for (const { id, parent } of given.spans) expect(parent ?? -1).toBeLessThan(id)
      },
    ),
    { numRuns: 300 },
  )
})

test('takes a hundred thousand faults', () => {
  const faults = Array.from({ length: 100_000 }, (_, at) => fault(at * 3))
  const pages = Array.from({ length: 60_000 }, (_, at) => at * 3)
  const given = attribute(record(events(...faults), [process(1, [mapping(pages)])]))
  expect(given.coverage.accounted).toBe(60_000 * PAGE)
})
