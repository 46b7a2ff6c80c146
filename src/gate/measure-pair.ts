import type { Scenario } from '../config/scenario.ts'
import type { Measurer } from '../measure/measurer.ts'
import type { BaselineEntry } from '../model/baseline.ts'
import { UserError } from '../model/errors/user-error.ts'
import type { Progress } from '../model/progress.ts'
import type { Run } from '../model/run.ts'
import { VERSION } from '../model/version.ts'
import { subjectOf } from '../config/scenario.ts'
import { sayReason } from '../report/phrases/reasons.ts'
import type { BaselineMatch } from '../verdict/baseline-match.ts'
import { decideNext } from '../verdict/decide-next.ts'
import { doubtsOfRuns } from '../verdict/doubts-of-runs.ts'
import { recordingOf } from '../verdict/recording.ts'
import type { ScenarioResult } from '../verdict/result.ts'
import { attempt } from './attempt.ts'

export interface Measurers {
  readonly head: Measurer
  readonly base: Measurer
}

/**
 * Measures base and head in turn until the runs suffice, ABBA: whatever drifts meanwhile (the temperature, the page
 * cache, neighbours) drifts for both. The base's runs are judged as a baseline of one recording.
 *
 * @param before the scenario as it runs in the base
 * @returns what failed, where the base could not be measured
 * @throws UserError when the head cannot be measured
 */
export async function measurePair(
  scenario: Scenario,
  before: Scenario,
  { head, base }: Measurers,
): Promise<ScenarioResult | UserError> {
  const unmeasured = await attempt(() => base.warmUp(before))
  if (unmeasured instanceof UserError) return unmeasured
  await head.warmUp(scenario)
  const runs: Run[] = []
  const baseRuns: Run[] = []
  for (;;) {
    const next = decideNext({
      scenario,
      runs,
      environment: head.environment,
      facts: head.factsOf(scenario),
      baseline: baselineOf(baseRuns, scenario, before, base),
      isPaired: true,
      baseDoubts: doubtsOfRuns(baseRuns).map((doubt) => ({
        kind: 'base-in-doubt',
        message: sayReason(doubt),
      })),
    })
    if (next.kind === 'enough') return next.result
    const planned = next.why === 'initial'
    const total = planned ? scenario.runs : runs.length + next.count
    for (let taken = 0; taken < next.count; taken += 1) {
      const numbering = { kind: planned ? 'run' : 'confirmation', run: runs.length + 1, runs: total } as const
      const failure = await measureBoth(scenario, before, { head, base }, numbering, { runs, baseRuns })
      if (failure !== null) return failure
    }
  }
}

/** One run of each; which is first changes from one to the next. */
async function measureBoth(
  scenario: Scenario,
  before: Scenario,
  { head, base }: Measurers,
  numbering: Pick<Progress, 'kind' | 'run' | 'runs'>,
  { runs, baseRuns }: { readonly runs: Run[]; readonly baseRuns: Run[] },
): Promise<UserError | null> {
  const isBaseFirst = runs.length % 2 === 0
  if (!isBaseFirst) runs.push(...(await head.measure(scenario, 1, numbering)))
  const measured = await attempt(() => base.measure(before, 1, numbering))
  if (measured instanceof UserError) return measured
  baseRuns.push(...measured)
  if (isBaseFirst) runs.push(...(await head.measure(scenario, 1, numbering)))
  return null
}

function baselineOf(
  runs: readonly Run[],
  scenario: Scenario,
  before: Scenario,
  { environment, factsOf }: Measurer,
): BaselineMatch {
  const meta = { recordedAt: new Date(), commit: null, tool: VERSION, facts: factsOf(before) }
  const recording = recordingOf(runs, meta)
  if (recording === null) return { kind: 'missing' }
  const entry: BaselineEntry = {
    scenario: scenario.name,
    environment,
    subject: subjectOf(scenario),
    recordings: [recording],
  }
  return { kind: 'found', entry }
}
