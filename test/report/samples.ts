import { parseBudget } from '../../src/config/budget.ts'
import { METRICS, type Metric } from '../../src/model/metrics.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { Run } from '../../src/model/run.ts'
import type { ReportContext } from '../../src/report/context.ts'
import type { GateResult, MetricResult, ScenarioResult, Verdict } from '../../src/verdict/result.ts'

export const KIB = 1024
export const MIB = 1024 ** 2

export const environment: Environment = {
  architecture: 'x64',
  kernel: '6.8',
  pageSize: 4096,
  cpus: 2,
  transparentHugePages: 'madvise',
  libc: 'glibc 2.39',
  launcher: 'fixed-addresses',
}

export const context: ReportContext = {
  version: '0.1.0',
  baseline: '.github/footprint-baseline.json',
  recordCommand: 'npx footprint-gate record --config footprint.yml',
  runUrl: 'https://github.com/acme/manager/actions/runs/42',
  commit: '0de4f1c8d2b6a7e9f0c1d2e3f4a5b6c7d8e9f0a1',
}

interface MetricChanges extends Partial<Omit<MetricResult, 'budget' | 'base' | 'head'>> {
  readonly budget?: string | null
  readonly base?: readonly number[] | null
  readonly head?: readonly number[] | null
}

const middle = (samples: readonly number[]) => samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? 0
const summary = (samples: readonly number[] | null) =>
  samples === null ? null : { median: middle(samples), samples }

/** A metric that passes with nothing changed, unless told otherwise. */
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

const writableBefore = [9527296, 9531392, 9531392, 9531392, 9531392]
const faultsBefore = [2557, 2557, 2557, 2562, 2557]
export const gated = { allowed: 95313.92, detectable: 4096 }
export const gatedFaults = { allowed: 100, detectable: 12 }

export function writable(changes: MetricChanges = {}): MetricResult {
  return metric('writable', { base: writableBefore, ...gated, ...changes })
}

export function faults(changes: MetricChanges = {}): MetricResult {
  return metric('minor-faults', { base: faultsBefore, ...gatedFaults, ...changes })
}

export function run(changes: Partial<Run> = {}): Run {
  return {
    settlement: { kind: 'settled', steadyAtMs: 1450, windowMs: 1000 },
    gaps: [],
    warnings: [],
    figures: { writable: 9531392, 'minor-faults': 2557, rss: 24 * MIB },
    readings: [
      {
        atMs: 50,
        writable: 4096,
        rss: 8192,
        pss: 8192,
        minorFaults: 40,
        majorFaults: 0,
        processes: 1,
        threads: 1,
      },
      {
        atMs: 1450,
        writable: 9531392,
        rss: 24 * MIB,
        pss: 20 * MIB,
        minorFaults: 2557,
        majorFaults: 0,
        processes: 1,
        threads: 2,
      },
    ],
    events: [
      { atMs: 0, event: 'launched' },
      { atMs: 310, event: 'ready' },
      { atMs: 1450, event: 'steady' },
    ],
    processes: [{ pid: 4242, command: 'bin/manager conf/default.xml', writable: 9531392 }],
    groups: { '[heap]': 6 * MIB, '[anon]': 3 * MIB, 'libxml2.so.2': 92 * KIB },
    ...changes,
  }
}

export function scenario(changes: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    name: 'manager',
    verdict: 'pass',
    reasons: [],
    metrics: [writable(), faults(), metric('rss', { base: [24 * MIB], head: [25 * MIB] })],
    mappings: [],
    runs: [run(), run(), run({ events: [{ atMs: 0, event: 'launched' }] })],
    ...changes,
  }
}

export function gate(verdict: Verdict, ...scenarios: readonly ScenarioResult[]): GateResult {
  return { verdict, environment, scenarios }
}

export const grown = [10600448, 10600448, 10600448, 10604544, 10600448]

export const regressedScenario = scenario({
  verdict: 'regressed',
  metrics: [
    writable({
      verdict: 'regressed',
      head: grown,
      pValue: 0.004,
      reasons: ['Writable memory changed by +1.02 MiB; +93.1 KiB is allowed (p = 0.004).'],
    }),
    faults({ head: [2601, 2600, 2601, 2601, 2601] }),
    metric('rss', { base: [24 * MIB], head: [25 * MIB] }),
    metric('growth', { base: null, head: null }),
  ],
  mappings: [
    { group: '[heap]', base: 6 * MIB, head: 7 * MIB, delta: MIB },
    { group: 'libxml2.so.2', base: 0, head: 16 * KIB, delta: 16 * KIB },
    { group: '[anon]', base: 3 * MIB, head: 3 * MIB + 8 * KIB, delta: 8 * KIB },
    { group: 'libm.so.6', base: 0, head: 4 * KIB, delta: 4 * KIB },
    { group: 'libz.so.1', base: 0, head: 4 * KIB, delta: 4 * KIB },
    { group: 'liblzma.so.5', base: 0, head: 4 * KIB, delta: 4 * KIB },
    { group: 'libicudata.so.72', base: 0, head: 4 * KIB, delta: 4 * KIB },
    { group: '[stack]', base: 40 * KIB, head: 36 * KIB, delta: -4 * KIB },
  ],
})

const unbased = { base: null, allowed: null, detectable: null, delta: null } as const

/** One result for each thing that a gate can say. */
export const results = {
  pass: gate('pass', scenario(), scenario({ name: 'agent' })),
  'pass with a change': gate(
    'pass',
    scenario({ metrics: [writable({ head: [9539584, 9539584, 9539584], detectable: 12 * KIB }), faults()] }),
  ),
  regressed: gate('regressed', scenario({ name: 'agent' }), regressedScenario),
  'no baseline': gate(
    'no-baseline',
    scenario({
      verdict: 'no-baseline',
      reasons: ['Nothing was recorded for manager yet.'],
      metrics: [
        writable({ ...unbased, head: writableBefore, verdict: 'no-baseline' }),
        faults({ ...unbased, head: faultsBefore, verdict: 'no-baseline' }),
      ],
    }),
  ),
  improved: gate(
    'improved',
    scenario({
      verdict: 'improved',
      metrics: [
        writable({
          head: [9003008, 9003008, 9003008],
          verdict: 'improved',
          reasons: ['Writable memory changed by -516 KiB. Record the baseline again to keep the gain.'],
        }),
        faults(),
      ],
      mappings: [{ group: '[heap]', base: 6 * MIB, head: 6 * MIB - 516 * KIB, delta: -516 * KIB }],
    }),
  ),
  'another environment': gate(
    'inconclusive',
    scenario({
      verdict: 'inconclusive',
      reasons: ['The baseline was recorded elsewhere (kernel 6.5 → 6.8, CPUs 4 → 2): record it here.'],
      metrics: [
        writable({
          head: grown,
          verdict: 'inconclusive',
          reasons: ['Writable memory changed by +1.02 MiB; +93.1 KiB is allowed, but this is not proven.'],
        }),
        faults(),
      ],
    }),
  ),
  'never settled': gate(
    'inconclusive',
    scenario({
      verdict: 'inconclusive',
      reasons: ['None of the 3 runs is evidence: manager never came to rest.'],
      metrics: [],
      runs: [
        run({
          settlement: { kind: 'creeping', detail: 'still growing by 1.2 MiB/s after 30s' },
          gaps: ['the memory of process sudo (77) could not be read'],
        }),
      ],
    }),
  ),
  'over limit': gate(
    'over-limit',
    scenario({
      verdict: 'over-limit',
      metrics: [
        writable({
          budget: '<=9MiB',
          allowed: null,
          detectable: null,
          verdict: 'over-limit',
          reasons: ['Writable memory is 9.09 MiB, over its limit of 9.00 MiB.'],
        }),
        faults(),
      ],
      runs: [
        run({ warnings: ['1.2 MiB of dirty page cache is in the figure: the program was built just now.'] }),
      ],
    }),
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
