/**
 * What one traced run recorded: the input of the ledger. Times are nanoseconds of CLOCK_MONOTONIC, addresses and
 * lengths are bytes. Addresses stay below 2^53 on every architecture with at most 48 bits of user space.
 */
export interface TraceRecord {
  /** What watched the run, such as `perf`, `strace`, `probe:cpython`. */
  means: readonly TraceMeans[]
  pageSize: number
  /** When the pages were read: later events do not count. */
  snapshotAt: number
  /** Page faults that the kernel counted and the tracer could not record. */
  lostFaults: number
  /** All events up to the snapshot, in order of time. */
  events: readonly TraceEvent[]
  /** The processes of the tree that lived at the snapshot, without the supervisor. */
  processes: readonly TracedProcess[]
  /** The process that started the program and waits for it: it is in no figure. */
  supervisor?: number
  /** Whether faults were seen that the kernel took for the program, such as by read(2) into fresh memory; else not known. */
  kernelFaults?: boolean
  /** `stack` of a fault is an index into `nodes`; none when stacks were not recorded. */
  stacks?: TraceStacks
}

export type TraceMeans = 'perf' | 'strace' | 'output-marks' | `probe:${'cpython' | 'node' | 'ruby'}`

/**
 * How the callers of what touched a page are found: `frame-pointers`, at every fault; `dwarf`, by the unwind tables of
 * the code, at a sample of them; `both`, by dwarf where frame pointers do not reach the beginning.
 */
export const STACK_MEANS = ['both', 'frame-pointers', 'dwarf'] as const
export type StackMeans = (typeof STACK_MEANS)[number]

interface At {
  t: number
  pid: number
  tid: number
}

export type TraceEvent =
  | (At & { kind: 'fault'; address: number; stack?: number })
  /**
   * `pid` is the child's; it starts with a copy of what `parent` has mapped and open. `sharesMemory`: not with a copy,
   * but in the very memory of its parent until it execs (vfork, posix_spawn).
   */
  | (At & { kind: 'fork'; parent: number; parentThread?: number; sharesMemory?: boolean })
  | (At & { kind: 'exec'; command: string })
  | (At & { kind: 'exit' })
  /** A new mapping; what was there is gone. `populated`: the kernel touched every page of it at once. */
  | (At & { kind: 'map'; address: number; length: number; file: string | null; populated: boolean })
  | (At & { kind: 'unmap'; address: number; length: number })
  | (At & { kind: 'move'; from: number; to: number; oldLength: number; newLength: number })
  /**
   * The thread opened a file (no folder) to read it, or read bytes of it into `address`; what it touches next belongs
   * to the file. `length` is what was read, not what was asked for; `address` is 0 where it is not known.
   */
  | (At & { kind: 'open'; file: string })
  | (At & { kind: 'read'; file: string; address: number; length: number })
  | (At & { kind: 'begin'; span: SpanKind; name: string })
  | (At & { kind: 'end'; span: SpanKind; name: string })
  /** A module asks for others by an import, whether they are there already or not; some of the names may be no modules. */
  | (At & { kind: 'ask'; importer: string; modules: readonly string[] })
  /** A point in time that the program or the gate names: a phase such as `ready`, or a mark on its output. */
  | (At & { kind: 'mark'; span: 'phase' | 'mark'; name: string })

export type SpanKind = 'start' | 'import' | 'file' | 'library' | 'phase' | 'mark' | 'rest'

export interface TracedProcess {
  pid: number
  /** 0 for the program itself. */
  parent: number
  command: string
  /** Bytes: this process's share of the figure, as the gate counts it (proportional over the tree). */
  writable: number
  mappings: readonly TracedMapping[]
  /**
   * Bytes of its own pages that a process before it holds at the same address with the same contents; absent where they
   * could not be compared.
   */
  shareable?: number
}

export interface TracedMapping {
  start: number
  end: number
  /** The stable name of the group that the gate's reports use. */
  group: string
  /** Bytes of this mapping in the figure (proportional). */
  writable: number
  /** Addresses of its pages that are anonymous and written: present or swapped, not of a file, not the zero page. */
  pages: Float64Array
  /** Bytes that count and are no anonymous page: shared memory, shared huge pages. */
  sharedMemory: number
  /** Addresses of the pages of shared memory that it has, also such as it only reads; absent where not read. */
  sharedPages?: Float64Array
  /** Bytes of its anonymous huge pages (AnonHugePages); absent where not read. */
  anonymousHuge?: number
}

export interface TraceStacks {
  means: StackMeans
  frames: readonly { name: string; module: string }[]
  /** A stack is a node; `parent` is its caller's node or -1, `frame` an index into `frames`. */
  nodes: readonly { parent: number; frame: number }[]
  /** Stacks whose outermost frame the tracer reached. */
  complete: number
}
