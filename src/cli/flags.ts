import type { NameOfKey } from '../config/plan.ts'
import type { Request } from '../config/request.ts'

/** The flags of the commands that measure, as commander hands them over. */
export interface MeasureFlags {
  readonly config?: string
  readonly scenario?: readonly string[]
  readonly name?: string
  readonly ready?: string
  readonly until?: string
  readonly workload?: string
  readonly soak?: string
  readonly runs?: string
  readonly maxRuns?: string
  readonly warmup?: string
  readonly readyTimeout?: string
  readonly settleTimeout?: string
  readonly baseline?: string
  readonly budget?: readonly string[]
  readonly onMissingBaseline?: string
  readonly onInconclusive?: string
  readonly json?: string
  readonly markdown?: string
}

/** What the flags ask for, without what they leave open. */
export function requestOf(command: readonly string[], flags: MeasureFlags): Request {
  const all = {
    run: command.length === 0 ? undefined : command,
    'config-file': flags.config,
    scenario: flags.scenario,
    name: flags.name,
    ready: flags.ready,
    until: flags.until,
    workload: flags.workload,
    soak: flags.soak,
    runs: flags.runs,
    'max-runs': flags.maxRuns,
    warmup: flags.warmup,
    'ready-timeout': flags.readyTimeout,
    'settle-timeout': flags.settleTimeout,
    baseline: flags.baseline,
    budget: flags.budget,
    'on-missing-baseline': flags.onMissingBaseline,
    'on-inconclusive': flags.onInconclusive,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

export const nameOfFlag: NameOfKey = (key) => {
  if (key === 'run') return '-- command'
  return key === 'config-file' ? '--config' : `--${key}`
}
