import { SPAN_NAMES } from '../model/attribution.ts'
import type { TraceEvent, TraceRecord } from '../model/trace-record.ts'
import { isCodeOf, isDataFile } from './data-files.ts'
import type { Lineage } from './lineage.ts'
import { SpanTree } from './span-tree.ts'
import { createThread, fileOf, setFile, spanOf, type Thread } from './threads.ts'

export interface Nesting {
  readonly tree: SpanTree
  /** The span that each event happened in; -1 for an event that does not count. */
  readonly ofEvent: Int32Array
}

/**
 * A file no longer owns what is touched when that is more than so many times what was read of it: a document tree is 40
 * times its text, but a server reads a small configuration last and then makes its tables.
 */
const MOST_TIMES = 64
const LEAST_BYTES = 65_536

/** Where a process is. */
interface State {
  readonly threads: Map<number, Thread>
  /** The span that its threads are in when they are in none of their own; -1: to be made anew. */
  base: number
  /** Its own mark, which the spans after it are in. */
  mark: string | null
  /** An interpreter that has not come to its first import. */
  isStarting: boolean
}

/**
 * Which span every event happened in. Spans nest by thread. A thread without spans of its own (a garbage collector,
 * a compiler) works for the main thread, and is charged to the span that this is in. After a file is opened or
 * read, what its thread does is of this file, until it opens or reads another one, or the span around it ends; a span
 * that begins meanwhile is within the span around the file.
 */
export function nestSpans(record: TraceRecord, lineage: Lineage): Nesting {
  const nesting = new Nester(record, lineage)
  const ofEvent = new Int32Array(record.events.length).fill(-1)
  record.events.forEach((event, index) => {
    const instance = lineage.ofEvent[index] ?? -1
    if (instance >= 0) ofEvent[index] = nesting.follow(event, index, instance)
  })
  return { tree: nesting.tree, ofEvent }
}

class Nester {
  readonly tree = new SpanTree()
  readonly #lineage: Lineage
  readonly #states = new Map<number, State>()
  /** Events of exec after which a program comes that marks its imports. */
  readonly #interpreters: ReadonlySet<number>
  /** Files that were opened and not only written; `null` where reads were not traced. */
  readonly #readFiles: ReadonlySet<string> | null
  readonly #pageSize: number
  #phase: string | null = null

  constructor(record: TraceRecord, lineage: Lineage) {
    this.#lineage = lineage
    this.#interpreters = findInterpreters(record, lineage)
    this.#readFiles = record.means.includes('strace') ? findReadFiles(record) : null
    this.#pageSize = record.pageSize
  }

  /** Takes the next event; gives its span. */
  follow(event: TraceEvent, index: number, instance: number): number {
    const state = this.#stateOf(instance)
    switch (event.kind) {
      case 'fork':
        this.#fork(event, instance, this.#lineage.forkedBy.get(index) ?? instance)
        break
      case 'exec':
        state.threads.clear()
        state.base = -1
        state.isStarting = this.#interpreters.has(index)
        break
      case 'begin':
        this.#begin(event, instance)
        break
      case 'end':
        this.#end(event, instance)
        break
      case 'mark':
        this.#mark(event, state)
        break
      case 'open':
      case 'read':
        this.#enterFile(event, instance)
        break
      case 'fault':
      case 'map':
      case 'unmap':
      case 'move':
      case 'exit':
      case 'ask':
    }
    const span = this.#current(instance, event)
    this.tree.touch(span, event.t)
    if (event.kind === 'fault') this.#countFault(span, event, instance)
    return span
  }

  #countFault(place: number, { pid, tid, t }: TraceEvent, instance: number): void {
    const span = this.tree.spans[place]
    if (span === undefined) return
    span.faults += 1
    if (span.kind !== 'file' || span.readBytes === null) return
    if (span.faults * this.#pageSize <= MOST_TIMES * span.readBytes + LEAST_BYTES) return
    const base = this.#baseOf(instance, t)
    const { threads } = this.#stateOf(instance)
    for (const thread of [threads.get(tid), threads.get(pid)]) {
      if (thread !== undefined && fileOf(thread, base) === place) setFile(thread, -1, base)
    }
  }

  #stateOf(instance: number): State {
    const known = this.#states.get(instance)
    if (known !== undefined) return known
    const state: State = { threads: new Map(), base: -1, mark: null, isStarting: false }
    this.#states.set(instance, state)
    return state
  }

  /** The span below all others of the process: the program, or the phase or mark that it is in. */
  #baseOf(instance: number, t: number): number {
    const state = this.#stateOf(instance)
    if (state.base >= 0) return state.base
    let base = this.tree.root(instance, t)
    if (this.#phase !== null) base = this.tree.place(base, 'phase', this.#phase, instance, t)
    if (state.mark !== null) base = this.tree.place(base, 'mark', state.mark, instance, t)
    if (state.isStarting) base = this.tree.place(base, 'start', SPAN_NAMES.start, instance, t)
    state.base = base
    return base
  }

  #current(instance: number, { pid, tid, t }: TraceEvent): number {
    const base = this.#baseOf(instance, t)
    const { threads } = this.#stateOf(instance)
    const thread = threads.get(tid)
    const main = threads.get(pid)
    const own = fileOf(thread, base)
    if (own >= 0) return own
    if (tid === pid || thread?.hasSpans === true) return spanOf(thread, base)
    const file = fileOf(main, base)
    return file >= 0 ? file : spanOf(main, base)
  }

  #threadOf(instance: number, tid: number): Thread {
    const { threads } = this.#stateOf(instance)
    const thread = threads.get(tid) ?? createThread(tid)
    threads.set(tid, thread)
    return thread
  }

  #begin({ t, tid, span, name }: TraceEvent & { kind: 'begin' }, instance: number): void {
    const state = this.#stateOf(instance)
    if (state.isStarting) {
      state.isStarting = false
      state.base = -1
    }
    const thread = this.#threadOf(instance, tid)
    const around = spanOf(thread, this.#baseOf(instance, t))
    thread.hasSpans = true
    thread.frames.push({ span: this.tree.place(around, span, name, instance, t), file: -1 })
  }

  /** Ends what began under this name; what began in it and did not end ends, too. */
  #end({ t, tid, span: kind, name }: TraceEvent & { kind: 'end' }, instance: number): void {
    const { frames } = this.#threadOf(instance, tid)
    const place = frames.findLastIndex(({ span }) => {
      const began = this.tree.spans[span]
      return began?.kind === kind && began.name === name
    })
    if (place === -1) return
    for (const { span } of frames.splice(place)) this.tree.touch(span, t)
  }

  /** The gate's phases are those of all processes; a program's mark is its own. */
  #mark({ span, name }: TraceEvent & { kind: 'mark' }, state: State): void {
    if (span === 'mark') {
      state.mark = name
      state.base = -1
      return
    }
    this.#phase = name
    for (const each of this.#states.values()) {
      each.mark = null
      each.base = -1
    }
  }

  #enterFile(event: TraceEvent & { kind: 'open' | 'read' }, instance: number): void {
    const state = this.#stateOf(instance)
    // What an interpreter reads before the program begins is its own: locales, its configuration.
    if (state.isStarting || !isDataFile(event.file) || this.#readFiles?.has(event.file) === false) return
    const base = this.#baseOf(instance, event.t)
    const thread = this.#threadOf(instance, event.tid)
    // Also a helper thread reads for the span that the main thread is in.
    const around = spanOf(thread.hasSpans ? thread : state.threads.get(event.pid), base)
    const inside = this.tree.spans[around]
    const isCode = inside?.kind === 'import' && isCodeOf(inside.name, event.file)
    const file = isCode ? -1 : this.tree.place(around, 'file', event.file, instance, event.t)
    setFile(thread, file, base)
    const span = this.tree.spans[file]
    if (span !== undefined && event.kind === 'read') span.readBytes = (span.readBytes ?? 0) + event.length
  }

  /** The child begins in the spans that the thread that forked is in, but at no file: it reads its own. */
  #fork({ t, pid, parent, parentThread }: TraceEvent & { kind: 'fork' }, child: number, by: number): void {
    const from = this.#stateOf(by)
    const state = this.#stateOf(child)
    state.mark = from.mark
    state.isStarting = from.isStarting
    const frames = from.threads.get(parentThread ?? parent)?.frames ?? []
    if (frames.length === 0) return
    const thread = this.#threadOf(child, pid)
    thread.hasSpans = true
    let around = this.#baseOf(child, t)
    for (const { span } of frames) {
      const { kind, name } = this.tree.spans[span] ?? { kind: 'rest', name: SPAN_NAMES.program }
      around = this.tree.place(around, kind, name, child, t)
      thread.frames.push({ span: around, file: -1 })
    }
  }
}

/** Files of which bytes were read, or that were mapped. */
function findReadFiles({ events }: TraceRecord): ReadonlySet<string> {
  return new Set(
    events.flatMap((event) => {
      if (event.kind === 'read') return event.length > 0 ? [event.file] : []
      return event.kind === 'map' && event.file !== null ? [event.file] : []
    }),
  )
}

/**
 * The execs whose program marks imports, and no start of its own: until its first import it is an interpreter that
 * starts.
 */
function findInterpreters({ events }: TraceRecord, { ofEvent }: Lineage): ReadonlySet<number> {
  const interpreters = new Set<number>()
  const seen = new Map<number, 'import' | 'start'>()
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index]
    const instance = ofEvent[index] ?? -1
    if (event === undefined || instance < 0) continue
    if (event.kind === 'begin' && event.span === 'start') seen.set(instance, 'start')
    if (event.kind === 'begin' && event.span === 'import' && !seen.has(instance)) seen.set(instance, 'import')
    if (event.kind === 'exec') {
      if (seen.get(instance) === 'import') interpreters.add(index)
      seen.delete(instance)
    }
  }
  return interpreters
}
