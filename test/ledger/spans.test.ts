import { describe, expect, test } from 'vitest'
import { attribute } from '../../src/ledger/attribute.ts'
import type { TraceEvent } from '../../src/model/trace-record.ts'
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
} from './records.ts'

/** Of these tests: reads are not traced, but where one says so, so every file that is opened is read. */
const PROBE_ONLY = { means: ['perf'] as const }

/** `(program) > import a`: pages made in each span, by the names of those around it. */
function pagesBySpan(happened: readonly TraceEvent[], pages: Readonly<Record<number, readonly number[]>>) {
  const processes = Object.entries(pages).map(([pid, held]) =>
    process(Number(pid), [mapping(held)], { parent: pid === '1' ? 0 : 1 }),
  )
  const { spans } = attribute(record(happened, processes, PROBE_ONLY))
  const pathOf = (id: number | null): string => {
    const span = spans.find((each) => each.id === id)
    if (span === undefined) return ''
    const around = pathOf(span.parent)
    return `${around}${around === '' ? '' : ' > '}${span.kind === 'import' ? 'import ' : ''}${span.name}`
  }
  return Object.fromEntries(
    spans.filter(({ self }) => self > 0).map(({ id, self }) => [pathOf(id), self / PAGE]),
  )
}

test('what is touched in an import is its own, but for the imports in it', () => {
  const happened = events(
    fault(1),
    begin('a'),
    fault(2),
    begin('b'),
    fault(3),
    fault(4),
    end('b'),
    fault(5),
    end('a'),
    fault(6),
  )
  expect(pagesBySpan(happened, { 1: [1, 2, 3, 4, 5, 6] })).toEqual({
    '(program)': 2,
    '(program) > import a': 2,
    '(program) > import a > import b': 2,
  })
})

test('self and cumulative, and the times of a span', () => {
  const happened = events(begin('a'), fault(1), begin('b'), fault(2), fault(2), end('b'), end('a'))
  const { spans } = attribute(record(happened, [process(1, [mapping([1, 2])])]))
  expect(spans).toMatchObject([
    { name: '(program)', self: 0, cumulative: 2 * PAGE, parent: null, process: 0 },
    { name: 'a', self: PAGE, cumulative: 2 * PAGE, faults: 1, parent: 0, t0: 0, t1: 0.006 },
    { name: 'b', self: PAGE, cumulative: PAGE, faults: 2, parent: 1, t0: 0.002, t1: 0.005 },
  ])
})

test('an end that nothing began is none; what an end leaves open ends with it', () => {
  const happened = events(end('x'), begin('a'), begin('b'), end('a'), fault(1))
  expect(pagesBySpan(happened, { 1: [1] })).toEqual({ '(program)': 1 })
})

test('before the first import it is the interpreter that starts', () => {
  const happened = events(exec('python3'), fault(1), begin('site'), fault(2), end('site'), fault(3))
  expect(pagesBySpan(happened, { 1: [1, 2, 3] })).toEqual({
    '(program) > (interpreter start)': 1,
    '(program) > import site': 1,
    '(program)': 1,
  })
  const configured = events(exec('python3'), open('/etc/pyvenv.cfg'), fault(1), begin('site'), end('site'))
  expect(pagesBySpan(configured, { 1: [1] })).toEqual({ '(program) > (interpreter start)': 1 })
  expect(pagesBySpan(events(exec('redis-server'), fault(1)), { 1: [1] })).toEqual({ '(program)': 1 })
})

describe('threads', () => {
  test('one without spans of its own works for the main thread, wherever this is', () => {
    const gc = { tid: 9 }
    const happened = events(fault(1, 1, gc), begin('a'), fault(2, 1, gc), open('/data'), fault(3, 1, gc))
    expect(pagesBySpan(happened, { 1: [1, 2, 3] })).toEqual({
      '(program)': 1,
      '(program) > import a': 1,
      '(program) > import a > /data': 1,
    })
  })

  test('one with spans of its own is in these, and in none of the main thread’s', () => {
    const happened = events(
      begin('a'),
      begin('b', 1, 9),
      fault(1, 1, { tid: 9 }),
      fault(2),
      end('b', 1, 9),
      fault(3, 1, { tid: 9 }),
    )
    expect(pagesBySpan(happened, { 1: [1, 2, 3] })).toEqual({
      '(program) > import a': 1,
      '(program) > import b': 1,
      '(program)': 1,
    })
  })

  test('one that reads a file has it to itself', () => {
    const happened = events(open('/data', 1, 9), fault(1, 1, { tid: 9 }), fault(2))
    expect(pagesBySpan(happened, { 1: [1, 2] })).toEqual({ '(program) > /data': 1, '(program)': 1 })
  })
})

describe('files', () => {
  test('what follows a file is its own until the next one, or the end of the import around it', () => {
    const happened = events(
      begin('a'),
      open('/x'),
      fault(1),
      begin('b'),
      fault(2),
      end('b'),
      fault(3),
      open('/y'),
      fault(4),
      end('a'),
      fault(5),
    )
    expect(pagesBySpan(happened, { 1: [1, 2, 3, 4, 5] })).toEqual({
      '(program)': 1,
      '(program) > import a > /x': 2,
      '(program) > import a > import b': 1,
      '(program) > import a > /y': 1,
    })
  })

  test.each(['/proc/self/maps', '/dev/urandom', '/usr/lib/libssl.so.3', '/etc/ld.so.cache', '/etc/passwd'])(
    'nothing belongs to %s, which is no data of the program',
    (file) => {
      const happened = events(open('/x'), open(file), fault(1))
      expect(pagesBySpan(happened, { 1: [1] })).toEqual({ '(program) > /x': 1 })
    },
  )

  test('the code that an import reads is the import; the data that it reads is a file', () => {
    const happened = events(
      begin('a'),
      open('/lib/a.pyc'),
      fault(1),
      open('/lib/table.json'),
      fault(2),
      open('/lib/a.py'),
      fault(3),
      end('a'),
      begin('/app/b.json'),
      open('/app/b.json'),
      fault(4),
    )
    expect(pagesBySpan(happened, { 1: [1, 2, 3, 4] })).toEqual({
      '(program) > import a': 2,
      '(program) > import a > /lib/table.json': 1,
      '(program) > import /app/b.json': 1,
    })
  })

  test('pages that only the kernel touched, in the buffer of a read, are of the file; so many bytes were read', () => {
    const happened = events(open('/data'), fault(1), read('/data', 2, 3), open('/other'), read('/data', 2, 3))
    const { spans, coverage } = attribute(record(happened, [process(1, [mapping([1, 2, 3, 4])])]))
    expect(spans.find(({ name }) => name === '/data')).toMatchObject({ self: 4 * PAGE, readBytes: 6 * PAGE })
    expect(coverage.accounted).toBe(4 * PAGE)
  })
})

test('a file that is only written owns nothing, where reads are traced', () => {
  const happened = events(open('/log'), fault(1), open('/data'), read('/data', 9, 1), fault(2))
  const given = attribute(record(happened, [process(1, [mapping([1, 2])])]))
  expect(given.spans).toMatchObject([
    { name: '(program)', self: PAGE },
    { name: '/data', self: PAGE },
  ])
})

test('a file owns no more than 64 times what was read of it, and 64 KiB', () => {
  const pages = Array.from({ length: 200 }, (_, page) => 10 + page)
  const happened = events(read('/data', 1, 1), ...pages.map((page) => fault(page)))
  const given = attribute(record(happened, [process(1, [mapping(pages)])]))
  expect(given.spans).toMatchObject([
    { name: '(program)', self: (200 - 81) * PAGE },
    { name: '/data', self: 81 * PAGE, readBytes: PAGE },
  ])
})

describe('phases and marks', () => {
  const phase = (name: string) => ({ kind: 'mark', span: 'phase', name, pid: 1 }) as const
  const mark = (name: string, pid = 1) => ({ kind: 'mark', span: 'mark', name, pid }) as const

  test('divide the program; a file of the phase before is over', () => {
    const happened = events(fault(1), open('/x'), fault(2), phase('ready'), fault(3), mark('warm'), fault(4))
    expect(pagesBySpan(happened, { 1: [1, 2, 3, 4] })).toEqual({
      '(program)': 1,
      '(program) > /x': 1,
      '(program) > ready': 1,
      '(program) > ready > warm': 1,
    })
  })

  test('a phase is that of all processes, a mark that of one', () => {
    const happened = events(
      fork(1, 2),
      mark('mine'),
      fault(1),
      fault(2, 2),
      phase('load'),
      fault(3, 2),
      fault(4),
    )
    const pages = pagesBySpan(happened, { 1: [1, 4], 2: [2, 3] })
    expect(pages).toEqual({ '(program) > mine': 1, '(program)': 1, '(program) > load': 1 })
  })
})

test('a child begins in the span that its parent is in, and at no file', () => {
  const happened = events(begin('a'), open('/x'), fork(1, 2), fault(1, 2), end('a', 2), fault(2, 2))
  expect(pagesBySpan(happened, { 1: [], 2: [1, 2] })).toEqual({ '(program) > import a': 1, '(program)': 1 })
})

test('what a library writes to its own pages has its name, but for what an import made it write', () => {
  const happened = events(fault(1), begin('ssl'), fault(2), end('ssl'))
  const library = mapping([1, 2], { group: 'libssl.so.3' })
  const { spans } = attribute(record(happened, [process(1, [library])]))
  expect(spans).toMatchObject([
    { kind: 'rest', name: '(program)', self: 0 },
    { kind: 'import', name: 'ssl', self: PAGE },
    { kind: 'library', name: 'libssl.so.3', self: PAGE, parent: 0 },
  ])
})
