import fc from 'fast-check'
import type { Terms } from '../../src/config/scenario.ts'
import { parseBudget } from '../../src/config/budget.ts'
import { METRIC_NAMES, METRICS, type Metric } from '../../src/model/metrics.ts'
import { BASE_RULES, type Pair } from '../../src/model/pair.ts'
import type { Gap, Run, Settlement } from '../../src/model/run.ts'
import type { Origin, StoredResult, StoredScenario } from '../../src/model/stored-result.ts'
import { anyBaseline } from './any-baseline.ts'

// JSON knows no −0, and no test is about it.
const amount = fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e15, noNaN: true })).map(Math.abs)
const text = fc.string({ unit: 'binary', maxLength: 20 })
const name = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }),
  fc.constantFrom('constructor', '__proto__', 'toString', '42'),
)
const kind = <Kind extends string>(value: Kind) => fc.constant(value)

const settlement: fc.Arbitrary<Settlement> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: kind('settled'), steadyAtMs: amount, windowMs: amount }) },
  fc.record({ kind: kind('exited') }),
  fc.record({ kind: kind('creeping'), bytesPerSecond: amount, overMs: amount }),
  fc.record({ kind: kind('sawtooth'), falls: fc.nat(), spreadBytes: amount, levelBytes: amount }),
  fc.record({ kind: kind('noisy'), spreadBytes: amount, levelBytes: amount }),
  fc.record({ kind: kind('unread'), readings: fc.nat() }),
)

const gap: fc.Arbitrary<Gap> = fc.oneof(
  fc.record({ kind: kind('memory-denied'), process: text }),
  fc.record({ kind: kind('hidden'), process: text }),
  fc.record({ kind: kind('nothing-read') }),
)

const run = (metrics: readonly Metric[]): fc.Arbitrary<Run> =>
  fc.record({
    settlement,
    gaps: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, fc.array(gap, { maxLength: 2 })),
    warnings: fc.array(
      fc.oneof(
        fc.record({ kind: kind('no-ready-condition') }),
        fc.record({ kind: kind('memory-never-read') }),
        fc.record({ kind: kind('unkillable'), pids: fc.array(fc.nat(), { maxLength: 3 }) }),
      ),
      { maxLength: 2 },
    ),
    figures: fc.record(
      Object.fromEntries(
        metrics.map((metric) => [
          metric,
          metric === 'growth' ? fc.integer() : fc.integer({ min: 4e6, max: 5e6 }),
        ]),
      ),
    ),
    readings: fc.array(
      fc.record({
        atMs: amount,
        writable: amount,
        dirtyCache: amount,
        rss: amount,
        pss: amount,
        minorFaults: fc.nat(),
        majorFaults: fc.nat(),
        processes: fc.nat(),
        threads: fc.nat(),
      }),
      { maxLength: 3 },
    ),
    unseenMs: amount,
    events: fc.array(fc.record({ atMs: amount, event: fc.constantFrom('launched', 'ready', 'steady') }), {
      maxLength: 3,
    }),
    processes: fc.array(fc.record({ pid: fc.nat(), command: text, writable: amount }), { maxLength: 2 }),
    groups: fc
      .uniqueArray(fc.tuple(name, amount), { selector: ([key]) => key, maxLength: 4 })
      .map((pairs) => Object.fromEntries(pairs)),
  })

const budgetOf = (metric: Metric) =>
  fc
    .constantFrom(
      ...(METRICS[metric].unit === 'count'
        ? ['+2%, +100', '<=4500000', '>=3', '+0']
        : ['+1%', '+0', '<=4MiB']),
    )
    .map((spec) =>
      parseBudget(
        metric,
        METRICS[metric].unit === 'ms'
          ? '+10%'
          : spec.replace('MiB', METRICS[metric].unit === 'bytes/s' ? 'MiB/s' : 'MiB'),
      ),
    )

const budgets: fc.Arbitrary<Terms['budgets']> = fc
  .subarray(['writable', 'minor-faults', 'peak-writable', 'growth', 'ready-ms', 'processes'] as const, {
    minLength: 0,
  })
  .chain((metrics) => fc.record(Object.fromEntries(metrics.map((metric) => [metric, budgetOf(metric)]))))

const scenario = (
  fromBaseline: Pick<StoredScenario, 'environment' | 'baseline'>,
): fc.Arbitrary<StoredScenario> =>
  fc.record({
    terms: fc.record({
      name,
      budgets,
      runs: fc.integer({ min: 1, max: 6 }),
      maxRuns: fc.integer({ min: 1, max: 12 }),
      subject: fc.constant(fromBaseline.baseline?.subject ?? SUBJECT),
    }),
    environment: fc.constant(fromBaseline.environment),
    facts: fc.option(fc.record({ openFiles: fc.constant(1024), directoryLength: fc.constant(null) })),
    doubts: fc.array(text, { maxLength: 1 }),
    baseline: fc.constant(fromBaseline.baseline),
    runs: fc
      .subarray([...METRIC_NAMES], { minLength: 1 })
      .chain((metrics) => fc.array(run(metrics), { maxLength: 8 })),
  })

const anyPair: fc.Arbitrary<Pair> = fc.record({
  rule: fc.constantFrom(...BASE_RULES),
  commit: fc.option(fc.stringMatching(/^[0-9a-f]{40}$/)),
  name: text,
  changed: fc.array(text, { maxLength: 3 }),
  recorded: fc.array(text, { maxLength: 3 }),
  log: fc.constant(null),
})

const SUBJECT: Terms['subject'] = {
  command: ['bin/manager'],
  env: [],
  until: 'steady',
  ready: [],
  workload: null,
  prepare: null,
  cleanup: null,
  soakMs: null,
}

const digits = fc.stringMatching(/^[0-9a-f]{40}$/)

const origin: fc.Arbitrary<Origin> = fc.record({
  tool: fc.option(fc.constant('0.1.0')),
  measuredAt: fc.option(fc.constant('2026-01-31T12:00:00Z')),
  commit: fc.option(digits),
  job: fc.option(name),
  leg: fc.option(name),
  legs: fc.option(fc.integer({ min: 1, max: 256 })),
  run: fc.option(fc.integer({ min: 1 })),
  attempt: fc.option(fc.integer({ min: 1, max: 5 })),
})

/** Every result that can be, hostile names and all. */
export const anyResult: fc.Arbitrary<StoredResult> = fc
  .tuple(origin, anyBaseline, fc.constantFrom('6.1', '6.18'))
  .chain(([from, { entries }, kernel]) => {
    const compared = entries.map((entry) => ({ environment: entry.environment, baseline: entry }))
    const environment = compared[0]?.environment ?? { ...HERE, kernel }
    return fc.record({
      origin: fc.constant(from),
      environment: fc.constant(environment),
      failure: fc.constant(null),
      ...(compared.length % 2 === 1 && { pair: anyPair }),
      scenarios: fc.tuple(scenario({ environment, baseline: null }), ...compared.map(scenario)),
    })
  })

const HERE: StoredResult['environment'] = {
  architecture: 'x64',
  kernel: '6.8',
  pageSize: 4096,
  cpus: 2,
  transparentHugePages: 'madvise',
  libc: 'glibc 2.36',
  launcher: 'fixed-addresses',
}
