import type { TracedMapping, TraceRecord } from '../model/trace-record.ts'
import { familyOf, type Lineage } from './lineage.ts'
import { type AddressSpace, PAGES_PER_CHUNK, type PageTables } from './page-tables.ts'
import type { Replay } from './replay.ts'

/** The pages of a mapping that a process holds. */
export interface HeldMapping {
  /** The instance of the process. */
  readonly instance: number
  readonly mapping: TracedMapping
  /** By page, in the order of `mapping.pages`; 0 where nobody saw it being made. */
  readonly frames: Int32Array
}

export interface Resolution {
  readonly held: readonly HeldMapping[]
  /** By mapping, in the order of `held`: what its pages without a frame weigh, as far as is known, in bytes. */
  readonly orphanWeights: readonly number[]
  /** By frame: how many pages at the snapshot are it. */
  readonly holders: Int32Array
}

/** Finds the frame of every page that is there at the snapshot. Frames of huge pages are added to the tables. */
export function resolvePages(record: TraceRecord, lineage: Lineage, { tables, spaces }: Replay): Resolution {
  const hugeFrames = new Map<string, number>()
  const held = record.processes.flatMap(({ pid, mappings }) => {
    const instance = lineage.living.get(pid)?.id ?? -1
    const space = spaces.get(instance)
    return mappings.map((mapping): HeldMapping => {
      const pages = mapping.pages.map((address) => Math.floor(address / record.pageSize))
      const frames = new Int32Array(pages.length)
      if (space === undefined) return { instance, mapping, frames }
      pages.forEach((page, place) => (frames[place] = tables.frameAt(space, page)))
      fillHugePages({ tables, space, mapping, pages, frames, record, hugeFrames })
      return { instance, mapping, frames }
    })
  })
  const holders = new Int32Array(tables.madeBy.length)
  for (const { frames } of held) {
    for (const frame of frames) holders[frame] = (holders[frame] ?? 0) + 1
  }
  return { held, holders, orphanWeights: weighOrphans(held, lineage, record.pageSize) }
}

/** A page that processes of one family have at one address, and none of them was seen to make, is likely one. */
function weighOrphans(held: readonly HeldMapping[], lineage: Lineage, pageSize: number): readonly number[] {
  const counts = new Map<string, number>()
  const keysOf = ({ instance, mapping, frames }: HeldMapping): string[] => {
    if (!frames.includes(0)) return []
    const family = familyOf(lineage, instance)
    return [...mapping.pages]
      .filter((_, place) => frames[place] === 0)
      .map((address) => `${family} ${address}`)
  }
  const keys = held.map(keysOf)
  for (const key of keys.flat()) counts.set(key, (counts.get(key) ?? 0) + 1)
  return keys.map((own) => own.reduce((sum, key) => sum + pageSize / (counts.get(key) ?? 1), 0))
}

interface HugeSearch {
  readonly tables: PageTables
  readonly space: AddressSpace
  readonly mapping: TracedMapping
  readonly pages: Float64Array
  readonly frames: Int32Array
  readonly record: TraceRecord
  /** Frames by fault and page, so that processes that share a huge page share them. */
  readonly hugeFrames: Map<string, number>
}

/**
 * One fault makes a huge page: pages without a fault of their own follow the first one in their 2 MiB, where these lie
 * within one mapping, or a part of them was unmapped since. Where it is not known whether the mapping has huge pages,
 * only when all else of the 2 MiB is there and had no fault.
 */
function fillHugePages(search: HugeSearch): void {
  const { mapping, pages, frames, record, tables, space, hugeFrames } = search
  if (mapping.anonymousHuge === 0) return
  const places = new Map<number, number[]>()
  frames.forEach((frame, place) => {
    if (frame !== 0) return
    const chunk = Math.floor((pages[place] ?? 0) / PAGES_PER_CHUNK)
    const known = places.get(chunk)
    if (known === undefined) places.set(chunk, [place])
    else known.push(place)
  })
  for (const [chunk, orphans] of places) {
    const start = chunk * PAGES_PER_CHUNK * record.pageSize
    const end = start + PAGES_PER_CHUNK * record.pageSize
    const isWithin = start >= mapping.start && end <= mapping.end
    const isCertain = mapping.anonymousHuge !== undefined || orphans.length === PAGES_PER_CHUNK - 1
    const event = firstFault(tables, space, chunk, record)
    if (event === -1) continue
    if (!(isWithin && isCertain) && !wasCut(search, chunk, event)) continue
    for (const place of orphans) {
      const key = `${event} ${pages[place] ?? 0}`
      const frame = hugeFrames.get(key) ?? tables.addFrame(event)
      hugeFrames.set(key, frame)
      frames[place] = frame
    }
  }
}

/** The earliest fault that made a frame of the chunk; -1 for none. */
function firstFault(tables: PageTables, space: AddressSpace, chunk: number, { events }: TraceRecord): number {
  let first = -1
  for (const frame of space.chunks.get(chunk)?.frames ?? []) {
    const event = tables.madeBy[frame] ?? -1
    if (frame !== 0 && events[event]?.kind === 'fault' && (first === -1 || event < first)) first = event
  }
  return first
}

/**
 * Whether what is left of 2 MiB was made by one fault, and a part of it has been unmapped since: only where all other
 * ways to have a page without a fault are seen.
 */
function wasCut({ tables, space, record }: HugeSearch, chunk: number, touched: number): boolean {
  const { events, means, kernelFaults, pageSize } = record
  if (kernelFaults !== true || !means.includes('strace')) return false
  const pid = events[touched]?.pid
  const start = chunk * PAGES_PER_CHUNK * pageSize
  const end = start + PAGES_PER_CHUNK * pageSize
  const cut = events.findIndex(
    (event, index) =>
      index > touched &&
      event.kind === 'unmap' &&
      event.pid === pid &&
      event.address < end &&
      event.address + event.length > start,
  )
  const isBefore = (frame: number) => frame !== 0 && (tables.madeBy[frame] ?? -1) < cut
  return space.chunks.get(chunk)?.frames.filter(isBefore).length === 1
}
