import { type GatePlan, type Scenario, subjectOf } from '../config/scenario.ts'
import { withPassedNames } from '../launch/program-environment.ts'
import { createMeasurer, type Measurer } from '../measure/measurer.ts'
import type { Environment } from '../model/environment.ts'
import { errors } from '../model/errors.ts'
import { isEvidence, type Run, sparsenessOf } from '../model/run.ts'
import { VERSION } from '../model/version.ts'
import type { World } from '../model/world.ts'
import type { StoredScenario } from '../report/phrases/notices.ts'
import { sayReason } from '../report/phrases/reasons.ts'
import { loadStored, type StoreAccess, updateStored } from '../store/baseline-store.ts'
import type { Recorded } from '../store/branch-store.ts'
import { addRecording, findEntry } from '../store/entries.ts'
import { readCommit } from '../store/git.ts'
import { BASELINE_SCHEMA, type Baseline, type Recording } from '../model/baseline.ts'
import { selectBaseline } from '../verdict/baseline-match.ts'
import { decideRecording } from '../verdict/decide-recording.ts'
import { doubtsOfRuns } from '../verdict/doubts-of-runs.ts'
import { historyPoint } from '../verdict/history.ts'
import { judgeScenario } from '../verdict/judge-scenario.ts'
import { recordingOf } from '../verdict/recording.ts'
import type { GateResult, ScenarioResult } from '../verdict/result.ts'
import { noticeBlindRecording } from './notice-blindness.ts'
import { noticeCommands } from './notice-commands.ts'
import { noticeEnvironmentChanges } from './notice-environment.ts'
import { gateResult } from './gate-result.ts'

export interface RecordOutcome {
  /** What was stored, a scenario each. */
  readonly stored: readonly StoredScenario[]
  /** The new figures, judged against what was stored before. */
  readonly result: GateResult
}

/**
 * Measures every scenario of the plan and stores the samples in the baseline, which changes only when all
 * of them could be measured. A scenario that is where it was gains a recording, until there are enough of them; one
 * that has moved beyond its budget starts anew, as a mix of two levels would allow for both.
 *
 * @throws UserError when the baseline cannot be used, a program cannot be measured, or no run of it counts
 */
export async function record(plan: GatePlan, world: World, access: StoreAccess = {}): Promise<RecordOutcome> {
  // Before anything is measured: a file that cannot be used should say so at once.
  const { baseline: found } = await loadStored(plan, world, access)
  const measurer = await createMeasurer(world)
  noticeCommands(plan, world)
  const commit = await readCommit(world.env, world.signal)
  const measured: MeasuredScenario[] = []
  for (const planned of plan.scenarios) {
    const scenario = withPassedNames(planned, world.env)
    noticeBlindRecording(scenario, findEntry(found, scenario.name, measurer.environment), world)
    const runs = await measureAll(scenario, measurer, world)
    const facts = measurer.factsOf(scenario)
    const recording = recordingOf(runs, { recordedAt: new Date(), commit, tool: VERSION, facts })
    if (recording === null) {
      throw errors.nothingToRecord(scenario.name, runs.length, doubtsOfRuns(runs).map(sayReason))
    }
    measured.push({ scenario, runs, recording })
  }
  noticeEnvironmentChanges(measurer, world)
  const { scenarios, stored } = await updateStored(
    plan,
    (current) => storeAll(measured, measurer.environment, current),
    world,
    access,
  )
  for (const scenario of scenarios) noticeRisingRuns(scenario, world)
  return { stored, result: gateResult(scenarios, measurer.environment) }
}

interface MeasuredScenario {
  readonly scenario: Scenario
  readonly runs: readonly Run[]
  readonly recording: Recording
}

async function measureAll(scenario: Scenario, measurer: Measurer, world: World): Promise<readonly Run[]> {
  await measurer.warmUp(scenario)
  const runs = await measurer.measure(scenario, scenario.runs, { kind: 'run', run: 1, runs: scenario.runs })
  const discarded = runs.filter((run) => !isEvidence(run)).length
  if (discarded > 0 && discarded < runs.length) {
    world.onNotice({ kind: 'runs-not-stored', scenario: scenario.name, discarded, runs: runs.length })
  }
  const sparseness = sparsenessOf('writable', runs.filter(isEvidence))
  if (sparseness !== null) {
    world.onNotice({ kind: 'too-few-readings', scenario: scenario.name, ...sparseness })
  }
  return runs
}

/** Said though it is stored: the next check will say that the baseline proves nothing. */
function noticeRisingRuns({ name, metrics }: ScenarioResult, { onNotice }: World): void {
  const trends = metrics.flatMap(({ reasons }) =>
    reasons.flatMap((reason) => (reason.kind === 'trend' && reason.side === 'head' ? [reason] : [])),
  )
  const [first] = trends
  if (first !== undefined) onNotice({ ...first, kind: 'rising-runs', scenario: name })
}

/** Judges what was measured against the baseline as it is now, and adds it. */
function storeAll(
  measured: readonly MeasuredScenario[],
  environment: Environment,
  before: Baseline | null,
): Recorded & { scenarios: readonly ScenarioResult[]; stored: readonly StoredScenario[] } {
  let baseline: Baseline = { schema: BASELINE_SCHEMA, entries: before?.entries ?? [] }
  const scenarios: ScenarioResult[] = []
  const stored: StoredScenario[] = []
  for (const { scenario, runs, recording } of measured) {
    const { name } = scenario
    const found = selectBaseline(before, scenario, environment)
    const result = judgeScenario({ scenario, runs, environment, facts: recording.facts, baseline: found })
    const subject = subjectOf(scenario)
    const decision = decideRecording(findEntry(before, name, environment), subject, result.metrics)
    if (decision !== 'unchanged') {
      const added = { scenario: name, environment, subject, recording }
      baseline = addRecording(baseline, added, { keep: decision === 'moved' ? 'none' : 'recent' })
    }
    scenarios.push(result)
    stored.push({ scenario: name, runs: runs.filter(isEvidence).length, decision })
  }
  const points = measured.map(({ scenario, recording }) =>
    historyPoint(scenario.name, environment, recording),
  )
  return { baseline, points, scenarios, stored }
}
