import type { BaselineEntry } from '../../src/model/baseline.ts'
import { parseBudget } from '../../src/config/budget.ts'
import { type Figures, isMetric, type Metric } from '../../src/model/metrics.ts'
import { type Scenario, subjectOf } from '../../src/config/scenario.ts'
import type { Run } from '../../src/model/run.ts'
import { HERE } from '../helpers/environments.ts'
import type { BaselineMatch } from '../../src/verdict/baseline-match.ts'
import type { Case } from '../../src/verdict/judge-scenario.ts'

export { HERE }

export const PAGE = 4096

export function scenarioOf(
  budgets: Partial<Record<Metric, string>>,
  changes: Partial<Scenario> = {},
): Scenario {
  return {
    name: 'manager',
    command: ['bin/manager', 'conf/default.xml'],
    workingDirectory: '/srv',
    env: {},
    passEnv: [],
    ready: null,
    readyTimeoutMs: 60_000,
    target: null,
    until: 'steady',
    workload: null,
    prepare: null,
    cleanup: null,
    workloadTimeoutMs: 60_000,
    soakMs: null,
    settleTimeoutMs: 60_000,
    restTimeoutMs: 5000,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 5_000,
    runs: 5,
    maxRuns: 10,
    warmup: 1,
    budgets: Object.fromEntries(
      Object.entries(budgets).map(([metric, spec]) => {
        if (!isMetric(metric)) throw new Error(metric)
        return [metric, parseBudget(metric, spec)]
      }),
    ),
    ...changes,
  }
}

export function runOf(figures: Figures, changes: Partial<Run> = {}): Run {
  return {
    settlement: { kind: 'settled', steadyAtMs: 1000, windowMs: 1000 },
    gaps: [],
    warnings: [],
    figures,
    readings: [],
    unseenMs: 50,
    events: [],
    processes: [],
    groups: {},
    ...changes,
  }
}

export const runsOf = (metric: Metric, samples: readonly number[]): Run[] =>
  samples.map((sample) => runOf({ [metric]: sample }))

type Recorded = Partial<Record<Metric, readonly number[]>>

export function entryOf(
  recordings: readonly Recorded[],
  changes: Partial<BaselineEntry> & { groups?: Readonly<Record<string, number>> } = {},
): BaselineEntry {
  const { groups = {}, ...rest } = changes
  return {
    scenario: 'manager',
    environment: HERE,
    subject: subjectOf(scenarioOf({})),
    recordings: recordings.map((samples, day) => ({
      recordedAt: `2024-01-0${day + 1}T00:00:00Z`,
      commit: null,
      tool: '0.1.0',
      samples,
      groups,
    })),
    ...rest,
  }
}

export const found = (...recordings: readonly Recorded[]): BaselineMatch => ({
  kind: 'found',
  entry: entryOf(recordings),
})

/** `writable` under a budget, in pages against pages. */
export function writableCase(
  spec: string,
  basePages: readonly number[] | null,
  headPages: readonly number[],
  changes: Partial<Case> = {},
): Case {
  const bytes = (pages: readonly number[]) => pages.map((count) => count * PAGE)
  return {
    scenario: scenarioOf({ writable: spec }),
    runs: runsOf('writable', bytes(headPages)),
    environment: HERE,
    baseline: basePages === null ? { kind: 'missing' } : found({ writable: bytes(basePages) }),
    ...changes,
  }
}

export const repeat = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
