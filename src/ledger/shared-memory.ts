import type { TraceEvent, TraceRecord } from '../model/trace-record.ts'
import { familyOf, type Lineage } from './lineage.ts'

/** A page of shared memory, for an instance that has it. */
export interface SharedPage {
  /** The event that made it; -1 where nobody saw it. */
  readonly maker: number
  /** How many of its family have it. */
  readonly holders: number
}

/**
 * Who touched each page of shared memory first. Unlike a page of its own it is nobody's copy: whoever of a family maps
 * it later, at the same address, has the same one.
 */
export function findSharedPages(
  record: TraceRecord,
  lineage: Lineage,
): (instance: number, address: number) => SharedPage {
  const { events, processes, pageSize } = record
  const families = new Map<number, number>()
  const family = (instance: number) => {
    const known = families.get(instance) ?? familyOf(lineage, instance)
    families.set(instance, known)
    return known
  }
  const key = (instance: number, page: number) => `${family(instance)} ${page}`
  const pageOf = (address: number) => Math.floor(address / pageSize)
  const makers = new Map<string, number>()
  const holders = new Map<string, number>()
  for (const { pid, mappings } of processes) {
    const instance = lineage.living.get(pid)?.id ?? -1
    for (const { sharedPages = [] } of mappings) {
      for (const address of sharedPages) {
        const at = key(instance, pageOf(address))
        makers.set(at, -1)
        holders.set(at, (holders.get(at) ?? 0) + 1)
      }
    }
  }
  const pages = [...new Set([...makers.keys()].map((each) => Number(each.split(' ')[1])))].sort(
    (a, b) => a - b,
  )

  const remap = (event: TraceEvent & { kind: 'map' }, index: number, instance: number) => {
    const end = event.address + event.length
    for (let place = firstAtLeast(pages, pageOf(event.address)); place < pages.length; place += 1) {
      const page = pages[place] ?? Infinity
      if (page * pageSize >= end) return
      // What was there before is another page.
      if (makers.has(key(instance, page))) makers.set(key(instance, page), event.populated ? index : -1)
    }
  }
  if (pages.length > 0) {
    events.forEach((event, index) => {
      const instance = lineage.ofEvent[index] ?? -1
      if (instance < 0) return
      if (event.kind === 'map') remap(event, index, instance)
      if (event.kind !== 'fault') return
      const at = key(instance, pageOf(event.address))
      if (makers.get(at) === -1) makers.set(at, index)
    })
  }
  return (instance, address) => {
    const at = key(instance, pageOf(address))
    return { maker: makers.get(at) ?? -1, holders: holders.get(at) ?? 1 }
  }
}

/** The place of the first of sorted numbers that is at least so large. */
function firstAtLeast(sorted: readonly number[], least: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < least) low = middle + 1
    else high = middle
  }
  return low
}
