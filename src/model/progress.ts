/** What a run is doing now. */
export type Phase = 'waiting until ready' | 'settling' | 'under workload' | 'soaking' | 'running'

/** Told while measuring, at most at the pace of the readings; for a person who watches. */
export interface Progress {
  readonly scenario: string
  readonly kind: 'warm-up' | 'run' | 'confirmation'
  /** From 1, counted within `runs`; of a warm-up too. */
  readonly run: number
  readonly runs: number
  readonly phase: Phase
  /** The latest reading; `null` before the first. */
  readonly writableBytes: number | null
  readonly elapsedMs: number
}
