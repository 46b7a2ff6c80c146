import { addRecording, findEntry, MAX_RECORDINGS } from './baseline/entries.ts'
import { loadBaseline, updateBaseline } from './baseline/file-store.ts'
import { recordingOf } from './baseline/recording.ts'
import { BASELINE_SCHEMA, type Baseline, type Recording } from './baseline/schema.ts'
import { type GatePlan, type Scenario, subjectOf } from './config/scenario.ts'
import type { Environment } from './measure/environment.ts'
import { readCommit } from './measure/commit.ts'
import { isEvidence, type Run } from './measure/measurement.ts'
import { createMeasurer, type Measurer, type MeasureWorld } from './measure/measurer.ts'
import { selectBaseline } from './verdict/baseline-match.ts'
import { decideNext } from './verdict/decide-next.ts'
import { decideRecording, type RecordingDecision } from './verdict/decide-recording.ts'
import { type ExitCode, exitCodeOf } from './verdict/exit-code.ts'
import { judgeScenario } from './verdict/judge-scenario.ts'
import type { GateResult, ScenarioResult } from './verdict/result.ts'
import { worstVerdict } from './verdict/worst-verdict.ts'
import { selftest, type SelftestResult } from './verdict/selftest.ts'
import { VERSION } from './version.ts'

/** What the gate needs of the world around it. */
export interface GateWorld extends MeasureWorld {
  /** A sentence that a user should read, but that changes no verdict. */
  readonly onNotice: (notice: string) => void
}

export interface CheckOutcome {
  readonly result: GateResult
  readonly exitCode: ExitCode
}

export interface RecordOutcome {
  /** One sentence a scenario: what was stored. */
  readonly stored: readonly string[]
  /** The new figures, judged against what was stored before. */
  readonly result: GateResult
}

/**
 * Measures every scenario of the plan and judges it against the stored baseline. Posts and prints nothing.
 *
 * @throws UserError when the baseline cannot be used, or a program cannot be measured
 */
export async function check(plan: GatePlan, world: GateWorld): Promise<CheckOutcome> {
  // Before anything is measured: a gate that cannot compare should say so at once.
  const baseline = await loadBaseline(plan.baselinePath)
  const measurer = await createMeasurer(world)
  const scenarios: ScenarioResult[] = []
  for (const scenario of plan.scenarios) scenarios.push(await checkScenario(scenario, baseline, measurer))
  const result = gateResult(scenarios, measurer)
  return { result, exitCode: exitCodeOf(result, plan) }
}

/** Takes runs until they suffice for a verdict. */
async function checkScenario(
  scenario: Scenario,
  baseline: Baseline | null,
  measurer: Measurer,
): Promise<ScenarioResult> {
  const { environment } = measurer
  await measurer.warmUp(scenario)
  const runs: Run[] = []
  const subject = { scenario, runs, environment, baseline: selectBaseline(baseline, scenario, environment) }
  for (;;) {
    const next = decideNext(subject)
    if (next.kind === 'enough') return next.result
    const isExtra = runs.length >= scenario.runs
    const numbering = {
      kind: isExtra ? ('confirmation' as const) : ('run' as const),
      run: runs.length + 1,
      runs: isExtra ? runs.length + next.count : scenario.runs,
    }
    runs.push(...(await measurer.measure(scenario, next.count, numbering)))
  }
}

/**
 * Measures every scenario of the plan and stores the samples in the baseline file, which changes only when all
 * of them could be measured. A scenario that is where it was gains a recording, until there are enough of them; one
 * that has moved beyond its budget starts anew, as a mix of two levels would allow for both.
 *
 * @throws UserError when the file cannot be used, or a program cannot be measured
 */
export async function record(plan: GatePlan, world: GateWorld): Promise<RecordOutcome> {
  // Before anything is measured: a file that cannot be used should say so at once.
  await loadBaseline(plan.baselinePath)
  const measurer = await createMeasurer(world)
  const { environment } = measurer
  const commit = await readCommit(world.env)
  const measured: MeasuredScenario[] = []
  for (const scenario of plan.scenarios) {
    await measurer.warmUp(scenario)
    const runs = await measurer.measure(scenario, scenario.runs, { kind: 'run', run: 1, runs: scenario.runs })
    const unusable = runs.filter((run) => !isEvidence(run)).length
    if (unusable > 0)
      world.onNotice(
        `${scenario.name}: ${unusable} of ${runs.length} runs are not stored, as they are no evidence`,
      )
    const recording = recordingOf(
      { runs },
      { scenario: scenario.name, recordedAt: new Date(), commit, tool: VERSION },
    )
    measured.push({ scenario, runs, recording })
  }
  const { scenarios, stored } = await updateBaseline(
    plan.baselinePath,
    (current) => storeAll(measured, environment, current),
    world.signal,
  )
  return { stored, result: gateResult(scenarios, measurer) }
}

interface MeasuredScenario {
  readonly scenario: Scenario
  readonly runs: readonly Run[]
  readonly recording: Recording
}

/** Judges what was measured against the baseline as it is, and adds it. */
function storeAll(
  measured: readonly MeasuredScenario[],
  environment: Environment,
  before: Baseline | null,
): { baseline: Baseline; scenarios: readonly ScenarioResult[]; stored: readonly string[] } {
  let baseline: Baseline = before ?? { schema: BASELINE_SCHEMA, entries: [] }
  const scenarios: ScenarioResult[] = []
  const stored: string[] = []
  for (const { scenario, runs, recording } of measured) {
    const result = judgeScenario({
      scenario,
      runs,
      environment,
      baseline: selectBaseline(before, scenario, environment),
    })
    const subject = subjectOf(scenario)
    const decision = decideRecording(findEntry(before, scenario.name, environment), subject, result.metrics)
    if (decision !== 'unchanged') {
      baseline = addRecording(
        baseline,
        { scenario: scenario.name, environment, subject, recording },
        { keep: decision === 'moved' ? 'none' : 'recent' },
      )
    }
    scenarios.push(result)
    stored.push(describeStored(scenario, result, decision))
  }
  return { baseline, scenarios, stored }
}

export interface RehearsalOutcome {
  readonly environment: Environment
  readonly results: readonly SelftestResult[]
}

/** So many times the runs of a gate: baseline, head and confirmations, and as many again to draw from. */
const REHEARSAL_FACTOR = 4

/**
 * Measures every scenario of the plan many times and gates it against itself: how often it would cry wolf, and
 * what it could see. The baseline is neither read nor written.
 *
 * @throws UserError when a program cannot be measured
 */
export async function rehearse(plan: GatePlan, world: GateWorld): Promise<RehearsalOutcome> {
  const measurer = await createMeasurer(world)
  const { environment } = measurer
  const results: SelftestResult[] = []
  for (const scenario of plan.scenarios) {
    await measurer.warmUp(scenario)
    const count = scenario.runs * REHEARSAL_FACTOR
    const runs = await measurer.measure(scenario, count, { kind: 'run', run: 1, runs: count })
    results.push(selftest(scenario, runs, environment))
  }
  return { environment, results }
}

function describeStored({ name }: Scenario, { runs }: ScenarioResult, decision: RecordingDecision): string {
  const count = runs.filter(isEvidence).length
  const samples = `${name}: ${count} run${count === 1 ? '' : 's'} stored`
  switch (decision) {
    case 'first':
      return `${samples}, the first recording in this environment`
    case 'other-subject':
      return `${samples}; another command, env, workload, until or soak was recorded before, and was dropped`
    case 'moved':
      return `${samples}; its level has changed, so older recordings were dropped`
    case 'beside':
      return `${samples} beside the older ones`
    case 'unchanged':
      return `${name}: unchanged: the level has not moved, and ${MAX_RECORDINGS} recordings of it are stored`
  }
}

function gateResult(scenarios: readonly ScenarioResult[], { environment }: Measurer): GateResult {
  return { verdict: worstVerdict(scenarios.map(({ verdict }) => verdict)), environment, scenarios }
}
