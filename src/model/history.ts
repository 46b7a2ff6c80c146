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
