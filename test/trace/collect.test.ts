import { expect, test } from 'vitest'
import { createCollector } from '../../src/trace/collect.ts'
import type { TraceMeans } from '../../src/model/trace-record.ts'
import type { PerfEvent } from '../../src/trace/perf.ts'

const SUPERVISOR = 1
const PROGRAM = 2
const at = (t: number, tid = PROGRAM) => ({ t, pid: PROGRAM, tid })
const fault = (t: number, address: number, stack?: number, tid = PROGRAM): PerfEvent => ({
  ...at(t, tid),
  kind: 'fault',
  address,
  ...(stack === undefined ? {} : { stack }),
})

/** When the faults were that are kept. */
function keptOf(...faults: readonly PerfEvent[]): number[] {
  const collector = createCollector(SUPERVISOR, '/trace/')
  const fork: PerfEvent = { ...at(0), kind: 'fork', parent: SUPERVISOR }
  collector.takePerf({ events: [fork, ...faults], processOf: new Map(), lost: 0 })
  return collector.finish(1e9).events.flatMap(({ kind, t }) => (kind === 'fault' ? [t] : []))
}

test('a fault that is the one before once more is one fault', () => {
  expect(keptOf(fault(1000, 0x7008, 3), fault(4000, 0x7008, 3), fault(8000, 0x7008, 3))).toEqual([1000])
  expect(keptOf(fault(1000, 0x7008), fault(2000, 0x9008, 1, 7), fault(4000, 0x7008))).toEqual([1000, 2000])
})

test('a fault by other code, on another byte, or later, is another fault', () => {
  expect(keptOf(fault(1000, 0x7008, 3), fault(4000, 0x7008, 4))).toEqual([1000, 4000])
  expect(keptOf(fault(1000, 0x7008), fault(4000, 0x7010))).toEqual([1000, 4000])
  expect(keptOf(fault(1000, 0x7008), fault(90_000, 0x7008))).toEqual([1000, 90_000])
  expect(keptOf(fault(1000, 0x7008), fault(2000, 0x8008), fault(3000, 0x7008))).toEqual([1000, 2000, 3000])
})

test('what the loader of Node reads is code, and data is not', () => {
  const files = ['/app/a.cjs', '/app/node_modules/b/package.json', '/app/data.json', '/app/b.py']
  const opensWith = (means: TraceMeans) => {
    const collector = createCollector(SUPERVISOR, '/trace/')
    collector.takeMark({ kind: 'hello', t: 0, pid: PROGRAM, tid: PROGRAM, means, version: '20' })
    for (const [t, file] of files.entries()) collector.take({ ...at(t), kind: 'open', file })
    return collector.finish(1e9).events.flatMap((event) => (event.kind === 'open' ? [event.file] : []))
  }
  expect(opensWith('probe:node')).toEqual(['/app/data.json', '/app/b.py'])
  expect(opensWith('probe:cpython')).toEqual(files.slice(0, 3))
})
