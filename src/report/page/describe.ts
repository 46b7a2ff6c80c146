import { MOST_NODES } from '../../ledger/prune-stacks.ts'
import { isEvidence, type Reading, type Run, type RunEvent } from '../../model/run.ts'
import { formatFigure } from '../../model/units.ts'
import { median } from '../../statistics/order-statistics.ts'
import type {
  GateResult,
  MetricResult,
  ProcessChange,
  Samples,
  ScenarioResult,
  Verdict,
} from '../../verdict/result.ts'
import type { ReportContext } from '../context.ts'
import {
  describeChange,
  describeLimit,
  describeProcesses,
  describeSamples,
  labelOf,
  NOTHING,
} from '../figures.ts'
import { LOOKS, verdictWord } from '../looks.ts'
import { sayHarness } from '../phrases/harness.ts'
import { headline, sayRaises } from '../phrases/headline.ts'
import { nextStep, type Part, textOf } from '../phrases/next-step.ts'
import { sayPair } from '../phrases/pair.ts'
import { formatP, sayReason } from '../phrases/reasons.ts'
import { sayGaps, saySettlement, sayWarnings } from '../phrases/runs.ts'
import { saysWho, sayUnexplained } from '../phrases/tracing.ts'
import { capitalized } from '../phrases/words.ts'
import { gatedMetrics, shownVerdict, worstFirst } from '../rows.ts'
import { distinctReasons, type Reason } from '../../verdict/reason.ts'
import { oneLine } from '../untrusted.ts'
import {
  commandText,
  describeCommands,
  describeEnvironments,
  describeOrigin,
  type Verb,
} from './describe-about.ts'
import { describeDoubts, describeLedger } from './describe-ledger.ts'
import { describeHistory } from './history.ts'
import type {
  PageDocument,
  PageMapping,
  PageMetric,
  PageRole,
  PageRun,
  PageSamples,
  PageScenario,
  Sentence,
  ShownStep,
  ShownVerdict,
} from './document.ts'

/** What the page shows of a result. */
export function describePage(result: GateResult, context: ReportContext): PageDocument {
  const traced = result.scenarios.filter(({ explanation }) => explanation !== undefined)
  const nodes = Math.ceil(MOST_NODES / Math.max(1, traced.length))
  return {
    headline: oneLine(headline(result)),
    verdict: lookOf(shownVerdict(result), null),
    notes: describeNotes(result, context),
    nextStep: describeStep(result, context),
    scenarios: worstFirst(result.scenarios).map((scenario) => describeScenario(scenario, context, nodes)),
    environment: describeEnvironments([
      result.environment,
      ...result.scenarios.map(({ environment }) => environment),
    ]),
    commands: describeCommands(verbsFor(result, context), context.command),
    origin: describeOrigin(context),
  }
}

function verbsFor({ pair, scenarios }: GateResult, { place }: ReportContext): readonly Verb[] {
  const [only, ...others] = scenarios
  return [
    'check',
    // It takes one scenario at a time.
    ...(only?.explanation !== undefined && others.length === 0 ? (['explain'] as const) : []),
    // Of a pair there is nothing to record.
    // What a laptop records is never compared with in a workflow.
    ...(pair === undefined && place === 'machine' ? (['record'] as const) : []),
  ]
}

function lookOf(verdict: Verdict, metric: MetricResult | null): ShownVerdict {
  const { mark, color } = LOOKS[verdict]
  return { word: verdictWord(verdict, metric), mark: mark.trim(), color }
}

function describeNotes(result: GateResult, { harness, caveats = [] }: ReportContext): readonly Sentence[] {
  const warning = harness === undefined ? null : sayHarness(harness)
  const pair = sayPair(result)
  return [
    ...(warning === null ? [] : [harmless(warning)]),
    ...[...caveats, ...sayRaises(result), ...(pair === null ? [] : [pair])].map((sentence) => [
      oneLine(sentence),
    ]),
  ]
}

function harmless(parts: readonly Part[]): Sentence {
  return parts.map((part) =>
    typeof part !== 'string' && 'code' in part ? { code: oneLine(part.code) } : textOf(part),
  )
}

function describeStep(result: GateResult, context: ReportContext): ShownStep | null {
  const step = nextStep(result, context)
  if (step === null) return null
  return {
    sentence: [`${step.lead}, `, ...harmless(step.action)],
    command: step.showsCommand && context.command !== null ? commandText('record', context.command) : null,
  }
}

function describeScenario(scenario: ScenarioResult, context: ReportContext, nodes: number): PageScenario {
  const { explanation, unexplained } = scenario
  return {
    name: oneLine(scenario.name) || NOTHING,
    verdict: lookOf(scenario.verdict, null),
    reasons: allReasons(scenario).map((reason) => oneLine(sayReason(reason))),
    warnings: [
      ...sayWarnings(scenario.runs).map((warning) => oneLine(warning)),
      ...describeDoubts(explanation?.doubts ?? []),
      ...(unexplained === undefined ? [] : [capitalized(oneLine(sayUnexplained(unexplained)))]),
    ],
    metrics: scenario.metrics.map(describeMetric),
    mappings: describeMappings(scenario),
    roles: scenario.processes.map(describeRole),
    runs: scenario.runs.map(describeRun),
    ledger:
      explanation === undefined || !saysWho(explanation)
        ? null
        : describeLedger(explanation.attribution, explanation.difference, {
            heavy: explanation.heavy,
            mostNodes: nodes,
          }),
    history: describeHistory(scenario, context),
  }
}

/** There is room here for those too that a table says by its figures. */
function allReasons(scenario: ScenarioResult): readonly Reason[] {
  const ofMetrics = worstFirst(gatedMetrics(scenario)).flatMap(({ reasons }) => reasons)
  // That a metric had no run follows from what became of the runs.
  return distinctReasons<Reason>([...scenario.reasons, ...ofMetrics]).filter(({ kind }) => kind !== 'no-run')
}

function describeMetric(metric: MetricResult): PageMetric {
  const { base, head, budget, verdict, unit, allowed, detectable, pValue } = metric
  const { ceiling = null } = budget ?? {}
  const limits = [
    ...(base === null || allowed === null ? [] : [base.median + allowed]),
    ...(ceiling === null ? [] : [ceiling]),
  ]
  return {
    label: labelOf(metric),
    unit,
    verdict: budget === null ? null : lookOf(verdict, metric),
    base: describeAll(base, metric),
    head: describeAll(head, metric),
    highest: limits.length === 0 ? null : Math.min(...limits),
    change: describeChange(metric),
    limit: oneLine(describeLimit(metric)),
    detectable: detectable === null ? NOTHING : formatFigure(detectable, unit),
    p: pValue === null ? NOTHING : formatP(pValue),
  }
}

function describeAll(samples: Samples | null, metric: MetricResult): PageSamples | null {
  return samples === null ? null : { ...samples, inWords: describeSamples(samples, metric) }
}

/** The result has the groups that changed alone; a reader looks for the others as well. */
function describeMappings({ metrics, mappings, runs }: ScenarioResult): readonly PageMapping[] {
  const hasBase = metrics.some(({ base }) => base !== null)
  const changed = new Map(mappings.map((change) => [change.group, change]))
  const sizes = runs.map(({ groups }) => new Map(Object.entries(groups)))
  const names = new Set([...changed.keys(), ...sizes.flatMap((groups) => [...groups.keys()])])
  return [...names]
    .map((group) => {
      const change = changed.get(group)
      const head = change?.head ?? median(sizes.map((groups) => groups.get(group) ?? 0))
      return { group: oneLine(group) || NOTHING, base: change?.base ?? (hasBase ? head : null), head }
    })
    .toSorted((a, b) => grownBy(b) - grownBy(a) || b.head - a.head)
}

const grownBy = ({ base, head }: PageMapping) => (base === null ? 0 : head - base)

function describeRole(change: ProcessChange): PageRole {
  const { base, head } = change
  return {
    name: oneLine(describeProcesses(change).name) || NOTHING,
    base: base?.writable ?? 0,
    head: head?.writable ?? 0,
    faultsBase: base?.faults ?? 0,
    faultsHead: head?.faults ?? 0,
  }
}

function describeRun(run: Run): PageRun {
  const { settlement, gaps, figures, readings, events, processes } = run
  const end = saySettlement(settlement)
  return {
    isEvidence: isEvidence(run),
    end: oneLine(gaps.length === 0 ? end : `${end}; ${sayGaps(gaps)}`),
    readyMs: timeOf(run, 'ready'),
    steadyMs: timeOf(run, 'steady'),
    writable: figures.writable ?? null,
    minorFaults: figures['minor-faults'] ?? null,
    events,
    readings: byColumn(readings),
    processes: processes.map(({ pid, command, writable }) => ({ pid, command: oneLine(command), writable })),
  }
}

/** Of a program with a workload the first rest is the one before it. */
function timeOf(run: Run, name: RunEvent['event']): number | null {
  return run.events.findLast(({ event }) => event === name)?.atMs ?? null
}

/** A name for each column is told once, not with each reading: thousands of them make a page. */
function byColumn(readings: readonly Reading[]): PageRun['readings'] {
  const column = (key: keyof Reading) => readings.map((reading) => reading[key])
  return {
    atMs: column('atMs'),
    writable: column('writable'),
    dirtyCache: column('dirtyCache'),
    rss: column('rss'),
    pss: column('pss'),
    minorFaults: column('minorFaults'),
    majorFaults: column('majorFaults'),
    processes: column('processes'),
    threads: column('threads'),
  }
}
