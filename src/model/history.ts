import type { Metric } from './metrics.ts'

/** What the samples of a recording came to. */
export interface HistoryFigure {
  readonly median: number
  readonly least: number
  readonly most: number
}

/** One recording of one scenario, among many: what is left of it when its samples have aged out. */
export interface HistoryPoint {
  readonly scenario: string
  /** Equal for equal environments: see environmentKey. */
  readonly environment: string
  /** ISO 8601, UTC, to the second. */
  readonly recordedAt: string
  readonly commit: string | null
  readonly figures: Readonly<Partial<Record<Metric, HistoryFigure>>>
}

/** Of what was recorded that stands for a base. */
export type Nearest =
  /** The base itself, or the commit that is so many before it. */
  | { readonly kind: 'ancestor'; readonly commit: string; readonly distance: number }
  /** No commit that the base is known to hold: of these scenarios the newest recording stands for it, of this commit. */
  | { readonly kind: 'none'; readonly scenarios: readonly string[]; readonly commit: string | null }
