import type { Attribution, AttributionDifference } from './attribution.ts'
import type { TraceDoubt } from './trace-doubt.ts'
import type { SpanKind } from './trace-record.ts'

/** A span that matters, with the spans inside it that do not matter by themselves. */
export interface HeavySpan {
  /** `files`: many small ones, with the folder that all are in as their name. */
  readonly kind: SpanKind | 'files'
  readonly name: string
  /** Bytes; of a difference, the change. */
  readonly bytes: number
  readonly base: number
  readonly head: number
  /** How many spans inside it are in the figure; of a row of many small files, how many these are. */
  readonly inside: number
  /** Bytes that the program read of the file; `null` where no reads were seen. */
  readonly readBytes: number | null
}

export interface HeavySpans {
  /** Largest first. */
  readonly rows: readonly HeavySpan[]
  /** What no row has. */
  readonly others: { readonly bytes: number; readonly base: number; readonly head: number }
}

/** Where the memory of a scenario came from, as the gate's reports show it. */
export interface ScenarioExplanation {
  readonly attribution: Attribution
  /** Since the base; `null` where that was never explained. */
  readonly difference: AttributionDifference | null
  /** Who made most of it, or of the change: found before anything was left out, so that every report has the same rows. */
  readonly heavy: HeavySpans
  /** What keeps it from being whole. */
  readonly doubts: readonly TraceDoubt[]
}

/**
 * Why a scenario is not explained that was to be:
 * - `until-exit`: it runs until it exits, and pages are read of a running program alone
 * - `target`: another service starts it, and what is launched here alone can be traced
 * - `leak-unseen`: it grew in the soak alone, and nobody saw the pages being made
 * - `no-time`: other scenarios of the gate have used up the time for traces
 * - `failed`: the traced run went wrong
 * - `unreadable`: what a stored result has in its place is no explanation
 */
export type Unexplained =
  | { readonly kind: 'until-exit' | 'target' | 'leak-unseen' }
  | { readonly kind: 'no-time'; readonly limitMs: number }
  /** `why` is untrusted. */
  | { readonly kind: 'failed' | 'unreadable'; readonly why: string }

/** The row, span or frame that stands for all that were left out as too small. */
export const SMALLER = '(smaller ones)'
