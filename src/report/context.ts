import type { BaselineStore } from '../config/scenario.ts'
import type { HistoryPoint } from '../model/history.ts'
import type { CommandLine } from './command-line.ts'

/** What a pull request changes of what says how is measured. */
export interface HarnessChange {
  /** From the top of the repository; names are those of its author. */
  readonly files: readonly string[]
  /** Whether there may be more that nobody could see. */
  readonly isUnknown: boolean
}

/** What a report says beside the result. */
export interface ReportContext {
  /** The version of footprint-gate. */
  readonly version: string
  /**
   * Where the gate ran: at its reader's machine, or at one that the reader cannot type into; `stored`: nowhere, as two
   * results were compared.
   */
  readonly place: 'machine' | 'workflow' | 'stored'
  /** The baseline's path, as a reader of the report would find it (relative to the repository); `null`: not known. */
  readonly baseline: string | null
  /** Whether that stands in the repository, or on a branch of its own; absent: in the repository. */
  readonly store?: BaselineStore
  /** What was recorded before, oldest first; absent where nobody looked. */
  readonly history?: readonly HistoryPoint[]
  /** How the measurement is asked for on a command line; `null` where there were several, or nobody knows. */
  readonly command: CommandLine | null
  /** Where the run can be seen; `null` locally. */
  readonly runUrl: string | null
  /** The measured commit; `null` when it is not known. */
  readonly commit: string | null
  /** Where the baseline with this run's samples can be copied, where that would be the answer. */
  readonly ready?: string
  /** Where the workflow that records can be started, if there is one. */
  readonly recorder?: string
  /** The comment by which the growth can be accepted, where one would be read. */
  readonly acceptance?: string
  /** What a reader has to know of what it was compared with, a sentence each; names in them are not ours. */
  readonly caveats?: readonly string[]
  /** Where the result comes from code that nobody has reviewed. */
  readonly harness?: HarnessChange
}
