import { expect, test } from 'vitest'
import { attribute } from '../../src/ledger/attribute.ts'
import { addRetained } from '../../src/ledger/retained.ts'
import { begin, end, events, fault, fork, mapping, open, PAGE, process, record } from './records.ts'
import type { ShortEvent } from './records.ts'

const ask = (importer: string, modules: readonly string[], pid = 1) =>
  ({ kind: 'ask', importer, modules, pid }) as const

/** A module that touches one page, and imports others. */
const load = (name: string, page: number, ...inside: readonly ShortEvent[]): readonly ShortEvent[] => [
  begin(name),
  fault(page),
  ...inside,
  end(name),
]

/** Pages that each import retains, by name. */
function retainedOf(
  happened: readonly ShortEvent[],
  held: Readonly<Record<number, readonly number[]>>,
): Readonly<Record<string, number | undefined>> {
  const processes = Object.entries(held).map(([pid, pages]) =>
    process(Number(pid), [mapping(pages)], { parent: pid === '1' ? 0 : 1 }),
  )
  const traced = record(events(...happened), processes, { means: ['perf'] })
  const { spans } = addRetained(attribute(traced), traced.events)
  return Object.fromEntries(
    spans.map(({ name, process: id, retained }) => [
      `${name}${id === 0 ? '' : ` in ${String(id)}`}`,
      retained === undefined ? undefined : retained / PAGE,
    ]),
  )
}

test('a module retains what is imported through it alone', () => {
  const happened = [
    ask('__main__', ['a']),
    ...load('a', 1, ask('a', ['b']), ...load('b', 2), ask('a', ['c']), ...load('c', 3)),
  ]
  expect(retainedOf(happened, { 1: [1, 2, 3] })).toEqual({ '(program)': undefined, a: 3, b: 1, c: 1 })
})

test('what another one imports, too, stays though it was there already', () => {
  const happened = [
    ask('__main__', ['a']),
    ...load('a', 1, ask('a', ['shared']), ...load('shared', 2)),
    ask('__main__', ['b']),
    ...load('b', 3, ask('b', ['shared'])),
  ]
  expect(retainedOf(happened, { 1: [1, 2, 3] })).toMatchObject({ a: 1, shared: 1, b: 1 })
})

test('two modules that import each other are held by who imports one of them', () => {
  const happened = [
    ask('__main__', ['a']),
    ...load('a', 1, ask('a', ['b']), ...load('b', 2, ask('b', ['a']), ask('b', ['c']), ...load('c', 3))),
  ]
  expect(retainedOf(happened, { 1: [1, 2, 3] })).toMatchObject({ a: 3, b: 2, c: 1 })
})

test('a module needs the package around it, and what is imported from a package may be no module', () => {
  const happened = [
    ask('__main__', ['p.a']),
    ...load('p.a', 2, ...load('p', 1)),
    ask('__main__', ['p', 'p.b', 'p.function']),
    ...load('p.b', 3),
  ]
  expect(retainedOf(happened, { 1: [1, 2, 3] })).toMatchObject({ p: 1, 'p.a': 1, 'p.b': 1 })
  const alone = [ask('__main__', ['p.a']), ...load('p.a', 2, ...load('p', 1))]
  expect(retainedOf(alone, { 1: [1, 2] })).toMatchObject({ 'p.a': 2, p: 1 })
})

test('a module that begins without being asked for is of the one that is being imported', () => {
  const happened = [
    ask('__main__', ['a']),
    ...load(
      'a',
      1,
      ...load('by importlib', 2),
      ask('importlib._bootstrap', ['c']),
      ...load('c', 3),
      ask('', ['d']),
      ...load('d', 4),
    ),
  ]
  expect(retainedOf(happened, { 1: [1, 2, 3, 4] })).toMatchObject({ a: 4 })
})

test('what an importer without a span asks for, or asks for later, is of the program or of it', () => {
  const happened = [
    ask('__main__', ['a']),
    ...load('a', 1, ask('os', ['b']), ...load('b', 2)),
    ask('a', ['later']),
    ...load('later', 3),
  ]
  expect(retainedOf(happened, { 1: [1, 2, 3] })).toMatchObject({ a: 2, b: 1, later: 1 })
})

test('a file that is read in an import goes with it', () => {
  const happened = [ask('__main__', ['a']), ...load('a', 1, open('/etc/data'), fault(2), fault(3)), fault(4)]
  expect(retainedOf(happened, { 1: [1, 2, 3, 4] })).toMatchObject({ a: 3, '/etc/data': undefined })
})

test('what a worker needs after a fork is not held by who imported it before', () => {
  const happened = [
    ask('__main__', ['a']),
    ...load('a', 1, ask('a', ['shared']), ...load('shared', 2)),
    fork(1, 2),
    ask('__main__', ['own'], 2),
    begin('own', 2),
    fault(3, 2),
    ask('own', ['shared'], 2),
    end('own', 2),
  ]
  expect(retainedOf(happened, { 1: [1, 2], 2: [3] })).toMatchObject({ a: 1, shared: 1, 'own in 1': 1 })
})

test('without marks of who asked, nothing is said', () => {
  expect(retainedOf([...load('a', 1)], { 1: [1] })).toEqual({ a: undefined })
})

test('a module that was begun twice has it once', () => {
  const happened = [
    ask('__main__', ['a']),
    ...load('a', 1, ask('a', ['b']), ...load('b', 2)),
    ask('__main__', ['b']),
    ...load('b', 3),
  ]
  const traced = record(events(...happened), [process(1, [mapping([1, 2, 3])])], { means: ['perf'] })
  const { spans } = addRetained(attribute(traced), traced.events)
  expect(spans.flatMap(({ name, retained }) => (name === 'b' ? [retained] : []))).toEqual([
    2 * PAGE,
    undefined,
  ])
})
