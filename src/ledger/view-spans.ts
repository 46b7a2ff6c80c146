import type { AttributedSpan } from '../model/attribution.ts'
import type { TraceRecord } from '../model/trace-record.ts'
import type { Cell } from './cells.ts'
import { millisecondsOf } from './milliseconds.ts'
import type { SpanTree } from './span-tree.ts'

/** The spans that made something that is still there, parents before children. */
export function listSpans(
  record: TraceRecord,
  { spans }: SpanTree,
  cells: readonly Cell[],
  idOf: (instance: number) => number | null,
): readonly AttributedSpan[] {
  const self = spans.map(() => 0)
  for (const { span, bytes } of cells) self[span] = (self[span] ?? 0) + bytes
  const cumulative = [...self]
  // Parents come before children: from the end, every span is complete before it is added to the one around it.
  for (let place = spans.length - 1; place >= 0; place -= 1) {
    const parent = spans[place]?.parent ?? -1
    if (parent >= 0) cumulative[parent] = (cumulative[parent] ?? 0) + (cumulative[place] ?? 0)
  }
  const kept = spans
    .map((span, place) => ({ span, place }))
    .filter(({ place }) => (cumulative[place] ?? 0) > 0)
  const ids = new Map(kept.map(({ place }, id) => [place, id]))
  const time = millisecondsOf(record)
  return kept.map(({ span, place }, id) => {
    const { kind, name, faults, readBytes } = span
    return {
      id,
      parent: ids.get(span.parent) ?? null,
      kind,
      name,
      process: idOf(span.instance),
      t0: time(span.t0),
      t1: time(span.t1),
      self: self[place] ?? 0,
      cumulative: cumulative[place] ?? 0,
      faults,
      ...(readBytes === null ? {} : { readBytes }),
    }
  })
}
