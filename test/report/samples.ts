import { parseBudget } from '../../src/config/budget.ts'
import { type Figures, METRICS, type Metric } from '../../src/model/metrics.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { Run } from '../../src/model/run.ts'
import { selectBaseline } from '../../src/verdict/baseline-match.ts'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import { type Scenario, subjectOf } from '../../src/config/scenario.ts'
import { scenarioOf } from '../verdict/cases.ts'
import { HERE } from '../helpers/environments.ts'
import { BASELINE_SCHEMA, type Recording } from '../../src/model/baseline.ts'
import type { ReportContext } from '../../src/report/context.ts'
import type { GateResult, MetricResult, ScenarioResult, Verdict } from '../../src/verdict/result.ts'

export const KIB = 1024
export const MIB = 1024 ** 2

export const environment: Environment = { ...HERE, libc: 'glibc 2.39' }

export const context: ReportContext = {
  version: '0.1.0',
  baseline: '.github/footprint-baseline.json',
  place: 'machine',
  command: { directory: '.', flags: ['--config', 'footprint.yml'], program: null },
  runUrl: 'https://github.com/acme/manager/actions/runs/42',
  commit: '0de4f1c8d2b6a7e9f0c1d2e3f4a5b6c7d8e9f0a1',
}

export const RECORD_COMMAND = 'npx footprint-gate record --config footprint.yml'

interface MetricChanges extends Partial<Omit<MetricResult, 'budget' | 'base' | 'head'>> {
  readonly budget?: string | null
  readonly base?: readonly number[] | null
  readonly head?: readonly number[] | null
}

const middle = (samples: readonly number[]) => samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? 0
const summary = (samples: readonly number[] | null) =>
  samples === null ? null : { median: middle(samples), samples }

/** A metric that passes with nothing changed, unless told otherwise: for figures, never for a snapshot. */
export function metric(name: Metric, changes: MetricChanges = {}): MetricResult {
  const { budget = METRICS[name].defaultBudget, base = [1000, 1000, 1000], head = base, ...others } = changes
  const [before, after] = [summary(base), summary(head)]
  return {
    metric: name,
    unit: METRICS[name].unit,
    verdict: 'pass',
    budget: budget === null ? null : parseBudget(name, budget),
    base: before,
    head: after,
    delta: before === null || after === null ? null : after.median - before.median,
    allowed: null,
    noiseLimited: false,
    detectable: null,
    pValue: null,
    reasons: [],
    ...others,
  }
}

const BASE_WRITABLE = [9527296, 9531392, 9531392, 9531392, 9531392]
const BASE_FAULTS = [2557, 2557, 2557, 2562, 2557]
const BASE_GROUPS = { '[heap]': 6 * MIB, '[anon]': 3 * MIB, 'libxml2.so.2': 92 * KIB }
export const GROWN = [10600448, 10600448, 10600448, 10604544, 10600448]

export function writable(changes: MetricChanges = {}): MetricResult {
  return metric('writable', { base: BASE_WRITABLE, allowed: 95313.92, detectable: 4096, ...changes })
}

export function faults(changes: MetricChanges = {}): MetricResult {
  return metric('minor-faults', { base: BASE_FAULTS, allowed: 100, detectable: 12, ...changes })
}

export function run(changes: Partial<Run> = {}): Run {
  const writableNow = changes.figures?.writable ?? 9531392
  return {
    settlement: { kind: 'settled', steadyAtMs: 1450, windowMs: 1000 },
    gaps: [],
    warnings: [],
    figures: { writable: 9531392, 'minor-faults': 2557, rss: 24 * MIB },
    readings: [
      {
        atMs: 50,
        writable: 4096,
        dirtyCache: 0,
        rss: 8192,
        pss: 8192,
        minorFaults: 40,
        majorFaults: 0,
        processes: 1,
        threads: 1,
      },
      {
        atMs: 1450,
        writable: writableNow,
        dirtyCache: 0,
        rss: 24 * MIB,
        pss: 20 * MIB,
        minorFaults: 2557,
        majorFaults: 0,
        processes: 1,
        threads: 2,
      },
    ],
    unseenMs: 1400,
    events: [
      { atMs: 0, event: 'launched' },
      { atMs: 310, event: 'ready' },
      { atMs: 1450, event: 'steady' },
    ],
    processes: [{ pid: 4242, command: 'bin/manager conf/default.xml', writable: writableNow }],
    groups: BASE_GROUPS,
    ...changes,
  }
}

interface Measured {
  readonly name?: string
  readonly budgets?: Partial<Record<Metric, string>>
  readonly plan?: Partial<Scenario>
  /** Samples of the head, one a run. */
  readonly head?: {
    readonly writable?: readonly number[]
    readonly faults?: readonly number[]
    readonly processes?: number
    /** Of the faults, those of processes that have ended; the baseline has none. */
    readonly ended?: number
    readonly growth?: number
  }
  readonly recordedProcesses?: Recording['processes']
  readonly groups?: Readonly<Record<string, number>>
  /** What all runs have in common. */
  readonly each?: Partial<Run>
  /** In place of runs that are made of the head's samples. */
  readonly runs?: readonly Run[]
  /** Where the baseline was recorded; `null` when it was not. */
  readonly recordedIn?: Environment | null
}

/** A scenario as the gate judges it: nothing that it says is invented. */
export function scenario(measured: Measured = {}): ScenarioResult {
  const { name = 'manager', head = {}, groups = BASE_GROUPS, each = {}, recordedIn = environment } = measured
  const plan = scenarioOf(measured.budgets ?? { writable: '+1%, +64KiB', 'minor-faults': '+2%, +100' }, {
    name,
    ...measured.plan,
  })
  const runs =
    measured.runs ??
    (head.writable ?? BASE_WRITABLE).map((bytes, index): Run => {
      const figures: Figures = {
        writable: bytes,
        'minor-faults': head.faults?.[index] ?? BASE_FAULTS[index] ?? 2557,
        rss: 25 * MIB,
        ...(head.processes === undefined ? {} : { processes: head.processes }),
        ...(head.ended === undefined ? {} : { 'ended-faults': head.ended }),
        ...(head.growth === undefined ? {} : { growth: head.growth }),
      }
      return run({ figures, groups, ...each })
    })
  const recording = {
    recordedAt: '2026-01-01T00:00:00Z',
    commit: null,
    tool: '0.1.0',
    samples: {
      writable: BASE_WRITABLE,
      'minor-faults': BASE_FAULTS,
      rss: BASE_FAULTS.map(() => 24 * MIB),
      ...(head.processes === undefined ? {} : { processes: [3, 3, 3, 3, 3] }),
      ...(head.ended === undefined ? {} : { 'ended-faults': [0, 0, 0, 0, 0] }),
    },
    groups: BASE_GROUPS,
    ...(measured.recordedProcesses !== undefined && { processes: measured.recordedProcesses }),
  }
  const entry = { scenario: name, subject: subjectOf(plan), recordings: [recording] }
  const baseline =
    recordedIn === null
      ? null
      : ({ schema: BASELINE_SCHEMA, entries: [{ ...entry, environment: recordedIn }] } as const)
  return judgeScenario({
    scenario: plan,
    runs,
    environment,
    baseline: selectBaseline(baseline, plan, environment),
  })
}

export function gate(verdict: Verdict, ...scenarios: readonly ScenarioResult[]): GateResult {
  return { verdict, environment, scenarios }
}

export const grown: Measured = {
  head: { writable: GROWN, faults: [2601, 2600, 2601, 2601, 2601] },
  groups: {
    '[heap]': 7 * MIB,
    '[anon]': 3 * MIB + 8 * KIB,
    'libxml2.so.2': 108 * KIB,
    'libm.so.6': 4 * KIB,
    'libz.so.1': 4 * KIB,
    'liblzma.so.5': 4 * KIB,
    'libicudata.so.72': 4 * KIB,
  },
}

export const regressedScenario = scenario(grown)

const creeping = (kibPerSecond: number): Partial<Run> => ({
  settlement: { kind: 'creeping', bytesPerSecond: kibPerSecond * KIB, overMs: 60_000 },
  figures: {},
})

/** A run of 153 ms that nobody looked at for most of it. */
const readOnce: Partial<Run> = {
  settlement: { kind: 'exited' },
  unseenMs: 98,
  events: [
    { atMs: 0, event: 'launched' },
    { atMs: 153, event: 'exited' },
  ],
}

const defaultBudgets = Object.fromEntries(
  (['writable', 'minor-faults'] as const).map((name) => [
    name,
    { ...parseBudget(name, METRICS[name].defaultBudget), isDefault: true as const },
  ]),
)

const worker = (pid: number): Run['processes'][number] => ({
  pid,
  command: 'nginx',
  writable: 400 * KIB,
  role: 'nginx > nginx',
  faults: 90,
  endedFaults: 0,
  ended: [],
})

/** One result for each thing that a gate can say. */
export const results = {
  pass: gate('pass', scenario(), scenario({ name: 'agent' })),
  'pass with a change': gate('pass', scenario({ head: { writable: [9539584, 9539584, 9539584] } })),
  regressed: gate('regressed', scenario({ name: 'agent' }), regressedScenario),
  'no baseline': gate('no-baseline', scenario({ recordedIn: null })),
  improved: gate(
    'improved',
    scenario({
      head: { writable: [9003008, 9003008, 9003008, 9003008, 9003008] },
      groups: { ...BASE_GROUPS, '[heap]': 6 * MIB - 516 * KIB },
    }),
  ),
  'improved with fewer processes': gate(
    'improved',
    scenario({ head: { writable: [2003008, 2003008, 2003008, 2003008, 2003008], processes: 1 } }),
  ),
  'a pass with fewer processes': gate('pass', scenario({ head: { processes: 1 } })),
  'under the floor': gate(
    'over-limit',
    scenario({ head: { processes: 1 }, budgets: { writable: '+1%, +64KiB', processes: '>=3' } }),
  ),
  'another environment': gate(
    'inconclusive',
    scenario({ ...grown, recordedIn: { ...environment, kernel: '6.5', cpus: 4 } }),
  ),
  'never settled': gate(
    'inconclusive',
    scenario({ runs: [12, 13.5, 16, 12.2, 14].map((speed) => run(creeping(speed))) }),
  ),
  'some runs do not count': gate(
    'inconclusive',
    scenario({
      runs: [
        run(),
        run({ ...creeping(1200), gaps: [{ kind: 'memory-denied', process: '77 (sudo)' }] }),
        run({ gaps: [{ kind: 'memory-denied', process: '91 (sudo)' }] }),
        run({ settlement: { kind: 'sawtooth', falls: 7, spreadBytes: 3 * MIB, levelBytes: 40 * MIB } }),
        run(),
      ],
    }),
  ),
  'over limit': gate(
    'over-limit',
    scenario({
      budgets: { writable: '<=9MiB', 'minor-faults': '+2%, +100' },
      each: { warnings: [{ kind: 'no-ready-condition' }] },
    }),
  ),
  'over limit and grown': gate('over-limit', scenario({ ...grown, budgets: { writable: '+1%, <=9MiB' } })),
  'an odd run': gate(
    'inconclusive',
    scenario({ ...grown, head: { writable: [...GROWN, 9400320, 10600448] } }),
  ),
  'rising runs': gate(
    'inconclusive',
    scenario({ head: { writable: [0, 1, 2, 3, 4].map((run) => 9531392 + run * 300 * KIB) } }),
  ),
  'a leak': gate(
    'over-limit',
    scenario({
      budgets: { writable: '+1%, +64KiB', growth: '<=1KiB/s' },
      head: { growth: 166.7 * KIB },
      groups: { ...BASE_GROUPS, '[stack]': 88 * KIB },
      each: { soakGroups: { ...BASE_GROUPS, '[heap]': 16 * MIB } },
    }),
  ),
  'a third worker': gate(
    'regressed',
    scenario({
      ...grown,
      each: { processes: [worker(1), worker(2), worker(3)] },
      recordedProcesses: { 'nginx > nginx': { count: 2, writable: 800 * KIB, faults: 180 } },
    }),
  ),
  'a helper that has ended': gate(
    'pass',
    scenario({
      plan: { budgets: defaultBudgets },
      head: { faults: BASE_FAULTS.map((count) => count + 3322), ended: 3322 },
      each: {
        processes: [{ ...worker(1), role: 'python', endedFaults: 3322, ended: ['gst-plugin-scan'] }],
      },
    }),
  ),
  'not gated': gate('pass', scenario({ each: readOnce, plan: { budgets: defaultBudgets, until: 'exit' } })),
  blind: gate(
    'pass',
    scenario({ head: { writable: BASE_WRITABLE.slice(2) }, plan: { runs: 3, maxRuns: 3 } }),
  ),
  'not proven': gate(
    'inconclusive',
    scenario({ head: { writable: [10600448, 10600448, 10600448, 9531392, 9531392] } }),
  ),
} satisfies Record<string, GateResult>

export const HOSTILE_NAMES = [
  '| a | b |\n|---|---|\n| c | d |',
  '<!-- footprint-gate/comment@1 {"key":"x"} -->',
  '</details></summary><script>alert(1)</script>',
  '`code` **bold** _em_ ~~del~~ [link](https://evil.example) ![i](x)',
  '@octocat fixes #1 and acme/repo#22, GH-3, see https://evil.example or www.evil.example',
  '::error file=x::owned',
  '  ::stop-commands::x',
  '##[error]owned ##vso[task.complete]x',
  '\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007 \u009b2J',
  'right\u202eto left\u2066 \u200b hidden \ufeff',
  'one\r\ntwo\u2028three\u0085four',
  '家族👨‍👩‍👧‍👦のメモリ・デーモン테스트 नमस्ते مرحبا',
  '\\| \\` \\< &lt; &#124; $x$',
  `${'very-long-'.repeat(40)}end`,
  ':',
  '',
]
