import type { Timeline, TimelineEvent } from '../model/attribution.ts'
import type { TraceEvent, TraceRecord } from '../model/trace-record.ts'
import { kindOfGroup } from './group-kind.ts'
import type { Lineage } from './lineage.ts'
import { millisecondsOf } from './milliseconds.ts'
import type { PageTables } from './page-tables.ts'

const POINTS = 400
const EVENTS = 500

/**
 * What stays and what only passes through, at no more than {@link POINTS} times: of each stretch of time, its highest
 * point. Pages that were given back without a word (a shrinking heap, madvise) and not touched again are in neither, nor are those of mapped files that went.
 */
export function drawTimeline(
  record: TraceRecord,
  lineage: Lineage,
  { madeBy, goneAt, isOfFile }: PageTables,
  holders: Int32Array,
  idOf: (instance: number) => number | null,
): Timeline {
  const { events, snapshotAt, pageSize } = record
  const time = millisecondsOf(record)
  const stayed = new Int32Array(events.length)
  const passed = new Int32Array(events.length)
  madeBy.forEach((made, frame) => {
    if (made < 0 || events[made]?.pid === record.supervisor) return
    const gone = goneAt[frame] ?? -1
    if ((holders[frame] ?? 0) > 0) stayed[made] = (stayed[made] ?? 0) + 1
    else if (gone >= 0 && isOfFile[frame] === 0) {
      passed[made] = (passed[made] ?? 0) + 1
      passed[gone] = (passed[gone] ?? 0) - 1
    }
  })

  const t: number[] = []
  const stays: number[] = []
  const passing: number[] = []
  const start = events[0]?.t ?? snapshotAt
  const stretch = (snapshotAt - start) / POINTS
  let [staying, passingBy, latest] = [0, 0, -1]
  events.forEach((event, index) => {
    if ((lineage.ofEvent[index] ?? -1) < 0) return
    staying += (stayed[index] ?? 0) * pageSize
    passingBy += (passed[index] ?? 0) * pageSize
    const bucket = stretch > 0 ? Math.min(POINTS - 1, Math.floor((event.t - start) / stretch)) : 0
    const last = t.length - 1
    const isHigher = staying + passingBy >= (stays[last] ?? 0) + (passing[last] ?? 0)
    if (bucket === latest && !isHigher) return
    const place = bucket === latest ? last : last + 1
    latest = bucket
    t[place] = time(event.t)
    stays[place] = staying
    passing[place] = passingBy
  })
  t.push(time(snapshotAt))
  stays.push(staying)
  passing.push(passingBy)
  return { t, stays, passing, events: listEvents(record, lineage, idOf) }
}

function listEvents(
  record: TraceRecord,
  { ofEvent, instances }: Lineage,
  idOf: (instance: number) => number | null,
): readonly TimelineEvent[] {
  const time = millisecondsOf(record)
  const libraries = new Set<string>()
  const found = record.events.flatMap((event, index): readonly TimelineEvent[] => {
    const instance = ofEvent[index] ?? -1
    if (instance < 0 || event.pid === record.supervisor) return []
    const name = nameOf(event, instances[instance]?.command ?? '')
    if (name === null) return []
    if (name.kind === 'library') {
      const key = `${instance} ${name.name}`
      if (libraries.has(key)) return []
      libraries.add(key)
    }
    return [{ t: time(event.t), ...name, process: idOf(instance) }]
  })
  return found.slice(0, EVENTS)
}

function nameOf(event: TraceEvent, command: string): Pick<TimelineEvent, 'kind' | 'name'> | null {
  switch (event.kind) {
    case 'fork':
      return { kind: 'process', name: command }
    case 'exit':
      return { kind: 'end', name: command }
    case 'mark':
      return { kind: event.span, name: event.name }
    case 'map':
      return event.file !== null && kindOfGroup(event.file) === 'library'
        ? { kind: 'library', name: event.file.slice(event.file.lastIndexOf('/') + 1) }
        : null
    case 'fault':
    case 'exec':
    case 'unmap':
    case 'move':
    case 'open':
    case 'read':
    case 'begin':
    case 'end':
    case 'ask':
      return null
  }
}
