import { type GatePlan, type Scenario, termsOf } from '../config/scenario.ts'
import { withPassedNames } from '../launch/program-environment.ts'
import { createMeasurer, type Measurer } from '../measure/measurer.ts'
import { errors } from '../model/errors.ts'
import { isEvidence, type Run, sparsenessOf } from '../model/run.ts'
import { VERSION } from '../model/version.ts'
import type { World } from '../model/world.ts'
import type { StoredScenario } from '../report/phrases/notices.ts'
import { sayReason } from '../report/phrases/reasons.ts'
import { loadStored, type StoreAccess, updateStored } from '../store/baseline-store.ts'
import { findEntry } from '../store/entries.ts'
import { readCommit } from '../store/git.ts'
import { doubtsOfRuns } from '../verdict/doubts-of-runs.ts'
import { recordingOf } from '../verdict/recording.ts'
import type { GateResult, ScenarioResult } from '../verdict/result.ts'
import { createKeeper } from './explain-result.ts'
import { noticeBlindRecording } from './notice-blindness.ts'
import { noticeCommands } from './notice-commands.ts'
import { noticeEnvironmentChanges } from './notice-environment.ts'
import { gateResult } from './gate-result.ts'
import { type MeasuredScenario, storeAll } from './store-all.ts'

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
  if (plan.explain === 'always' && plan.baselineStore === 'branch') throw errors.explanationOnBranch()
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
    measured.push({ terms: termsOf(scenario), environment: measurer.environment, runs, recording })
  }
  noticeEnvironmentChanges(measurer, world)
  const { scenarios, stored } = await updateStored(
    plan,
    (current) => storeAll(measured, current),
    world,
    access,
  )
  for (const scenario of scenarios) noticeRisingRuns(scenario, world)
  if (plan.explain === 'always') await keepExplanations(plan, measured, world)
  return { stored, result: gateResult(scenarios, measurer.environment) }
}

/** What a check compares with later, where that is wanted. What cannot be explained is stored all the same. */
async function keepExplanations(
  plan: GatePlan,
  measured: readonly MeasuredScenario[],
  world: World,
): Promise<void> {
  const keep = createKeeper(plan, world)
  for (const [index, planned] of plan.scenarios.entries()) {
    const scenario = withPassedNames(planned, world.env)
    await keep({ scenario, world }, measured[index]?.recording.samples.writable ?? [])
  }
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
