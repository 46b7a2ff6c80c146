import { constants } from 'node:os'
import { basename, resolve } from 'node:path'
import { allowedBudgets } from './budgets.ts'
import { splitCommand } from './command.ts'
import { oneOf } from './one-of.ts'
import { errors } from '../model/errors.ts'
import type { Metric } from '../model/metrics.ts'
import { parseReady } from './ready.ts'
import { parseTarget } from './target.ts'
import { parsePassEnv } from './pass-env.ts'
import { choicesOf, type ListOption, OPTIONS, type ScenarioKey } from './options.ts'
import type { Scenario, Until } from './scenario.ts'
import { DURATION_WORDS, parseDuration } from '../model/units.ts'

/** Keys of a scenario that are written as one text. */
type TextKey = Exclude<ScenarioKey, 'run' | 'shell' | 'env' | 'budgets' | ListOption>

/** A scenario as written, before any of its values has been looked at. */
export type ScenarioText = Readonly<Partial<Record<TextKey, string>>> & {
  readonly run: string | readonly string[]
  readonly shell?: boolean
  readonly env?: Readonly<Record<string, string>>
  readonly 'pass-env'?: readonly string[]
  readonly ready?: string | readonly string[]
  readonly budgets?: Readonly<Partial<Record<Metric, string>>>
}

const DEFAULTS = { runs: 5, maxRuns: 10, warmup: 1 }

type NameOf = (key: ScenarioKey | 'budget') => string

interface Place {
  /** What relative paths are relative to. */
  readonly root: string
  /** `METRIC=SPEC` each, overriding those of the text. */
  readonly budgets: readonly string[]
  /** How a key is called where the person wrote it. */
  readonly nameOf: NameOf
}

/**
 * Validates a scenario as written.
 *
 * @throws UserError
 */
export function createScenario(text: ScenarioText, { root, budgets, nameOf }: Place): Scenario {
  const duration = (key: TextKey, fallbackMs: number): number => {
    const written = text[key]
    if (written === undefined) return fallbackMs
    const value = parseDuration(written)
    if (value === null) throw errors.badValue(nameOf(key), written, DURATION_WORDS)
    return value
  }
  const command = commandOf(text)
  const until = untilOf(text, nameOf)
  if (until === 'exit') refuseWithExit(text, nameOf)
  return {
    name: nameOfScenario(text.name ?? basename(command[0])),
    command,
    workingDirectory: resolve(root, text['working-directory'] ?? '.'),
    env: text.env ?? {},
    passEnv: parsePassEnv(text['pass-env'] ?? [], nameOf('pass-env')),
    ready: readyOf(text),
    readyTimeoutMs: duration('ready-timeout', 60_000),
    target: text.target === undefined ? null : parseTarget(text.target),
    until,
    workload: text.workload ?? null,
    prepare: text.prepare ?? null,
    cleanup: text.cleanup ?? null,
    workloadTimeoutMs: duration('workload-timeout', 600_000),
    soakMs: text.soak === undefined ? null : duration('soak', 0),
    settleTimeoutMs: duration('settle-timeout', until === 'exit' ? 600_000 : 60_000),
    restTimeoutMs: duration('rest-timeout', 5000),
    stopSignal: stopSignalOf(text, nameOf),
    stopTimeoutMs: duration('stop-timeout', 5000),
    ...runsOf(text, nameOf),
    budgets: allowedBudgets(text.budgets ?? {}, budgets, text.soak !== undefined, nameOf('budget')),
  }
}

function readyOf({ ready }: ScenarioText): Scenario['ready'] {
  const texts = [ready ?? []].flat()
  return texts.length === 0
    ? null
    : texts.map((written) => ({ condition: parseReady(written), text: written }))
}

function commandOf({ run, shell }: ScenarioText): readonly [string, ...string[]] {
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

function untilOf({ until }: ScenarioText, nameOf: NameOf): Until {
  const [usual] = choicesOf('until')
  return oneOf(choicesOf('until'), until ?? usual, nameOf('until'))
}

/** A program that ends is never ready, and has no rest to load it at. */
function refuseWithExit(text: ScenarioText, nameOf: NameOf): void {
  for (const key of ['ready', 'target', 'workload', 'soak'] as const) {
    if (text[key] === undefined) continue
    throw errors.contradiction(
      nameOf(key),
      `${nameOf('until')} exit`,
      'A program that ends is measured from launch to exit.',
    )
  }
}

function runsOf(text: ScenarioText, nameOf: NameOf): Pick<Scenario, 'runs' | 'maxRuns' | 'warmup'> {
  const count = (key: 'runs' | 'max-runs' | 'warmup'): number | null => {
    const written = text[key]
    if (written === undefined) return null
    const value = Number(written)
    const [least, most] = OPTIONS[key].range
    if (/^\d+$/.test(written.trim()) && value >= least && value <= most) return value
    throw errors.badValue(nameOf(key), written, `a whole number from ${least} to ${most}`)
  }
  const asked = count('runs')
  const most = count('max-runs')
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
    warmup: count('warmup') ?? DEFAULTS.warmup,
  }
}

function stopSignalOf(text: ScenarioText, nameOf: NameOf): NodeJS.Signals {
  const written = text['stop-signal'] ?? 'SIGTERM'
  const known = Object.keys(constants.signals) as NodeJS.Signals[]
  const found = known.find((signal) => signal === written || signal === `SIG${written}`)
  if (found === undefined)
    throw errors.badValue(nameOf('stop-signal'), written, 'a signal, such as SIGTERM or SIGINT')
  return found
}
