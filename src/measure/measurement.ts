import type { Figures } from '../config/metrics.ts'
import type { Environment } from './environment.ts'

/** The process tree at one instant. Bytes and counts; the supervisor is in none of them. */
export interface Reading {
  /** Since launch. */
  readonly atMs: number
  readonly writable: number
  readonly rss: number
  readonly pss: number
  /** Since launch, of every process of the tree, the ended and reaped ones too. */
  readonly minorFaults: number
  readonly majorFaults: number
  /** Living ones, and their threads: no zombies. */
  readonly processes: number
  readonly threads: number
}

/** How the readings of a run came to rest, or did not. */
export type Settlement =
  | { readonly kind: 'settled'; readonly steadyAtMs: number; readonly windowMs: number }
  /** The program ended by itself, as `until: exit` asks. */
  | { readonly kind: 'exited' }
  /** Never at rest within its time: why, with figures, for people. */
  | { readonly kind: 'creeping' | 'sawtooth' | 'noisy'; readonly detail: string }

export interface RunEvent {
  readonly atMs: number
  readonly event:
    'launched' | 'ready' | 'workload-started' | 'workload-ended' | 'steady' | 'soaked' | 'exited'
}

export interface ProcessFigure {
  readonly pid: number
  readonly command: string
  readonly writable: number
}

/** One fresh launch of a scenario. */
export interface Run {
  readonly settlement: Settlement
  /** What could not be read, for people; a run with any of these is no evidence for a pass. */
  readonly gaps: readonly string[]
  /** Doubts that change no verdict, for people. */
  readonly warnings: readonly string[]
  readonly figures: Figures
  readonly readings: readonly Reading[]
  readonly events: readonly RunEvent[]
  readonly processes: readonly ProcessFigure[]
  /** Writable bytes by group of mappings (`[heap]`, `[anon]`, `libssl.so.3`) at the steady point. */
  readonly groups: Readonly<Record<string, number>>
}

/** All counted runs of a scenario, with the environment that they ran in. */
export interface Measurement {
  readonly environment: Environment
  readonly runs: readonly Run[]
}

/** Whether a run is evidence: it came to rest (or to its end) and every process could be read. */
export function isEvidence(run: Run): boolean {
  return (run.settlement.kind === 'settled' || run.settlement.kind === 'exited') && run.gaps.length === 0
}
