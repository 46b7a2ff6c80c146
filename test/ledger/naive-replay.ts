import type { TraceRecord } from '../../src/model/trace-record.ts'

interface Frame {
  readonly event: number
  ownedAt: number
}

interface Process {
  pages: Map<number, Frame>
  copiedAt: number
}

/**
 * The replay by its definition: every process has its map of pages, which a fork copies whole, and who else holds a
 * frame is found by looking through all of them. Returns the frame of each page of each living process.
 */
export function replayNaively({ events, pageSize, snapshotAt }: TraceRecord): ReadonlyMap<number, Process> {
  const living = new Map<number, Process>()
  const at = (pid: number): Process => {
    const known = living.get(pid) ?? { pages: new Map(), copiedAt: -1 }
    living.set(pid, known)
    return known
  }
  const isHeldByOthers = (frame: Frame) => {
    const holders = new Set([...living.values()].map(({ pages }) => pages))
    return [...holders].flatMap((pages) => [...pages.values()]).filter((other) => other === frame).length > 1
  }
  const pagesOf = (address: number, length: number): number[] => {
    const first = Math.floor(address / pageSize)
    const end = Math.ceil((address + length) / pageSize)
    return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index)
  }
  events.forEach((event, index) => {
    if (event.t > snapshotAt) return
    if (event.kind === 'fork') {
      const parent = at(event.parent)
      if (event.sharesMemory === true) {
        living.set(event.pid, parent)
        return
      }
      parent.copiedAt = index
      living.set(event.pid, { pages: new Map(parent.pages), copiedAt: index })
      return
    }
    const process = at(event.pid)
    const { pages } = process
    if (event.kind === 'exit') living.delete(event.pid)
    if (event.kind === 'exec') living.set(event.pid, { pages: new Map(), copiedAt: -1 })
    if (event.kind === 'fault') {
      const page = Math.floor(event.address / pageSize)
      const before = pages.get(page)
      if (before !== undefined && before.ownedAt < process.copiedAt && !isHeldByOthers(before)) {
        before.ownedAt = index
      } else pages.set(page, { event: index, ownedAt: index })
    }
    if (event.kind === 'map' || event.kind === 'unmap') {
      for (const page of pagesOf(event.address, event.length)) pages.delete(page)
    }
    if ((event.kind === 'map' && event.populated) || event.kind === 'read') {
      for (const page of pagesOf(event.address, event.length)) {
        if (!pages.has(page)) pages.set(page, { event: index, ownedAt: index })
      }
    }
    if (event.kind === 'move') {
      const frames = pagesOf(event.from, event.oldLength).map((page) => pages.get(page))
      for (const page of pagesOf(event.from, event.oldLength)) pages.delete(page)
      for (const page of pagesOf(event.to, event.newLength)) {
        const frame = frames.shift()
        pages.delete(page)
        if (frame !== undefined) pages.set(page, frame)
      }
    }
  })
  return living
}
