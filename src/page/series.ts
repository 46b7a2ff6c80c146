import type { Unit } from '../model/metrics.ts'
import type { Reading } from '../model/run.ts'

/** What of a reading can be drawn over time. */
export const SERIES = {
  writable: { label: 'writable memory', unit: 'bytes' },
  rss: { label: 'resident memory', unit: 'bytes' },
  pss: { label: 'proportional memory', unit: 'bytes' },
  dirtyCache: { label: 'dirty page cache', unit: 'bytes' },
  minorFaults: { label: 'minor page faults', unit: 'count' },
  majorFaults: { label: 'major page faults', unit: 'count' },
  processes: { label: 'processes', unit: 'count' },
  threads: { label: 'threads', unit: 'count' },
} as const satisfies Partial<Record<keyof Reading, { readonly label: string; readonly unit: Unit }>>

export type Series = keyof typeof SERIES

export const SERIES_NAMES = Object.keys(SERIES) as readonly Series[]
