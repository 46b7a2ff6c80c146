import type { Notice, Progress } from './progress.ts'

/** What the gate needs of the world around it. */
export interface World {
  /** The environment that programs start from, before it is cleaned. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborts the gate: whatever runs is killed and the promise rejects with the signal's reason. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
  readonly onNotice: (notice: Notice) => void
}
