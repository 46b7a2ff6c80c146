import { includesPage, type PageRanges, withoutRange, withRange } from './page-ranges.ts'

/** Pages of one chunk: a page table, as the kernel calls it; with pages of 4 KiB it spans 2 MiB. */
export const PAGES_PER_CHUNK = 512

/** Frames of consecutive pages, 0 where there is none. Address spaces share a chunk until one of them changes it. */
interface Chunk {
  sharers: number
  readonly frames: Int32Array
}

export interface AddressSpace {
  readonly chunks: Map<number, Chunk>
  /** Processes that live in it: more than one between a vfork and its exec. */
  users: number
  /** The event of the last fork in which it was copied, or made as a copy; -1 for none. */
  copiedAt: number
  /** Where files are mapped: pages there may be the file's, and no memory of the program. */
  files: PageRanges
}

/**
 * The pages of all processes, and the physical frames behind them, by page number. A frame is a number from 1; it
 * belongs to the event that made it. A fork costs as much as there are chunks, a write to a shared chunk its copy.
 */
export class PageTables {
  /** By frame; place 0 is nobody's. */
  readonly madeBy: number[] = [-1]
  /** By frame: the event with which its last page went; -1 while it has one. */
  readonly goneAt: number[] = [-1]
  /** By frame: 1 for a copy of a page that others went on holding. */
  readonly isCopy: number[] = [0]
  /** By frame: 1 where a file was mapped when it was made. */
  readonly isOfFile: number[] = [0]
  /** By frame: pages that are it, those of a shared chunk counted once. */
  readonly #pages: number[] = [0]
  /** By frame: the last fault in which a process had it for itself. */
  readonly #ownedAt: number[] = [-1]

  createSpace(): AddressSpace {
    return { chunks: new Map(), users: 1, copiedAt: -1, files: [] }
  }

  frameAt(space: AddressSpace, page: number): number {
    const frames = space.chunks.get(Math.floor(page / PAGES_PER_CHUNK))?.frames
    return frames?.[page % PAGES_PER_CHUNK] ?? 0
  }

  /**
   * The last fault on a page makes its frame: the page was new, or given back before, or it was shared and this is the
   * copy. But a page that a fork shared and nobody else holds any more is only made writable again: it stays whose
   * it was.
   */
  fault(space: AddressSpace, page: number, event: number): void {
    const before = this.frameAt(space, page)
    const chunk = space.chunks.get(Math.floor(page / PAGES_PER_CHUNK))
    const isProtected = before !== 0 && this.#at(this.#ownedAt, before) < space.copiedAt
    const isHeldByOthers = before !== 0 && ((chunk?.sharers ?? 1) > 1 || this.#at(this.#pages, before) > 1)
    if (isProtected && !isHeldByOthers) this.#ownedAt[before] = event
    else {
      const frame = this.#create(event, isProtected)
      if (includesPage(space.files, page)) this.isOfFile[frame] = 1
      this.#put(space, page, frame, event)
    }
  }

  mapFile(space: AddressSpace, first: number, end: number): void {
    space.files = withRange(space.files, first, end)
  }

  /** Pages that the kernel makes at once, or touches for the program: those that are there already stay. */
  touch(space: AddressSpace, first: number, end: number, event: number): void {
    for (let page = first; page < end; page += 1) {
      if (this.frameAt(space, page) === 0) this.#put(space, page, this.#create(event, false), event)
    }
  }

  drop(space: AddressSpace, first: number, end: number, event: number): void {
    space.files = withoutRange(space.files, first, end)
    for (const number of chunksWithin(space, first, end)) {
      const start = number * PAGES_PER_CHUNK
      if (first <= start && start + PAGES_PER_CHUNK <= end) this.#leaveChunk(space, number, event)
      else {
        const { frames } = this.#own(space, number)
        const last = Math.min(PAGES_PER_CHUNK, end - start)
        for (let place = Math.max(0, first - start); place < last; place += 1) {
          this.#letGo(frames[place] ?? 0, event)
          frames[place] = 0
        }
      }
    }
  }

  /** Pages go to another address with their frames; what was there before is gone. */
  move(space: AddressSpace, from: number, to: number, count: number, event: number): void {
    if (from === to) return
    const moved: (readonly [page: number, frame: number])[] = []
    for (const number of chunksWithin(space, from, from + count)) {
      const start = number * PAGES_PER_CHUNK
      const end = Math.min(start + PAGES_PER_CHUNK, from + count)
      for (let page = Math.max(start, from); page < end; page += 1) {
        const frame = this.frameAt(space, page)
        if (frame !== 0) moved.push([page - from + to, frame])
      }
    }
    this.drop(space, to, to + count, event)
    // The frames have their new pages before they lose the old ones, so that none is gone in between.
    for (const [page, frame] of moved) this.#put(space, page, frame, event)
    this.drop(space, from, from + count, event)
  }

  copySpace(space: AddressSpace, event: number): AddressSpace {
    for (const chunk of space.chunks.values()) chunk.sharers += 1
    space.copiedAt = event
    return { chunks: new Map(space.chunks), users: 1, copiedAt: event, files: space.files }
  }

  /** A process that lived in it ends, or has another program now. */
  leaveSpace(space: AddressSpace, event: number): void {
    space.users -= 1
    if (space.users > 0) return
    for (const number of [...space.chunks.keys()]) this.#leaveChunk(space, number, event)
  }

  /** A frame that no page table has: a part of a huge page, beyond the page of the fault. */
  addFrame(event: number): number {
    return this.#create(event, false)
  }

  #create(event: number, isCopy: boolean): number {
    this.madeBy.push(event)
    this.goneAt.push(-1)
    this.isCopy.push(isCopy ? 1 : 0)
    this.isOfFile.push(0)
    this.#pages.push(0)
    this.#ownedAt.push(event)
    return this.madeBy.length - 1
  }

  #put(space: AddressSpace, page: number, frame: number, event: number): void {
    const { frames } = this.#own(space, Math.floor(page / PAGES_PER_CHUNK))
    const place = page % PAGES_PER_CHUNK
    this.#hold(frame)
    this.#letGo(frames[place] ?? 0, event)
    frames[place] = frame
  }

  /** The chunk, for this address space alone. */
  #own(space: AddressSpace, number: number): Chunk {
    const chunk = space.chunks.get(number)
    if (chunk?.sharers === 1) return chunk
    const own = { sharers: 1, frames: chunk?.frames.slice() ?? new Int32Array(PAGES_PER_CHUNK) }
    if (chunk !== undefined) {
      chunk.sharers -= 1
      for (const frame of own.frames) this.#hold(frame)
    }
    space.chunks.set(number, own)
    return own
  }

  #leaveChunk(space: AddressSpace, number: number, event: number): void {
    const chunk = space.chunks.get(number)
    if (chunk === undefined) return
    space.chunks.delete(number)
    chunk.sharers -= 1
    if (chunk.sharers > 0) return
    for (const frame of chunk.frames) this.#letGo(frame, event)
  }

  #hold(frame: number): void {
    if (frame !== 0) this.#pages[frame] = this.#at(this.#pages, frame) + 1
  }

  #letGo(frame: number, event: number): void {
    if (frame === 0) return
    const pages = this.#at(this.#pages, frame) - 1
    this.#pages[frame] = pages
    if (pages === 0) this.goneAt[frame] = event
  }

  #at(values: readonly number[], frame: number): number {
    return values[frame] ?? 0
  }
}

/** The numbers of those chunks that are there and have pages of the range: whichever is fewer is looked through. */
function chunksWithin(space: AddressSpace, first: number, end: number): number[] {
  const lowest = Math.floor(first / PAGES_PER_CHUNK)
  const highest = Math.ceil(end / PAGES_PER_CHUNK) - 1
  if (highest - lowest > space.chunks.size) {
    return [...space.chunks.keys()].filter((number) => number >= lowest && number <= highest)
  }
  const numbers: number[] = []
  for (let number = lowest; number <= highest; number += 1) {
    if (space.chunks.has(number)) numbers.push(number)
  }
  return numbers
}
