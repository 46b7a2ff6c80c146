import type { NameOfKey } from '../config/plan.ts'
import type { Request } from '../config/request.ts'
import type { MeasureFlags } from './program.ts'

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
