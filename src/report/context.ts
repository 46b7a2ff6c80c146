import type { CommandLine } from './command-line.ts'

/** What a report says beside the result. */
export interface ReportContext {
  /** The version of footprint-gate. */
  readonly version: string
  /** Where the gate ran: at its reader's machine, or at one that the reader cannot type into. */
  readonly place: 'machine' | 'workflow'
  /** The baseline's path, as a reader of the report would find it (relative to the repository). */
  readonly baseline: string
  /** How the measurement is asked for on a command line. */
  readonly command: CommandLine
  /** Where the run can be seen; `null` locally. */
  readonly runUrl: string | null
  /** The measured commit; `null` when it is not known. */
  readonly commit: string | null
}
