import { ATTRIBUTION_SCHEMA, type Attribution } from '../model/attribution.ts'
import type { TraceRecord } from '../model/trace-record.ts'
import { type Cell, fillCells } from './cells.ts'
import { summarizeCoverage } from './coverage.ts'
import { traceLineage } from './lineage.ts'
import { millisecondsOf } from './milliseconds.ts'
import { nestSpans } from './nest-spans.ts'
import type { PageTables } from './page-tables.ts'
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
 *
 * @param since a time of the trace: only what was made after it is charged, such as in a soak what a leak leaves; pages
 *   that nobody saw being made have no time, and are left out
 */
export function attribute(
  record: TraceRecord,
  { since = null }: { readonly since?: number | null } = {},
): Attribution {
  const lineage = traceLineage(record)
  const nesting = nestSpans(record, lineage)
  const replayed = replay(record, lineage)
  const resolution = resolvePages(record, lineage, replayed)
  const all = fillCells(record, lineage, nesting, replayed.tables, resolution, since ?? 0)
  const cells = since === null ? all : all.filter(({ isLater }) => isLater)
  const { processes, idOf } = listProcesses(record, lineage, nesting.tree, cells, since)
  return {
    schema: ATTRIBUTION_SCHEMA,
    environment: null,
    total: {
      writable: cells.reduce((sum, { bytes }) => sum + bytes, 0),
      frames: countFrames(record, replayed.tables, resolution.holders, since, cells),
      minorFaults: countFaults(record, lineage.ofEvent),
    },
    ...(since === null ? {} : { since: millisecondsOf(record)(since) }),
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
  { events, pageSize }: TraceRecord,
  { madeBy }: PageTables,
  holders: Int32Array,
  since: number | null,
  cells: readonly Cell[],
): number {
  const isMeant = (frame: number) => since === null || (events[madeBy[frame] ?? -1]?.t ?? 0) > since
  const seen = holders.reduce(
    (count, held, frame) => count + (frame !== 0 && held > 0 && isMeant(frame) ? 1 : 0),
    0,
  )
  const unseen = cells.reduce(
    (sum, cell) => sum + (cell.reason === null && !cell.isShared ? 0 : cell.bytes),
    0,
  )
  return seen + Math.round(unseen / pageSize)
}

function countFaults({ events, supervisor }: TraceRecord, ofEvent: Int32Array): number {
  return events.reduce(
    (count, { kind, pid }, index) =>
      count + (kind === 'fault' && pid !== supervisor && (ofEvent[index] ?? -1) >= 0 ? 1 : 0),
    0,
  )
}
