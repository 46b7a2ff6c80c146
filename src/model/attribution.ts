import type { Environment } from './environment.ts'
import type { SpanKind, StackMeans, TraceMeans } from './trace-record.ts'

export const ATTRIBUTION_SCHEMA = 'footprint-gate/attribution@1'

/**
 * The ledger of one traced run: every page of its writable memory, with who made it. Processes, groups, spans and
 * stacks are views of the same pages, and the bytes of each add up to `total.writable`, to the byte. Where processes
 * share a page, its bytes are divided among them. Times are milliseconds since the run's first event.
 */
export interface Attribution {
  readonly schema: typeof ATTRIBUTION_SCHEMA
  /** Of the machine it ran on; `null` where nobody said. */
  readonly environment: Environment | null
  readonly total: {
    /** Bytes: the gate's figure, of this run. */
    readonly writable: number
    /** Physical pages: one that several processes share is one. */
    readonly frames: number
    /** Faults that the tracer saw, up to the snapshot. */
    readonly minorFaults: number
  }
  /** Where it is there, only what was made after this time is in the ledger, and `total` is of that. */
  readonly since?: number
  /** What tracing moved: the gate's figure, this run's, and the difference; `null` where the gate has none. */
  readonly gate: Disturbance | null
  readonly coverage: Coverage
  readonly processes: readonly AttributedProcess[]
  readonly groups: readonly AttributedGroup[]
  /** Parents before their children. */
  readonly spans: readonly AttributedSpan[]
  /** `null` where no stacks were recorded. */
  readonly stacks: AttributedStacks | null
  readonly timeline: Timeline
}

export interface Disturbance {
  readonly writable: number
  readonly here: number
  readonly delta: number
}

export interface Coverage {
  /** Bytes whose making was seen: they have an event, an address and a span. */
  readonly accounted: number
  /** The others, largest first; with `accounted` they are `total.writable`. */
  readonly reasons: readonly { readonly reason: UnaccountedReason; readonly bytes: number }[]
  /** Bytes with a stack of any depth; 0 where none were recorded. */
  readonly withStack: number
  /** Of all recorded stacks, those that reach their outermost frame: 0 to 1; `null` where none were recorded. */
  readonly completeStacks: number | null
  /** How the callers were found; absent where no stacks were recorded. */
  readonly stackMeans?: StackMeans
  readonly lostSamples: number
  readonly means: readonly TraceMeans[]
}

/**
 * Why nobody saw a page being made:
 * - `kernel`: the kernel touched it for the program, where the tracer sees faults of user code alone
 * - `moved`: mremap brought it, or MAP_POPULATE made it, and nobody recorded such calls
 * - `huge`: part of a huge page whose fault was not seen
 * - `shared-memory`: not anonymous: it counts by its mapping
 * - `page-cache`: written to a file and not yet on disk
 * - `exec`: execve wrote it before the program ran
 * - `lost`: the tracer lost samples
 * - `unknown`: none of these
 */
export const UNACCOUNTED_REASONS = [
  'kernel',
  'moved',
  'huge',
  'shared-memory',
  'page-cache',
  'exec',
  'lost',
  'unknown',
] as const

export type UnaccountedReason = (typeof UNACCOUNTED_REASONS)[number]

export interface AttributedProcess {
  /** Within this document; spans point to it. */
  readonly id: number
  readonly pid: number
  /** The `id` of the process that forked it; `null` for the program itself. */
  readonly parent: number | null
  readonly command: string
  /** It ended before the snapshot: it holds nothing, and what it made is held by others. */
  readonly ended: boolean
  /** Bytes of the figure that it holds: own, inherited, and what nobody saw being made. */
  readonly writable: number
  /** Bytes that it made itself. */
  readonly ownBytes: number
  /** Its share of what another process made before a fork. */
  readonly inheritedBytes: number
  /** Of `ownBytes`: copies of pages that it shared until it wrote to them. */
  readonly unsharedBytes: number
  /**
   * Bytes that it holds alone though a process before it in this list has the same at the same address: what is made
   * before a fork, and left alone after it, would be there once. Absent where contents could not be compared.
   */
  readonly shareableBytes?: number
}

/** `shared` is shared memory, `rest` what no mapping accounts for. */
export const GROUP_KINDS = ['anonymous', 'shared', 'library', 'file', 'rest'] as const

export interface AttributedGroup {
  /** The name that the gate's reports use. */
  readonly group: string
  readonly kind: (typeof GROUP_KINDS)[number]
  readonly writable: number
}

export interface AttributedSpan {
  readonly id: number
  /** The `id` of the span around it; `null` at the top. */
  readonly parent: number | null
  readonly kind: SpanKind
  readonly name: string
  /** The `id` of the process in which it ran; `null` for what nobody saw being made. */
  readonly process: number | null
  readonly t0: number
  readonly t1: number
  /** Bytes made in it and in no span inside it. */
  readonly self: number
  /** `self`, and that of all spans inside it. */
  readonly cumulative: number
  /** Faults taken in it and in no span inside it, also of pages that were given back since. */
  readonly faults: number
  /** Bytes of the file that the program read, as often as it read them; only of files, and only where reads were seen. */
  readonly readBytes?: number
  /**
   * What would go if nobody imported the module: `self` of all imports of the process that are reached only through it,
   * with what is inside them and no import. Only of imports of which it is known who asked for them.
   */
  readonly retained?: number
}

export interface AttributedStacks {
  readonly frames: readonly { readonly name: string; readonly module: string }[]
  /** Callers before callees: the caller's place in this list or -1, the place in `frames`, and bytes made there. */
  readonly nodes: readonly (readonly [parent: number, frame: number, self: number])[]
}

/** What stays and what only passed through: bytes at each time `t`. */
export interface Timeline {
  readonly t: readonly number[]
  /** Touched by then, and still there at the snapshot. */
  readonly stays: readonly number[]
  /** There at that time as far as it was seen, and given back later. */
  readonly passing: readonly number[]
  readonly events: readonly TimelineEvent[]
}

export interface TimelineEvent {
  readonly t: number
  readonly kind: 'library' | 'process' | 'phase' | 'mark' | 'end'
  readonly name: string
  /** The `id` of the process; `null` where it has none, as it ended and left nothing. */
  readonly process: number | null
}

/** Names of spans that no program gave. */
export const SPAN_NAMES = {
  program: '(program)',
  start: '(interpreter start)',
} as const

/** The stack frame that holds the bytes of faults without a stack. */
export const NO_STACK = '(no stack)'

/** The group that holds bytes of a process beyond those of its mappings. */
export const REST_GROUP = '[rest]'

/** The name of the span and the stack frame that hold what nobody saw being made. */
export const REST_NAMES: Readonly<Record<UnaccountedReason, string>> = {
  kernel: '(touched by the kernel)',
  moved: '(moved or populated)',
  huge: '(huge pages)',
  'shared-memory': '(shared memory)',
  'page-cache': '(not yet on disk)',
  exec: '(written by execve)',
  lost: '(lost samples)',
  unknown: '(unknown)',
}

export type ChangeState = 'new' | 'gone' | 'grown' | 'shrunk' | 'same'

/** Bytes of one row on both sides. */
export interface AttributionChange {
  readonly base: number
  readonly head: number
  readonly delta: number
  readonly state: ChangeState
}

/** One row on both sides. */
export function changeBetween(base: number, head: number): AttributionChange {
  return { base, head, delta: head - base, state: stateOf(base, head) }
}

function stateOf(base: number, head: number): ChangeState {
  if (base === head) return 'same'
  if (base === 0) return 'new'
  if (head === 0) return 'gone'
  return head > base ? 'grown' : 'shrunk'
}

export const DIFFERENCE_SCHEMA = 'footprint-gate/attribution-difference@1'

/**
 * Two ledgers, row by row. Rows are matched by what stays the same between two runs: spans by kind and name, groups
 * and stacks by name, processes by command and order. Largest change first. The deltas of each view add up to
 * `total.delta`.
 */
export interface AttributionDifference {
  readonly schema: typeof DIFFERENCE_SCHEMA
  readonly total: AttributionChange
  readonly processes: readonly (AttributionChange & { readonly command: string; readonly ordinal: number })[]
  readonly groups: readonly (AttributionChange & Pick<AttributedGroup, 'group' | 'kind'>)[]
  readonly spans: readonly SpanChange[]
  /** `null` where a side has no stacks. */
  readonly stacks: {
    readonly frames: AttributedStacks['frames']
    readonly nodes: readonly (readonly [parent: number, frame: number, base: number, head: number])[]
  } | null
}

/** All spans of one kind and name, in all processes; bytes are `self`. */
export interface SpanChange extends AttributionChange {
  readonly kind: SpanKind
  readonly name: string
  readonly faults: number
  /** Of the head; `null` where no reads were seen. */
  readonly readBytes: number | null
}
