import { constants } from 'node:os'
import { basename, resolve } from 'node:path'
import { allowedBudgets } from './budgets.ts'
import { splitCommand } from './command.ts'
import { errors } from '../model/errors.ts'
import type { Metric } from '../model/metrics.ts'
import { parseReady } from './ready.ts'
import type { Scenario, Until } from './scenario.ts'
import { parseDuration } from '../model/units.ts'

/** A scenario as written, before any of its values has been looked at. */
export interface ScenarioDraft {
  readonly run: string | readonly string[]
  readonly shell?: boolean
  readonly 'working-directory'?: string
  readonly env?: Readonly<Record<string, string>>
  readonly ready?: string
  readonly 'ready-timeout'?: string
  readonly until?: string
  readonly workload?: string
  readonly 'workload-timeout'?: string
  readonly soak?: string
  readonly 'settle-timeout'?: string
  readonly 'stop-signal'?: string
  readonly 'stop-timeout'?: string
  readonly runs?: string
  readonly 'max-runs'?: string
  readonly warmup?: string
  readonly budgets?: Readonly<Partial<Record<Metric, string>>>
}

interface DraftedScenario {
  /** `null`: named after its program. */
  readonly name: string | null
  readonly draft: ScenarioDraft
  /** `METRIC=SPEC` each, going before those of the draft. */
  readonly budgets: readonly string[]
  /** What relative paths are relative to. */
  readonly root: string
}

const DEFAULTS = { runs: 5, maxRuns: 10, warmup: 1 }
const MOST_RUNS = 100

/**
 * Validates a draft.
 *
 * @param nameOf how a key is called where the person wrote it
 * @throws UserError
 */
export function createScenario(
  { name, draft, budgets, root }: DraftedScenario,
  nameOf: (key: string) => string,
): Scenario {
  const duration = (key: keyof ScenarioDraft, fallbackMs: number): number => {
    const written = draft[key]
    if (typeof written !== 'string') return fallbackMs
    const value = parseDuration(written)
    if (value === null)
      throw errors.badValue(nameOf(key), written, 'a duration with its unit, such as 30s or 500ms')
    return value
  }
  const command = commandOf(draft)
  const until = untilOf(draft, nameOf)
  if (until === 'exit') refuseWithExit(draft, nameOf)
  return {
    name: nameOfScenario(name ?? basename(command[0])),
    command,
    workingDirectory: resolve(root, draft['working-directory'] ?? '.'),
    env: draft.env ?? {},
    ready: draft.ready === undefined ? null : { condition: parseReady(draft.ready), text: draft.ready },
    readyTimeoutMs: duration('ready-timeout', 60_000),
    until,
    workload: draft.workload ?? null,
    workloadTimeoutMs: duration('workload-timeout', 600_000),
    soakMs: draft.soak === undefined ? null : duration('soak', 0),
    settleTimeoutMs: duration('settle-timeout', until === 'exit' ? 600_000 : 60_000),
    stopSignal: stopSignalOf(draft, nameOf),
    stopTimeoutMs: duration('stop-timeout', 5000),
    ...runsOf(draft, nameOf),
    budgets: allowedBudgets(draft.budgets ?? {}, budgets, draft.soak !== undefined, nameOf('budget')),
  }
}

function commandOf({ run, shell }: ScenarioDraft): readonly [string, ...string[]] {
  if (typeof run !== 'string') {
    const [program, ...args] = run
    if (program === undefined || program === '') throw errors.badCommand(run.join(' '), 'it is empty')
    refuseNul(run.join(' '))
    return shell === true ? ['/bin/sh', '-c', run.join(' ')] : [program, ...args]
  }
  refuseNul(run)
  return shell === true ? ['/bin/sh', '-c', run] : splitCommand(run.trim())
}

/** It ends every argument of a program. */
function refuseNul(command: string): void {
  if (command.includes('\0')) throw errors.badCommand(command, 'no program can be given a NUL character')
}

/** It stands in tables, in file names and in a marker; anything printable will do, within reason. */
function nameOfScenario(name: string): string {
  if (name.trim() === '' || name.length > 200 || /\p{Cc}/u.test(name)) {
    throw errors.badValue('name', name, 'one line of at most 200 characters')
  }
  return name
}

function untilOf({ until }: ScenarioDraft, nameOf: (key: string) => string): Until {
  if (until === undefined || until === 'steady') return 'steady'
  if (until === 'exit') return 'exit'
  throw errors.badValue(nameOf('until'), until, 'steady or exit')
}

/** A program that ends is never ready, and has no rest to load it at. */
function refuseWithExit(draft: ScenarioDraft, nameOf: (key: string) => string): void {
  for (const key of ['ready', 'workload', 'soak'] as const) {
    if (draft[key] === undefined) continue
    throw errors.contradiction(
      nameOf(key),
      `${nameOf('until')} exit`,
      'A program that ends is measured from launch to exit.',
    )
  }
}

function runsOf(
  draft: ScenarioDraft,
  nameOf: (key: string) => string,
): Pick<Scenario, 'runs' | 'maxRuns' | 'warmup'> {
  const count = (key: 'runs' | 'max-runs' | 'warmup', least: number): number | null => {
    const written = draft[key]
    if (written === undefined) return null
    const value = Number(written)
    if (/^\d+$/.test(written.trim()) && value >= least && value <= MOST_RUNS) return value
    throw errors.badValue(nameOf(key), written, `a whole number from ${least} to ${MOST_RUNS}`)
  }
  const asked = count('runs', 1)
  const most = count('max-runs', 1)
  if (asked !== null && most !== null && most < asked) {
    throw errors.badValue(
      nameOf('max-runs'),
      String(most),
      `a number that is not below ${nameOf('runs')} (${asked})`,
    )
  }
  const runs = asked ?? Math.min(DEFAULTS.runs, most ?? DEFAULTS.runs)
  return {
    runs,
    maxRuns: most ?? Math.max(DEFAULTS.maxRuns, runs),
    warmup: count('warmup', 0) ?? DEFAULTS.warmup,
  }
}

function stopSignalOf(draft: ScenarioDraft, nameOf: (key: string) => string): NodeJS.Signals {
  const written = draft['stop-signal'] ?? 'SIGTERM'
  const known = Object.keys(constants.signals) as NodeJS.Signals[]
  const found = known.find((signal) => signal === written || signal === `SIG${written}`)
  if (found === undefined)
    throw errors.badValue(nameOf('stop-signal'), written, 'a signal, such as SIGTERM or SIGINT')
  return found
}
