import type { TraceEvent, TraceRecord } from '../model/trace-record.ts'
import type { Lineage } from './lineage.ts'
import { type AddressSpace, PageTables } from './page-tables.ts'

export interface Replay {
  readonly tables: PageTables
  /** By instance: the pages that it has at the snapshot. */
  readonly spaces: ReadonlyMap<number, AddressSpace>
}

/** What every process had mapped and touched at the snapshot, and which event made it: the events in their order. */
export function replay(record: TraceRecord, lineage: Lineage): Replay {
  const tables = new PageTables()
  const spaces = new Map<number, AddressSpace>()
  const current = new Map<number, number>()
  /** By thread: the anonymous mapping that it made last. */
  const buffers = new Map<number, Buffer>()
  const { pageSize } = record
  const spaceOf = (instance: number) => {
    const space = spaces.get(instance) ?? tables.createSpace()
    spaces.set(instance, space)
    return space
  }
  record.events.forEach((event, index) => {
    const instance = lineage.ofEvent[index] ?? -1
    if (instance < 0) return
    switch (event.kind) {
      case 'fork': {
        const parent = spaceOf(lineage.forkedBy.get(index) ?? instance)
        // A process id that is given again: the end of the one before was not seen.
        const before = current.get(event.pid)
        if (before !== undefined) tables.leaveSpace(spaceOf(before), index)
        current.set(event.pid, instance)
        if (event.sharesMemory === true) parent.users += 1
        spaces.set(instance, event.sharesMemory === true ? parent : tables.copySpace(parent, index))
        return
      }
      case 'exec':
      case 'exit':
        tables.leaveSpace(spaceOf(instance), index)
        spaces.set(instance, tables.createSpace())
        return
      case 'read':
        readInto(tables, spaceOf(instance), event, index, pageSize, buffers.get(event.tid))
        return
      case 'map':
        if (event.file === null) buffers.set(event.tid, { ...event, space: spaceOf(instance) })
        applyToPages(tables, spaceOf(instance), event, index, pageSize)
        return
      case 'fault':
      case 'unmap':
      case 'move':
        applyToPages(tables, spaceOf(instance), event, index, pageSize)
        return
      case 'open':
      case 'begin':
      case 'end':
      case 'mark':
      case 'ask':
    }
  })
  return { tables, spaces }
}

interface Buffer {
  readonly space: AddressSpace
  readonly address: number
  readonly length: number
}

/**
 * The kernel writes the bytes: pages that are new to the program raise no fault of its own. Where nobody says into
 * which buffer, it is the mapping that the thread made last, if this is about as large: so is a file read at once.
 */
function readInto(
  tables: PageTables,
  space: AddressSpace,
  event: Extract<TraceEvent, { kind: 'read' }>,
  index: number,
  pageSize: number,
  buffer: Buffer | undefined,
): void {
  let { address, length } = event
  if (address === 0) {
    const isIt = buffer?.space === space && buffer.length >= length && buffer.length <= 2 * length
    if (buffer === undefined || !isIt) return
    ;({ address, length } = buffer)
  }
  tables.touch(space, Math.floor(address / pageSize), Math.ceil((address + length) / pageSize), index)
}

type PageEvent = Extract<TraceEvent, { kind: 'fault' | 'map' | 'unmap' | 'move' }>

function applyToPages(
  tables: PageTables,
  space: AddressSpace,
  event: PageEvent,
  index: number,
  pageSize: number,
): void {
  const page = (address: number) => Math.floor(address / pageSize)
  const pageAfter = (address: number) => Math.ceil(address / pageSize)
  switch (event.kind) {
    case 'fault':
      tables.fault(space, page(event.address), index)
      return
    case 'map': {
      const [first, end] = [page(event.address), pageAfter(event.address + event.length)]
      tables.drop(space, first, end, index)
      if (event.file !== null) tables.mapFile(space, first, end)
      if (event.populated) tables.touch(space, first, end, index)
      return
    }
    case 'unmap':
      tables.drop(space, page(event.address), pageAfter(event.address + event.length), index)
      return
    case 'move': {
      const [from, to] = [page(event.from), page(event.to)]
      const kept = pageAfter(Math.min(event.oldLength, event.newLength))
      tables.drop(space, from + kept, from + pageAfter(event.oldLength), index)
      tables.drop(space, to + kept, to + pageAfter(event.newLength), index)
      tables.move(space, from, to, kept, index)
      return
    }
  }
}
