import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attribute } from '../../src/ledger/attribute.ts'
import { compareAttributions } from '../../src/ledger/compare-attributions.ts'
import { findHeavySpans } from '../../src/ledger/heavy-spans.ts'
import type { Attribution } from '../../src/model/attribution.ts'
import type { TraceEvent } from '../../src/model/trace-record.ts'
import { begin, end, events, fault, fork, mapping, open, PAGE, process, read, record } from './records.ts'

/** Pages from `first`, all held by process 1. */
const pages = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index)
const faults = (first: number, count: number) => pages(first, count).map((page) => fault(page))

function ledger(happened: readonly TraceEvent[], group = '[heap]'): Attribution {
  const touched = happened.flatMap((event) =>
    event.kind === 'fault' ? [Math.floor(event.address / PAGE)] : [],
  )
  return attribute(
    record(happened, [process(1, [mapping([...new Set(touched)], { group })])], { means: ['perf'] }),
  )
}

const base = ledger(
  events(begin('os'), ...faults(0, 10), end('os'), begin('old'), ...faults(10, 5), end('old')),
)
const head = ledger(
  events(
    begin('app'),
    begin('os'),
    ...faults(0, 12),
    end('os'),
    begin('minidom'),
    ...faults(20, 20),
    begin('weakref'),
    ...faults(40, 2),
    end('weakref'),
    end('minidom'),
    end('app'),
    open('/b/registry.xml'),
    read('/b/registry.xml', 1000, 3),
    ...faults(50, 100),
  ),
)

describe('a difference', () => {
  const { spans, groups, total, processes } = compareAttributions(base, head)

  test('matches spans by name, wherever they are imported first, the largest change first', () => {
    expect(spans.map(({ name, state, delta }) => [name, state, delta / PAGE])).toEqual([
      ['registry.xml', 'new', 100],
      ['minidom', 'new', 20],
      ['old', 'gone', -5],
      ['os', 'grown', 2],
      ['weakref', 'new', 2],
    ])
    expect(spans[0]).toMatchObject({ readBytes: 3 * PAGE, faults: 100 })
    expect(total).toEqual({ base: 15 * PAGE, head: 134 * PAGE, delta: 119 * PAGE, state: 'grown' })
    expect(groups).toMatchObject([{ group: '[heap]', delta: 119 * PAGE, state: 'grown' }])
    expect(processes).toMatchObject([{ command: 'program 1', ordinal: 1, delta: 119 * PAGE }])
  })

  test('of a ledger with itself is the same in every row', () => {
    const rows = compareAttributions(head, head)
    const all = [...rows.spans, ...rows.groups, ...rows.processes]
    expect(all.every(({ state, delta }) => state === 'same' && delta === 0)).toBe(true)
  })

  test('a file is the same in another checkout, unless two have its name', () => {
    const read1 = (path: string, first: number) => [open(path), ...faults(first, 5)]
    const other = ledger(events(...read1('/a/registry.xml', 0)))
    const names = (before: Attribution, after: Attribution) =>
      compareAttributions(before, after).spans.map(({ name, state }) => `${state} ${name}`)
    expect(names(other, ledger(events(...read1('/b/registry.xml', 0))))).toEqual(['same registry.xml'])
    expect(
      names(other, ledger(events(...read1('/b/registry.xml', 0), ...read1('/c/registry.xml', 5)))),
    ).toEqual(['gone /a/registry.xml', 'new /b/registry.xml', 'new /c/registry.xml'])
    expect(
      names(
        ledger(events(begin('/base/node_modules/x/index.js'), ...faults(0, 1))),
        ledger(events(begin('/head/node_modules/x/index.js'), ...faults(0, 1))),
      ),
    ).toEqual(['same x/index.js'])
  })

  test('stacks that only one side has are in the one tree of both', () => {
    const stacked = (leaf: string) =>
      attribute(
        record(events(fault(1, 1, { stack: 1 })), [process(1, [mapping([1])])], {
          stacks: {
            frames: [
              { name: 'main', module: `/${leaf}/app` },
              { name: leaf, module: '' },
            ],
            nodes: [
              { parent: -1, frame: 0 },
              { parent: 0, frame: 1 },
            ],
            means: 'frame-pointers',
            complete: 1,
          },
        }),
      )
    const { stacks } = compareAttributions(stacked('read'), stacked('write'))
    expect(stacks?.frames.map(({ name }) => name)).toEqual(['main', 'read', 'write'])
    expect(stacks?.nodes).toEqual([
      [-1, 0, 0, 0],
      [0, 1, PAGE, 0],
      [0, 2, 0, PAGE],
    ])
    expect(compareAttributions(base, stacked('read')).stacks).toBeNull()
  })
})

describe('the spans that matter', () => {
  const rows = (after: Attribution, before: Attribution | null) => {
    const found = findHeavySpans(after, before === null ? null : compareAttributions(before, after))
    return {
      rows: found.rows.map(({ kind, name, bytes, inside }) => [kind, name, bytes / PAGE, inside]),
      others: found.others.bytes / PAGE,
    }
  }

  test('take in what is small inside them', () => {
    expect(rows(head, null)).toEqual({
      rows: [
        ['file', 'registry.xml', 100, 0],
        ['import', 'minidom', 22, 1],
        ['import', 'os', 12, 0],
      ],
      others: 0,
    })
    expect(rows(head, base)).toEqual({
      rows: [
        ['file', 'registry.xml', 100, 0],
        ['import', 'minidom', 22, 1],
      ],
      others: 2 - 5,
    })
  })

  test('a hundred small modules are their package, and many small files their folder', () => {
    const modules = pages(0, 100).flatMap((page) => [begin(`m${page}`), fault(page), end(`m${page}`)])
    const files = pages(200, 50).flatMap((page) => [open(`/conf/d/${page}.xml`), fault(page)])
    const given = ledger(events(begin('main'), begin('pkg'), ...modules, end('pkg'), ...files, end('main')))
    expect(rows(given, null)).toEqual({
      rows: [
        ['import', 'pkg', 100, 100],
        ['files', '/conf/d', 50, 50],
      ],
      others: 0,
    })
  })

  test('the same in several processes is one', () => {
    const happened = events(
      fork(1, 2),
      begin('a'),
      ...faults(0, 10),
      end('a'),
      begin('a', 2),
      fault(50, 2),
      end('a', 2),
    )
    const given = attribute(
      record(happened, [process(1, [mapping(pages(0, 10))]), process(2, [mapping([50])], { parent: 1 })]),
    )
    expect(rows(given, null)).toEqual({ rows: [['import', 'a', 11, 0]], others: 0 })
  })
})

const name = fc.constantFrom('a', 'b', 'c', '/x/data', '/y/data', '__proto__')
const anyLedger = fc
  .array(
    fc.oneof(
      fc.nat(20).map((page) => fault(page)),
      fc.nat(20).map((page) => fault(page, 1, { stack: page % 3 })),
      name.map((what) => begin(what)),
      name.map((what) => end(what)),
      name.map((what) => open(what)),
    ),
    { maxLength: 30 },
  )
  .chain((short) => fc.tuple(fc.constant(short), fc.uniqueArray(fc.nat(20)), fc.boolean()))
  .map(([short, held, hasStacks]) => {
    const stacks = {
      frames: [{ name: 'main', module: '' }],
      nodes: [0, 1, 2].map((node) => ({ parent: node - 1, frame: 0 })),
      means: 'frame-pointers' as const,
      complete: 0,
    }
    return attribute(record(events(...short), [process(1, [mapping(held)])], hasStacks ? { stacks } : {}))
  })

test('the rows of every view add up to the change', () => {
  const sum = (rows: readonly { readonly delta: number }[]) => rows.reduce((all, { delta }) => all + delta, 0)
  fc.assert(
    fc.property(anyLedger, anyLedger, (before, after) => {
      const difference = compareAttributions(before, after)
      const { total, spans, groups, processes, stacks } = difference
      expect(total.delta).toBe(after.total.writable - before.total.writable)
      expect([sum(spans), sum(groups), sum(processes)]).toEqual([total.delta, total.delta, total.delta])
      if (stacks !== null) {
        expect(stacks.nodes.reduce((all, [, , was, is]) => all + is - was, 0)).toBe(total.delta)
      }
      const heavy = findHeavySpans(after, difference)
      expect(heavy.rows.reduce((all, { bytes }) => all + bytes, heavy.others.bytes)).toBe(total.delta)
      const alone = findHeavySpans(after, null)
      expect(alone.rows.reduce((all, { bytes }) => all + bytes, alone.others.bytes)).toBe(
        after.total.writable,
      )
      expect(alone.rows.length).toBeLessThanOrEqual(20)
      const few = findHeavySpans(after, null, { most: 2 })
      expect(few.rows.length).toBeLessThanOrEqual(2)
      expect(few.rows.reduce((all, { bytes }) => all + bytes, few.others.bytes)).toBe(after.total.writable)
    }),
  )
})
