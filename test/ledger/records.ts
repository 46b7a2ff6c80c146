import type { TracedMapping, TracedProcess, TraceEvent, TraceRecord } from '../../src/model/trace-record.ts'

export const PAGE = 4096

/** An event without what the tests of most rules do not look at. */
type Short<Event> = Event extends TraceEvent
  ? Omit<Event, 't' | 'tid'> & { readonly t?: number; readonly tid?: number }
  : never

export type ShortEvent = Short<TraceEvent>

/** Events one microsecond apart, of the main thread where nothing else is said. */
export function events(...short: readonly ShortEvent[]): TraceEvent[] {
  return short.map((event, index) => ({ t: 1_000_000 + index * 1000, tid: event.pid, ...event }))
}

export const fault = (page: number, pid = 1, rest: { tid?: number; stack?: number } = {}) =>
  ({ kind: 'fault', pid, address: page * PAGE + 8, ...rest }) as const

export const begin = (name: string, pid = 1, tid = pid) =>
  ({ kind: 'begin', span: 'import', name, pid, tid }) as const

export const end = (name: string, pid = 1, tid = pid) =>
  ({ kind: 'end', span: 'import', name, pid, tid }) as const

export const fork = (parent: number, pid: number) => ({ kind: 'fork', parent, pid }) as const

export const exec = (command: string, pid = 1) => ({ kind: 'exec', command, pid }) as const

export const open = (file: string, pid = 1, tid = pid) => ({ kind: 'open', file, pid, tid }) as const

export const read = (file: string, page: number, pages: number, pid = 1) =>
  ({ kind: 'read', file, address: page * PAGE, length: pages * PAGE, pid }) as const

/** A mapping that spans its pages, each in the figure as a whole. */
export function mapping(pages: readonly number[], changes: Partial<TracedMapping> = {}): TracedMapping {
  const addresses = pages.map((page) => page * PAGE)
  return {
    start: Math.min(...addresses, 0),
    end: Math.max(...addresses, 0) + PAGE,
    group: '[anon]',
    writable: pages.length * PAGE,
    pages: Float64Array.from(addresses),
    sharedMemory: 0,
    ...changes,
  }
}

export function process(
  pid: number,
  mappings: readonly TracedMapping[],
  changes: Partial<TracedProcess> = {},
): TracedProcess {
  const writable = mappings.reduce((sum, each) => sum + each.writable, 0)
  return { pid, parent: 0, command: `program ${pid}`, writable, mappings, ...changes }
}

export function record(
  happened: readonly TraceEvent[],
  processes: readonly TracedProcess[],
  changes: Partial<TraceRecord> = {},
): TraceRecord {
  return {
    means: ['perf', 'strace'],
    pageSize: PAGE,
    snapshotAt: Number.MAX_SAFE_INTEGER,
    lostFaults: 0,
    events: happened,
    processes,
    ...changes,
  }
}
