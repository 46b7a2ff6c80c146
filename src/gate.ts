import type { GatePlan } from './config/scenario.ts'
import type { Progress } from './measure/progress.ts'
import type { GateResult } from './verdict/result.ts'

/** What the gate needs of the world around it. */
export interface GateWorld {
  /** The environment that programs start from, before it is cleaned. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborts the gate: whatever runs is killed and the promise rejects with the signal's reason. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
  /** A sentence that a user should read, but that changes no verdict. */
  readonly onNotice: (notice: string) => void
}

export interface CheckOutcome {
  readonly result: GateResult
  readonly exitCode: 0 | 1 | 3
}

export interface RecordOutcome {
  /** One sentence a scenario: what was stored. */
  readonly stored: readonly string[]
  readonly result: GateResult
}

/** Measures every scenario of the plan and judges it against the stored baseline. Posts and prints nothing. */
export async function check(_plan: GatePlan, _world: GateWorld): Promise<CheckOutcome> {
  return Promise.reject(new Error('not yet'))
}

/** Measures every scenario of the plan and stores the samples in the baseline file. */
export async function record(_plan: GatePlan, _world: GateWorld): Promise<RecordOutcome> {
  return Promise.reject(new Error('not yet'))
}
