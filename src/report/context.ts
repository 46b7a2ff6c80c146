/** What a report says beside the result. */
export interface ReportContext {
  /** The version of footprint-gate. */
  readonly version: string
  /** The baseline's path, as a reader of the report would find it (relative to the repository). */
  readonly baseline: string
  /** The command that records the baseline, ready to paste. */
  readonly recordCommand: string
  /** Where the run can be seen; `null` locally. */
  readonly runUrl: string | null
  /** The measured commit; `null` when it is not known. */
  readonly commit: string | null
}
