import { expect, test } from 'vitest'
import { attribute } from '../../src/ledger/attribute.ts'
import { estimateSpans, type SizedMark } from '../../src/ledger/estimate-spans.ts'
import type { TraceRecord } from '../../src/model/trace-record.ts'

const KIB = 1024

/** A program of 100 KiB of which nobody saw a page being touched. */
const RECORD: TraceRecord = {
  means: ['probe:cpython'],
  pageSize: 4 * KIB,
  snapshotAt: 1000,
  lostFaults: 0,
  events: [],
  processes: [
    {
      pid: 7,
      parent: 0,
      command: 'python3',
      writable: 100 * KIB,
      mappings: [
        {
          start: 0,
          end: 100 * KIB,
          group: '[heap]',
          writable: 100 * KIB,
          pages: Float64Array.from({ length: 25 }, (_, page) => page * 4 * KIB),
          sharedMemory: 0,
        },
      ],
    },
  ],
}

const mark = (t: number, kind: SizedMark['kind'], name: string, size: number): SizedMark => ({
  t,
  pid: 7,
  kind,
  name,
  size: size * KIB,
})

test('what a process grew by between two marks is charged to the span that it was in', () => {
  const { spans, total, groups } = estimateSpans(attribute(RECORD), [
    mark(10, 'hello', 'probe:cpython', 20),
    mark(20, 'begin', 'xml', 22),
    mark(30, 'begin', 'xml.dom', 25),
    mark(40, 'end', 'xml.dom', 32),
    mark(50, 'open', '/srv/a.xml', 33),
    mark(60, 'end', 'xml', 63),
    mark(70, 'open', '/proc/self/maps', 63),
  ])
  const rows = spans.map(({ kind, name, self, cumulative }) => [kind, name, self / KIB, cumulative / KIB])
  expect(rows).toEqual([
    ['rest', '(program)', 39, 39],
    ['start', '(interpreter start)', 20, 20],
    ['import', 'xml', 4, 41],
    ['import', 'xml.dom', 7, 7],
    ['file', '/srv/a.xml', 30, 30],
  ])
  expect(spans.reduce((sum, { self }) => sum + self, 0)).toBe(total.writable)
  expect(groups.reduce((sum, { writable }) => sum + writable, 0)).toBe(total.writable)
})
