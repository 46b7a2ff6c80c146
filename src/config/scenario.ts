import { isDeepStrictEqual } from 'node:util'
import type { Budget } from './budget.ts'
import type { OPTIONS } from './options.ts'
import type { Metric } from '../model/metrics.ts'

/** What tells that the program has finished starting. Tried until it holds or its time is up. */
export type ReadyCondition =
  /** A process of this tree listens on the port. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** A process of this tree has bound the port. */
  | { readonly kind: 'udp'; readonly port: number }
  /** A process of this tree listens on the socket of that path, or of that abstract name (`@…`). */
  | { readonly kind: 'unix'; readonly path: string }
  /** The URL answers with the status, or with any below 400, and a process of this tree owns its port. */
  | {
      readonly kind: 'http'
      readonly url: string
      readonly host: string
      readonly port: number
      readonly status: number | null
    }
  /** A line of the program's output matches. */
  | { readonly kind: 'log'; readonly pattern: RegExp }
  /** The file exists and was made or changed since launch. */
  | { readonly kind: 'file'; readonly path: string }
  /** The shell command ends with status 0. */
  | { readonly kind: 'command'; readonly command: string }
  /** So much time has passed: evidence of nothing, but sometimes all there is. */
  | { readonly kind: 'delay'; readonly delayMs: number }

/** A condition with the text that a person wrote. */
export interface StatedCondition {
  readonly condition: ReadyCondition
  readonly text: string
}

/**
 * What is measured instead of what `run` launches, where that only asks another service to start the program. The text
 * is what a person wrote.
 */
export type Target = { readonly text: string } & (
  | { readonly kind: 'pid-file'; readonly path: string }
  /** By its name or its id, of docker or podman. */
  | { readonly kind: 'container'; readonly name: string }
  /** With its suffix, such as `nginx.service`. */
  | { readonly kind: 'unit'; readonly name: string }
)

export type Until = (typeof OPTIONS)['until']['choices'][number]

/** One program to measure. Everything in it has been validated. */
export interface Scenario {
  readonly name: string
  /** The argument vector, the program first; never empty. */
  readonly command: readonly [string, ...string[]]
  /** Absolute path. */
  readonly workingDirectory: string
  /** Where the workload runs, if elsewhere: that of a base is the head's. */
  readonly workloadDirectory?: string
  /** Added to the clean environment. */
  readonly env: Readonly<Record<string, string>>
  /** Variables of the step to hand over, by name; `*` stands for any characters. */
  readonly passEnv: readonly string[]
  /** All of them must hold. `null`: readiness is not known, and the report says that the evidence is weak. */
  readonly ready: readonly StatedCondition[] | null
  readonly readyTimeoutMs: number
  /** `null`: what `run` launches is what is measured. */
  readonly target: Target | null
  readonly until: Until
  /** A shell command that loads the program and runs to its end. */
  readonly workload: string | null
  /** Shell commands before and after each run, outside every figure. */
  readonly prepare: string | null
  readonly cleanup: string | null
  /** Of each of the three. */
  readonly workloadTimeoutMs: number
  /** How long the program is held under its workload to see whether it grows. */
  readonly soakMs: number | null
  /** How long the program may take to come to rest; with `until: exit`, to end. */
  readonly settleTimeoutMs: number
  /** How long it is waited for rest before the workload. */
  readonly restTimeoutMs: number
  /** Asks the program to end; SIGKILL follows after the grace time. */
  readonly stopSignal: NodeJS.Signals
  readonly stopTimeoutMs: number
  /** How many counted runs, how many at most when the case is borderline, how many are thrown away first. */
  readonly runs: number
  readonly maxRuns: number
  readonly warmup: number
  /** The budgets in force: the defaults of the metrics, unless others were asked for. */
  readonly budgets: Readonly<Partial<Record<Metric, Budget>>>
}

export type OnMissingBaseline = (typeof OPTIONS)['on-missing-baseline']['choices'][number]
export type BaselineFrom = (typeof OPTIONS)['baseline-from']['choices'][number]
export type BaselineStore = (typeof OPTIONS)['baseline-store']['choices'][number]
export type OnInconclusive = (typeof OPTIONS)['on-inconclusive']['choices'][number]
export type ExplainWhen = (typeof OPTIONS)['explain']['choices'][number]

/** The base, as it was asked for: it is measured in turn with the head. At least one of the first two is there. */
export interface PairPlan {
  /** `base`, `merge-base`, or what git knows a commit by. */
  readonly compareWith: string | null
  /** Where the base stands, checked out and built; `null` where that is ours to do. Absolute. */
  readonly baseDirectory: string | null
  /** What it is the counterpart of: the working directory of the head. Absolute. */
  readonly headDirectory: string
  /** A shell command; `null` where nothing has to be built. */
  readonly build: string | null
  /** Where the gate was asked: `build` runs in the counterpart of it. Absolute. */
  readonly cwd: string
  /** The configuration file, if there is one. Absolute. */
  readonly configPath: string | null
}

/** All that a check or a record was asked to do. */
export interface GatePlan {
  readonly scenarios: readonly [Scenario, ...Scenario[]]
  /** Absolute path of the baseline file. */
  readonly baselinePath: string
  readonly baselineFrom: BaselineFrom
  /** Whether that file stands in the repository, or at the same place on a branch of its own. */
  readonly baselineStore: BaselineStore
  /** `null`: the stored baseline is what the head is compared with. */
  readonly pair: PairPlan | null
  readonly onMissingBaseline: OnMissingBaseline
  readonly onInconclusive: OnInconclusive
  /** When one run is traced that says where the memory came from. */
  readonly explain: ExplainWhen
}

/** What was measured, as a baseline remembers it: figures of two different subjects are not comparable. */
export interface Subject {
  readonly command: readonly string[]
  /**
   * The names of the variables that the scenario sets or hands over, sorted: each costs a place on the stack. Never a
   * value, nor a digest of one: that of a short secret is the secret.
   */
  readonly env: readonly string[]
  readonly until: Until
  /** As written, none or several; absent in a baseline of version 1. */
  readonly ready?: readonly string[]
  /** As written; absent where there is none. */
  readonly target?: string
  readonly workload: string | null
  /** Absent in a baseline of version 1. */
  readonly prepare?: string | null
  readonly cleanup?: string | null
  readonly soakMs: number | null
}

/** @param scenario with the names of `passEnv` spelled out */
export function subjectOf(scenario: Scenario): Subject {
  const { command, env, passEnv, until, ready, target, workload, prepare, cleanup, soakMs } = scenario
  const names = [...new Set([...Object.keys(env), ...passEnv])].toSorted()
  const conditions = (ready ?? []).map(({ text }) => text)
  return {
    command,
    env: names,
    until,
    ready: conditions,
    ...(target !== null && { target: target.text }),
    workload,
    prepare,
    cleanup,
    soakMs,
  }
}

/** What of a scenario its judgement goes by: so much of it a stored result keeps. */
export interface Terms extends Pick<Scenario, 'name' | 'budgets' | 'runs' | 'maxRuns'> {
  /** `null` where nothing was measured. */
  readonly subject: Subject | null
}

/** @param scenario with the names of `passEnv` spelled out */
export function termsOf(scenario: Scenario | Terms): Terms {
  if ('subject' in scenario) return scenario
  const { name, budgets, runs, maxRuns } = scenario
  return { name, budgets, runs, maxRuns, subject: subjectOf(scenario) }
}

/**
 * The keys in which two subjects differ. Of what a baseline of an older version does not say nothing is known, but for a
 * target: where there is none, there was none.
 */
export function subjectDifferences(before: Subject, after: Subject): readonly (keyof Subject)[] {
  const keys = new Set(['target', ...Object.keys(after)] as readonly (keyof Subject)[])
  return [...keys].filter(
    (key) => (before[key] !== undefined || key === 'target') && !isDeepStrictEqual(before[key], after[key]),
  )
}

/** Whether figures of the two can be compared. */
export function isSameSubject(before: Subject, after: Subject): boolean {
  return subjectDifferences(before, after).length === 0
}
