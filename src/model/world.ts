import type { ProcFiles } from './proc-files.ts'
import type { Notice, Progress } from './progress.ts'

/** Time, as far as anybody waits for it or counts it. */
export interface Clock {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  /** Ends after so many milliseconds, or as soon as the signal is aborted; never rejects. */
  readonly sleep: (ms: number, wake?: AbortSignal) => Promise<void>
  /** What this process has used of CPUs, in user mode and in the kernel: the clock would count others as well. */
  readonly cpuMs: () => number
}

/** What the gate needs of the world around it. */
export interface World {
  /** The environment that programs start from, before it is cleaned. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborts the gate: whatever runs is killed and the promise rejects with the signal's reason. */
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly proc: ProcFiles
  readonly onProgress: (progress: Progress) => void
  readonly onNotice: (notice: Notice) => void
}
