import { REST_GROUP, REST_NAMES, type UnaccountedReason } from '../model/attribution.ts'
import type { TracedMapping, TracedProcess, TraceEvent, TraceRecord } from '../model/trace-record.ts'
import { apportion } from './apportion.ts'
import { kindOfGroup } from './group-kind.ts'
import type { Lineage } from './lineage.ts'
import type { Nesting } from './nest-spans.ts'
import type { PageTables } from './page-tables.ts'
import type { HeldMapping, Resolution } from './resolve-pages.ts'
import { findSharedPages } from './shared-memory.ts'
import { createReasoner, reasonOfExcess } from './unaccounted.ts'

/** Bytes of the figure that are alike in all that the ledger knows. Every view is a sum of cells. */
export interface Cell {
  /** The instance that holds them. */
  readonly holder: number
  readonly group: string
  /** A place in the tree of spans. */
  readonly span: number
  /** A node of the record's stacks; -1 for none. */
  readonly stack: number
  /** Why nobody saw them being made; `null` where somebody did. */
  readonly reason: UnaccountedReason | null
  /** A copy of pages that others went on holding. */
  readonly isCopy: boolean
  /** Made after the time that was asked for. */
  readonly isLater: boolean
  /** Of shared memory: no page of anybody's own. */
  readonly isShared: boolean
  /** A whole number. */
  readonly bytes: number
}

/** Kernel figures of a mapping are whole KiB, rounded down: a process has up to this much more for each. */
const ROUNDED_OFF = 1024

/**
 * The figure of all processes in cells. They add up to it, whatever the pages say.
 *
 * @param since what is made after this time of the trace is told apart
 */
export function fillCells(
  record: TraceRecord,
  lineage: Lineage,
  { tree, ofEvent }: Nesting,
  tables: PageTables,
  { held, holders, orphanWeights }: Resolution,
  since: number,
): readonly Cell[] {
  const start = record.events[0]?.t ?? record.snapshotAt
  const reasonOf = createReasoner(record)
  const stackCount = (record.stacks?.nodes.length ?? 0) + 1
  const sharedPage = findSharedPages(record, lineage)
  const cells: Cell[] = []

  const addUnaccounted = (holder: number, group: string, reason: UnaccountedReason, bytes: number) => {
    if (bytes === 0) return
    const span = tree.place(-1, 'rest', REST_NAMES[reason], -1, start)
    cells.push({
      holder,
      group,
      span,
      stack: -1,
      reason,
      isCopy: false,
      isLater: false,
      isShared: false,
      bytes,
    })
  }

  /** Divides bytes of a mapping by who made its pages, each an event and its weight. */
  const addMade = (
    { instance: holder, mapping: { group } }: HeldMapping,
    total: number,
    pages: readonly { readonly index: number; readonly weight: number; readonly isCopy: boolean }[],
    isShared: boolean,
  ) => {
    const isLibrary = kindOfGroup(group) === 'library'
    const shares = new Map<number, { readonly cell: Omit<Cell, 'bytes'>; weight: number }>()
    for (const { index, weight, isCopy } of pages) {
      const event = record.events[index]
      const stack = event === undefined ? -1 : stackOf(event, stackCount)
      const isLater = event !== undefined && event.t > since
      const inner = ofEvent[index] ?? -1
      const key = ((inner + 1) * stackCount + stack + 1) * 4 + (isCopy ? 2 : 0) + (isLater ? 1 : 0)
      const share = shares.get(key)
      if (share !== undefined) share.weight += weight
      else {
        const span = isLibrary ? withinLibrary(inner, group, event?.t ?? start) : inner
        const cell = { holder, group, span, stack, reason: null, isCopy, isLater, isShared }
        shares.set(key, { cell, weight })
      }
    }
    const all = [...shares.values()]
    const bytes = apportion(
      total,
      all.map(({ weight }) => weight),
    )
    all.forEach(({ cell }, place) => cells.push({ ...cell, bytes: bytes[place] ?? 0 }))
  }

  const addResolved = (one: HeldMapping, total: number) => {
    const pages = [...one.frames]
      .filter((frame) => frame !== 0)
      .map((frame) => ({
        index: tables.madeBy[frame] ?? -1,
        weight: record.pageSize / (holders[frame] ?? 1),
        isCopy: tables.isCopy[frame] === 1,
      }))
    addMade(one, total, pages, false)
  }

  /** Which of its pages have been written nobody knows: each is as much of it as any other. */
  const addShared = (one: HeldMapping, total: number) => {
    const { instance, mapping } = one
    const pages = [...(mapping.sharedPages ?? [])].map((address) => {
      const { maker, holders: sharers } = sharedPage(instance, address)
      return { index: maker, weight: record.pageSize / sharers, isCopy: false }
    })
    const weigh = (some: typeof pages) => some.reduce((sum, { weight }) => sum + weight, 0)
    const made = pages.filter(({ index }) => index >= 0)
    const weight = weigh(made)
    const [unseen = 0, seen = 0] = apportion(total, [weigh(pages) - weight, weight])
    addMade(one, seen, made, true)
    addUnaccounted(instance, mapping.group, 'shared-memory', unseen)
  }

  /** What a library writes to its own pages has its name, but for what an import or a file made it write. */
  const withinLibrary = (place: number, group: string, t: number): number => {
    const span = tree.spans[place]
    if (span === undefined || span.kind === 'import' || span.kind === 'file' || span.kind === 'library') {
      return place
    }
    return tree.place(place, 'library', group, span.instance, t)
  }

  const addMapping = (one: HeldMapping, target: number, orphanWeight: number) => {
    const { instance, mapping, frames } = one
    const shared = Math.min(target, Math.round(mapping.sharedMemory))
    addShared(one, shared)
    const orphans = frames.reduce((count, frame) => count + (frame === 0 ? 1 : 0), 0)
    const split = splitPages(target - shared, {
      resolved: weighFrames(frames, holders, record.pageSize),
      orphaned: orphanWeight,
      mostOrphaned: orphans * record.pageSize,
      pageSize: record.pageSize,
    })
    addResolved(one, split.resolved)
    const reasons = countReasons(mapping, orphans, reasonOf)
    const bytes = apportion(split.orphaned, [...reasons.values()])
    ;[...reasons.keys()].forEach((reason, place) => {
      addUnaccounted(instance, mapping.group, reason, bytes[place] ?? 0)
    })
    addUnaccounted(instance, mapping.group, reasonOfExcess(mapping), split.excess)
  }

  let next = 0
  for (const process of record.processes) {
    const { targets, rest } = targetsOf(process)
    for (const target of targets) {
      const one = held[next]
      if (one !== undefined) addMapping(one, target, orphanWeights[next] ?? 0)
      next += 1
    }
    addUnaccounted(lineage.living.get(process.pid)?.id ?? -1, REST_GROUP, 'unknown', rest)
  }
  return cells.filter(({ bytes }) => bytes !== 0)
}

/** What each mapping has of the process's figure, in whole bytes, and what no mapping has. */
function targetsOf({ writable, mappings }: TracedProcess): {
  readonly targets: number[]
  readonly rest: number
} {
  const total = Math.round(writable)
  const weights = mappings.map((mapping) => Math.max(0, mapping.writable))
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const written = weights.filter((weight) => weight > 0).length
  const gap = total - sum
  if (gap >= 1 && gap > written * ROUNDED_OFF) {
    const ofMappings = Math.round(sum)
    return { targets: apportion(ofMappings, weights), rest: total - ofMappings }
  }
  if (written === 0) return { targets: weights, rest: total }
  const evened = gap > 0 ? weights.map((weight) => (weight > 0 ? weight + gap / written : 0)) : weights
  return { targets: apportion(total, evened), rest: 0 }
}

function weighFrames(frames: Int32Array, holders: Int32Array, pageSize: number): number {
  return frames.reduce((sum, frame) => sum + (frame === 0 ? 0 : pageSize / (holders[frame] ?? 1)), 0)
}

interface Weights {
  readonly resolved: number
  readonly orphaned: number
  /** Of pages without a frame, where they are shared less than it seems. */
  readonly mostOrphaned: number
  readonly pageSize: number
}

/**
 * Divides a mapping's bytes among pages with a frame, pages without, and what is no page. They get what they weigh;
 * less, where the figure is less: the kernel divides a page by all that map it, also outside of the tree.
 */
function splitPages(
  total: number,
  { resolved, orphaned, mostOrphaned, pageSize }: Weights,
): { readonly resolved: number; readonly orphaned: number; readonly excess: number } {
  const over = total - resolved - orphaned
  if (resolved + orphaned > 0 && over < 1) {
    const [first = 0, second = 0] = apportion(total, [resolved, orphaned])
    return { resolved: first, orphaned: second, excess: 0 }
  }
  const seen = Math.min(total, Math.round(resolved))
  const unseen = Math.min(total - seen, mostOrphaned)
  const excess = total - seen - unseen
  // Less than a page is rounding.
  if (excess >= pageSize || seen + unseen === 0) return { resolved: seen, orphaned: unseen, excess }
  return seen > 0
    ? { resolved: seen + excess, orphaned: unseen, excess: 0 }
    : { resolved: seen, orphaned: unseen + excess, excess: 0 }
}

function countReasons(
  mapping: TracedMapping,
  orphans: number,
  reasonOf: (mapping: TracedMapping) => UnaccountedReason,
): ReadonlyMap<UnaccountedReason, number> {
  const counts = new Map<UnaccountedReason, number>()
  for (let orphan = 0; orphan < orphans; orphan += 1) {
    const reason = reasonOf(mapping)
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return counts
}

function stackOf(event: TraceEvent, stackCount: number): number {
  const stack = event.kind === 'fault' ? (event.stack ?? -1) : -1
  return stack < stackCount - 1 ? stack : -1
}
