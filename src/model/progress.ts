import type { Nearest } from './history.ts'
import type { Pair } from './pair.ts'
import type { Blindness } from '../verdict/reason.ts'
import type { Unexplained } from './explanation.ts'
import type { EnvironmentDifference } from './environment.ts'
import type { Metric } from './metrics.ts'
import type { Sparseness } from './run.ts'

/** What a run is doing now. */
export type Phase = 'starting' | 'settling' | 'under-workload' | 'soaking' | 'running'

/** Reported while measuring, at most at the pace of the readings; for a person who watches. */
export interface Progress {
  readonly scenario: string
  readonly kind: 'warm-up' | 'run' | 'confirmation' | 'trace'
  /** From 1, counted within `runs`; of a warm-up too. */
  readonly run: number
  readonly runs: number
  readonly phase: Phase
  /** The latest reading; `null` before the first. */
  readonly writableBytes: number | null
  readonly elapsedMs: number
}

/** Something that a user should know, but that changes no verdict. */
export type Notice =
  | {
      readonly kind: 'runs-not-stored'
      readonly scenario: string
      /** Runs that do not count. */
      readonly discarded: number
      readonly runs: number
    }
  /** The environment at the end is not that at the start. */
  | { readonly kind: 'environment-changed'; readonly differences: readonly EnvironmentDifference[] }
  /** Not all figures of a program that ends are stored. */
  | ({ readonly kind: 'too-few-readings'; readonly scenario: string } & Sparseness)
  /** Each run of what was recorded took more than the one before. */
  | {
      readonly kind: 'rising-runs'
      readonly scenario: string
      readonly metric: Metric
      readonly runs: number
      readonly first: number
      readonly last: number
    }
  /** However much a program will have grown, runs and baseline are too few to prove it. */
  | ({ readonly kind: 'blind-recording' | 'blind-check'; readonly scenario: string } & Blindness)
  /** The command is not the program itself: see adviseOnCommand. */
  | { readonly kind: 'runner' | 'client'; readonly scenario: string; readonly words: string }
  /** What the head is measured in turn with, and how that is built. */
  | (Pick<Pair, 'rule' | 'commit' | 'name'> & { readonly kind: 'base'; readonly build: string | null })
  /** Whether the head raises the level of its baseline is not known. */
  | { readonly kind: 'base-unread'; readonly why: string }
  /** The base has an entry that the head's file lacks, and nothing measures its scenario any more. */
  | { readonly kind: 'entry-dropped'; readonly scenario: string }
  /** The base itself was not recorded: with what else the head is compared. */
  | { readonly kind: 'stand-in'; readonly base: string; readonly nearest: Nearest }
  /** What a recording on the branch must have been made before is not known. */
  | { readonly kind: 'no-base-known'; readonly why: string }
  /** The commit that a bisection tries now. */
  | { readonly kind: 'bisecting'; readonly commit: string; readonly subject: string }
  /** The commit that is built once more, to be traced. */
  | { readonly kind: 'tracing-commit'; readonly commit: string; readonly subject: string }
  /** What kept a run from being traced: it changes no verdict. */
  | { readonly kind: 'not-explained'; readonly scenario: string; readonly unexplained: Unexplained }
  /** The folder of the base, and by how many bytes its path is longer than that of the head. */
  | { readonly kind: 'unequal-paths'; readonly base: string; readonly difference: number }
