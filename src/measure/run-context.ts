import type { ProcFiles } from '../proc/files.ts'
import type { Launcher } from '../launch/machine.ts'

/** What every run of a gate shares. */
export interface RunContext {
  readonly launcher: Launcher
  readonly procRoot: string
  readonly files: ProcFiles
  /** The environment of the step, before it is cleaned for the program. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
}
