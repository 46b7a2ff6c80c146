import type { AttributedGroup, TimelineEvent } from '../../model/attribution.ts'
import type { SpanKind } from '../../model/trace-record.ts'
import type { Reading, RunEvent } from '../../model/run.ts'
import type { Unit } from '../../model/metrics.ts'

/**
 * All that the HTML page shows: what is said in sentences, and what is drawn and sorted as plain numbers (bytes,
 * counts, milliseconds). Its texts are harmless and on one line, but they are texts: nobody makes HTML of them.
 */
export interface PageDocument {
  readonly headline: string
  /** `null`: nothing was judged. */
  readonly verdict: ShownVerdict | null
  /** What one must know before one believes the figures, and what they are compared with. */
  readonly notes: readonly Sentence[]
  /** What to do now; `null` after a pass. */
  readonly nextStep: ShownStep | null
  /** Worst first. */
  readonly scenarios: readonly PageScenario[]
  readonly environment: readonly Fact[]
  /** Commands to paste, and what each is for. */
  readonly commands: readonly { readonly purpose: string; readonly command: string }[]
  readonly origin: {
    readonly version: string
    readonly commit: string | null
    /** An address that is safe to link to; `null` where there is none. */
    readonly runUrl: string | null
  }
}

export interface ShownVerdict {
  readonly word: string
  /** Says the same as the color, for eyes that see none. */
  readonly mark: string
  readonly color: 'green' | 'yellow' | 'red'
}

/** Names of the program are written as code. */
export type Sentence = readonly (string | { readonly code: string })[]

export interface ShownStep {
  readonly sentence: Sentence
  readonly command: string | null
}

export interface Fact {
  readonly label: string
  readonly value: string
}

export interface PageScenario {
  readonly name: string
  /** `null`: nothing was judged. */
  readonly verdict: ShownVerdict | null
  /** Why, and what to doubt. */
  readonly reasons: readonly string[]
  readonly warnings: readonly string[]
  /** Gated ones first. */
  readonly metrics: readonly PageMetric[]
  /** Every group of mappings of any run, largest growth first. */
  readonly mappings: readonly PageMapping[]
  /** Processes that are the same thing in the tree, where any changed. */
  readonly roles: readonly PageRole[]
  readonly runs: readonly PageRun[]
  /** Who made each page of a traced run; `null` where none was traced. */
  readonly ledger: PageLedger | null
  /** Of gated metrics, where anything was recorded before. */
  readonly history: readonly PageHistory[]
}

export interface PageRole {
  readonly name: string
  /** Writable bytes; 0 where there was none. */
  readonly base: number
  readonly head: number
  readonly faultsBase: number
  readonly faultsHead: number
}

/** A metric over recordings. */
export interface PageHistory {
  readonly label: string
  readonly unit: Unit
  /** Oldest first; the head is the last. At least two. */
  readonly points: readonly PagePoint[]
  /** Which points begin a new level. */
  readonly moves: readonly number[]
  /** The same in sentences. */
  readonly said: readonly string[]
}

export interface PagePoint {
  readonly commit: string | null
  /** ISO 8601; `null` of the head. */
  readonly recordedAt: string | null
  readonly median: number
  readonly least: number
  readonly most: number
}

export interface PageMetric {
  readonly label: string
  readonly unit: Unit
  /** `null`: told for context, not gated. */
  readonly verdict: ShownVerdict | null
  readonly base: PageSamples | null
  readonly head: PageSamples | null
  /** The highest figure that is let pass, where there is one. */
  readonly highest: number | null
  readonly change: string
  readonly limit: string
  readonly detectable: string
  readonly p: string
}

export interface PageSamples {
  readonly median: number
  /** One a run, in the order of the runs. */
  readonly samples: readonly number[]
  readonly inWords: string
}

/** Writable bytes of a group of mappings: medians over the runs. */
export interface PageMapping {
  readonly group: string
  /** `null` where there is nothing to compare with. */
  readonly base: number | null
  readonly head: number
}

export interface PageRun {
  readonly isEvidence: boolean
  /** How it ended, in words. */
  readonly end: string
  readonly readyMs: number | null
  readonly steadyMs: number | null
  readonly writable: number | null
  readonly minorFaults: number | null
  readonly events: readonly RunEvent[]
  /** The readings by column, each as long as the others. */
  readonly readings: Readonly<Record<keyof Reading, readonly number[]>>
  readonly processes: readonly PageProcess[]
}

export interface PageProcess {
  readonly pid: number
  readonly command: string
  readonly writable: number
}

/**
 * The ledger of a traced run: views of the same pages, which all add up to its writable memory. `base` is `null` where
 * there is nothing to compare with.
 */
export interface PageLedger {
  /** Who made most of it. */
  readonly answer: Sentence
  /** How it was seen, what tracing moved, and what nobody saw. */
  readonly notes: readonly string[]
  readonly isCompared: boolean
  /** Parents before children. */
  readonly spans: readonly PageSpan[]
  /** Spans of one kind and name together, largest change first; empty where nothing is compared. */
  readonly changes: readonly PageSpanChange[]
  readonly groups: readonly PageGroup[]
  readonly processes: readonly PageLedgerProcess[]
  readonly stacks: PageStacks | null
  /** Stacks are another at each run of some programs, and are not kept beside a baseline. */
  readonly areStacksCompared: boolean
  readonly timeline: PageTimeline
}

export interface PageSpan {
  /** Its place among the spans is its name for its children; `null` at the top. */
  readonly parent: number | null
  readonly kind: SpanKind
  readonly name: string
  readonly self: number
  readonly cumulative: number
  /** What would go without the module; `null` where nobody knows who asked for it. */
  readonly retained: number | null
  readonly faults: number
  readonly readBytes: number | null
  readonly t0: number
  readonly t1: number
}

export interface PageSpanChange {
  readonly kind: SpanKind
  readonly name: string
  readonly base: number
  readonly head: number
  readonly faults: number
  readonly readBytes: number | null
}

export interface PageGroup {
  readonly group: string
  readonly kind: AttributedGroup['kind']
  readonly base: number | null
  readonly head: number
}

export interface PageLedgerProcess {
  /** `null`: only the base had it. */
  readonly pid: number | null
  readonly command: string
  readonly base: number | null
  readonly head: number
  readonly own: number
  readonly inherited: number
  readonly unshared: number
  /** `null`: not known. */
  readonly shareable: number | null
}

/** The calls that made memory, but for those too small to be seen. */
export interface PageStacks {
  readonly frames: readonly { readonly name: string; readonly module: string }[]
  /** Callers before callees: the caller's place or -1, the place of the frame, and bytes made there before and after. */
  readonly nodes: readonly (readonly [parent: number, frame: number, base: number, head: number])[]
}

export interface PageTimeline {
  readonly t: readonly number[]
  readonly stays: readonly number[]
  readonly passing: readonly number[]
  readonly events: readonly Pick<TimelineEvent, 't' | 'kind' | 'name'>[]
}
