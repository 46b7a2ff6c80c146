import type { Attribution } from '../model/attribution.ts'
import type { TraceRecord } from '../model/trace-record.ts'

/** Replays a traced run, and charges every byte of its figure to who made it. */
export function attribute(record: TraceRecord): Attribution {
  throw new Error(`unbuilt ${record.events.length}`)
}
