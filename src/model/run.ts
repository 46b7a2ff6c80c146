import type { Figures, Metric } from './metrics.ts'

/** The process tree at one instant. Bytes and counts; the supervisor is in none of them. */
export interface Reading {
  /** Since launch. */
  readonly atMs: number
  readonly writable: number
  /** Dirty page cache of files on disk that the program maps: in no figure but this one, and `rss` and `pss`. */
  readonly dirtyCache: number
  readonly rss: number
  readonly pss: number
  /** Since launch, of every process of the tree, the ended and reaped ones too. */
  readonly minorFaults: number
  readonly majorFaults: number
  /** Living ones, and their threads: no zombies. */
  readonly processes: number
  readonly threads: number
}

/** Why a run never came to rest in its time, with the figures that show it. */
export type Unsettled =
  /** It kept growing. */
  | { readonly kind: 'creeping'; readonly bytesPerSecond: number; readonly overMs: number }
  /** It rose and fell, again and again. */
  | {
      readonly kind: 'sawtooth'
      readonly falls: number
      readonly spreadBytes: number
      readonly levelBytes: number
    }
  /** It moved without a direction. */
  | { readonly kind: 'noisy'; readonly spreadBytes: number; readonly levelBytes: number }
  /** Too few readings could be taken to prove anything. */
  | { readonly kind: 'unread'; readonly readings: number }

/** How the readings of a run came to rest, or did not. */
export type Settlement =
  | { readonly kind: 'settled'; readonly steadyAtMs: number; readonly windowMs: number }
  /** The program ended by itself, as `until: exit` asks. */
  | { readonly kind: 'exited' }
  | Unsettled

/** What of a run could not be read: a run with any of these is no evidence. */
export type Gap =
  /** The kernel does not let us read the memory of a process, named as `77 (sudo)`. */
  | { readonly kind: 'memory-denied'; readonly process: string }
  /** A process lives that /proc does not show (hidepid). */
  | { readonly kind: 'hidden'; readonly process: string }
  /** No memory of any process could be read. */
  | { readonly kind: 'nothing-read' }

/** A doubt about a run that changes no verdict. */
export type RunWarning =
  | { readonly kind: 'no-ready-condition' }
  /** The program ended before its memory could be read once. */
  | { readonly kind: 'memory-never-read' }
  /** The workload began while the memory still moved: each run may have begun it from another level. */
  | { readonly kind: 'no-rest-before-workload'; readonly waitedMs: number }
  /** Processes that even SIGKILL did not end. */
  | { readonly kind: 'unkillable'; readonly pids: readonly number[] }

export interface RunEvent {
  readonly atMs: number
  readonly event:
    'launched' | 'ready' | 'workload-started' | 'workload-ended' | 'steady' | 'soaked' | 'exited'
}

export interface ProcessFigure {
  readonly pid: number
  readonly command: string
  readonly writable: number
  /** What it is in the tree, the same in each run: `nginx > nginx`. Absent in results of an older version, as all below. */
  readonly role?: string
  /** Its own minor faults, and those of children that have ended and that it has waited for. */
  readonly faults?: number
  readonly endedFaults?: number
  /** Names of these children, as far as they were seen. */
  readonly ended?: readonly string[]
}

/** One fresh launch of a scenario. */
export interface Run {
  readonly settlement: Settlement
  readonly gaps: readonly Gap[]
  readonly warnings: readonly RunWarning[]
  readonly figures: Figures
  readonly readings: readonly Reading[]
  /**
   * The longest time, up to the steady point or the end, between two readings in which the tree moved: a peak of so
   * long may have gone unseen. While the tree stands still there is nothing to see, and readings are far between.
   */
  readonly unseenMs: number
  readonly events: readonly RunEvent[]
  readonly processes: readonly ProcessFigure[]
  /** Writable bytes by group of mappings (`[heap]`, `[anon]`, `libssl.so.3`) at the steady point. */
  readonly groups: Readonly<Record<string, number>>
  /** As `groups`, at the end of the soak, where there was one: what a leak has added. */
  readonly soakGroups?: Readonly<Record<string, number>>
}

/** Whether a run is evidence: it came to rest (or to its end) and every process could be read. */
export function isEvidence(run: Run): boolean {
  return !isUnsettled(run.settlement) && run.gaps.length === 0
}

/** Whether the program never came to rest: then its settlement says why. */
export function isUnsettled(settlement: Settlement): settlement is Unsettled {
  return settlement.kind !== 'settled' && settlement.kind !== 'exited'
}

/** Of a program that ends, the kernel itself counts these to its end. All else is the highest of what was read. */
export function isCountedToTheEnd(metric: Metric): boolean {
  return metric === 'minor-faults' || metric === 'major-faults'
}

/** So much of the life of a program may pass between two readings, at most, for the highest of them to mean its peak. */
export const LARGEST_UNSEEN_SHARE = 0.1

/** Of the run that was read most seldom: the longest time without a reading, and how long it lived. */
export interface Sparseness {
  readonly unseenMs: number
  readonly lifeMs: number
}

/**
 * How sparse the readings are that a figure comes from, where programs that end were read too seldom to say how high
 * it went; `null` where the figure can be trusted.
 */
export function sparsenessOf(metric: Metric, runs: readonly Run[]): Sparseness | null {
  if (isCountedToTheEnd(metric)) return null
  const sparse = runs
    .filter(({ settlement }) => settlement.kind === 'exited')
    .map(({ unseenMs, events }) => ({ unseenMs, lifeMs: events.at(-1)?.atMs ?? 0 }))
    .filter(({ unseenMs, lifeMs }) => unseenMs > lifeMs * LARGEST_UNSEEN_SHARE)
    .toSorted((a, b) => b.unseenMs / b.lifeMs - a.unseenMs / a.lifeMs)
  return sparse[0] ?? null
}
