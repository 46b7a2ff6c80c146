import { ATTRIBUTION_SCHEMA, type Attribution } from '../model/attribution.ts'
import type { TraceRecord } from '../model/trace-record.ts'
import { fillCells } from './cells.ts'
import { summarizeCoverage } from './coverage.ts'
import { traceLineage } from './lineage.ts'
import { nestSpans } from './nest-spans.ts'
import { replay } from './replay.ts'
import { resolvePages } from './resolve-pages.ts'
import { drawTimeline } from './timeline.ts'
import { listGroups } from './view-groups.ts'
import { listProcesses } from './view-processes.ts'
import { listSpans } from './view-spans.ts'
import { listStacks } from './view-stacks.ts'

/**
 * Replays a traced run, and charges every byte of its figure to who made it. The gate's figure and the environment
 * are the caller's to add.
 */
export function attribute(record: TraceRecord): Attribution {
  const lineage = traceLineage(record)
  const nesting = nestSpans(record, lineage)
  const replayed = replay(record, lineage)
  const resolution = resolvePages(record, lineage, replayed)
  const cells = fillCells(record, lineage, nesting, replayed.tables, resolution)
  const { processes, idOf } = listProcesses(record, lineage, nesting.tree, cells)
  return {
    schema: ATTRIBUTION_SCHEMA,
    environment: null,
    total: {
      writable: cells.reduce((sum, { bytes }) => sum + bytes, 0),
      frames: countFrames(record, resolution.holders, cells),
      minorFaults: countFaults(record, lineage.ofEvent),
    },
    gate: null,
    coverage: summarizeCoverage(record, cells),
    processes,
    groups: listGroups(cells),
    spans: listSpans(record, nesting.tree, cells, idOf),
    stacks: listStacks(record, cells),
    timeline: drawTimeline(record, lineage, replayed.tables, resolution.holders, idOf),
  }
}

/** Frames that were seen being made, and as many as the rest fills. */
function countFrames(
  { pageSize }: TraceRecord,
  holders: Int32Array,
  cells: readonly { readonly reason: string | null; readonly bytes: number }[],
): number {
  const seen = holders.reduce((count, held, frame) => count + (frame !== 0 && held > 0 ? 1 : 0), 0)
  const unseen = cells.reduce((sum, { reason, bytes }) => sum + (reason === null ? 0 : bytes), 0)
  return seen + Math.round(unseen / pageSize)
}

function countFaults({ events, supervisor }: TraceRecord, ofEvent: Int32Array): number {
  return events.reduce(
    (count, { kind, pid }, index) =>
      count + (kind === 'fault' && pid !== supervisor && (ofEvent[index] ?? -1) >= 0 ? 1 : 0),
    0,
  )
}
