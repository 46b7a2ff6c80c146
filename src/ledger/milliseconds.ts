import type { TraceRecord } from '../model/trace-record.ts'

/** Turns times of the trace into milliseconds since its first event, to the microsecond. */
export function millisecondsOf({ events, snapshotAt }: TraceRecord): (t: number) => number {
  const start = events[0]?.t ?? snapshotAt
  return (t) => Math.round((t - start) / 1000) / 1000
}
