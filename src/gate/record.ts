import { type GatePlan, type Scenario, subjectOf } from '../config/scenario.ts'
import { createMeasurer, type Measurer } from '../measure/measurer.ts'
import { errors } from '../model/errors.ts'
import { isEvidence, type Run } from '../model/run.ts'
import { VERSION } from '../model/version.ts'
import type { World } from '../model/world.ts'
import type { StoredScenario } from '../report/phrases/notices.ts'
import { sayReason } from '../report/phrases/reasons.ts'
import { addRecording } from '../store/entries.ts'
import { loadBaseline, saveBaseline } from '../store/file-store.ts'
import { readCommit } from '../store/git.ts'
import type { Baseline, Recording } from '../store/schema.ts'
import { selectBaseline } from '../verdict/baseline-match.ts'
import { doubtsOfRuns } from '../verdict/doubts-of-runs.ts'
import { judgeScenario } from '../verdict/judge-scenario.ts'
import { recordingOf } from '../verdict/recording.ts'
import type { GateResult, ScenarioResult } from '../verdict/result.ts'
import { gateResult } from './gate-result.ts'

export interface RecordOutcome {
  /** What was stored, a scenario each. */
  readonly stored: readonly StoredScenario[]
  /** The new figures, judged against what was stored before. */
  readonly result: GateResult
}

/**
 * Measures every scenario of the plan and stores the samples in the baseline file, which changes only when all
 * of them could be measured. A scenario that is where it was gains a recording; one that has moved beyond its
 * budget starts anew, as a mix of two levels would allow for both.
 *
 * @throws UserError when the file cannot be used, a program cannot be measured, or no run of it counts
 */
export async function record(plan: GatePlan, world: World): Promise<RecordOutcome> {
  const before = await loadBaseline(plan.baselinePath)
  const measurer = await createMeasurer(world)
  const commit = await readCommit(world.env)
  const scenarios: ScenarioResult[] = []
  const stored: StoredScenario[] = []
  let after = before
  for (const scenario of plan.scenarios) {
    const runs = await measureAll(scenario, measurer, world)
    const recording = recordingOf(runs, { recordedAt: new Date(), commit, tool: VERSION })
    if (recording === null) {
      throw errors.nothingToRecord(scenario.name, runs.length, doubtsOfRuns(runs).map(sayReason))
    }
    const result = judge(scenario, runs, before, measurer)
    const kind = kindOf(result)
    after = store(after, { scenario, recording, kind }, measurer)
    scenarios.push(result)
    stored.push({ scenario: scenario.name, runs: runs.filter(isEvidence).length, kind })
  }
  if (after !== null) await saveBaseline(plan.baselinePath, after)
  return { stored, result: gateResult(scenarios, measurer.environment) }
}

async function measureAll(scenario: Scenario, measurer: Measurer, world: World): Promise<readonly Run[]> {
  await measurer.warmUp(scenario)
  const runs = await measurer.measure(scenario, scenario.runs, { kind: 'run', run: 1, runs: scenario.runs })
  const discarded = runs.filter((run) => !isEvidence(run)).length
  if (discarded > 0 && discarded < runs.length) {
    world.onNotice({ kind: 'runs-not-stored', scenario: scenario.name, discarded, runs: runs.length })
  }
  return runs
}

function judge(
  scenario: Scenario,
  runs: readonly Run[],
  before: Baseline | null,
  { environment }: Measurer,
): ScenarioResult {
  return judgeScenario({
    scenario,
    runs,
    environment,
    baseline: selectBaseline(before, scenario, environment),
  })
}

function kindOf({ verdict, metrics }: ScenarioResult): StoredScenario['kind'] {
  if (verdict === 'no-baseline') return 'first'
  const hasMoved = metrics.some((metric) => metric.verdict === 'regressed' || metric.verdict === 'improved')
  return hasMoved ? 'level-changed' : 'added'
}

function store(
  baseline: Baseline | null,
  { scenario, recording, kind }: { scenario: Scenario; recording: Recording; kind: StoredScenario['kind'] },
  { environment }: Measurer,
): Baseline {
  const measured = { scenario: scenario.name, environment, subject: subjectOf(scenario), recording }
  return addRecording(baseline, measured, { keep: kind === 'level-changed' ? 'none' : 'recent' })
}
