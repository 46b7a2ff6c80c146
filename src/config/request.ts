/**
 * What a person asked for, as text, from flags or from the action's inputs: both have the same names. An
 * absent key leaves the configuration file, and then the default, in force.
 */
export interface Request {
  /** The program's command: a vector from behind `--`, or one text from the input `run`. */
  readonly run?: string | readonly string[]
  readonly 'config-file'?: string
  /** Names of the scenarios of the configuration file to take; all when empty. */
  readonly scenario?: readonly string[]
  readonly name?: string
  readonly 'working-directory'?: string
  readonly ready?: string
  readonly until?: string
  readonly workload?: string
  readonly soak?: string
  readonly runs?: string
  readonly 'max-runs'?: string
  readonly warmup?: string
  readonly 'ready-timeout'?: string
  readonly 'settle-timeout'?: string
  readonly baseline?: string
  /** `METRIC=SPEC` each. */
  readonly budget?: readonly string[]
  readonly 'on-missing-baseline'?: string
  readonly 'on-inconclusive'?: string
}
