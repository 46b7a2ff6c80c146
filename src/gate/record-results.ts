import type { GatePlan } from '../config/scenario.ts'
import { environmentKey } from '../model/environment.ts'
import { errors } from '../model/errors.ts'
import type { StoredResult } from '../model/stored-result.ts'
import type { World } from '../model/world.ts'
import { sayReason } from '../report/phrases/reasons.ts'
import { type StoreAccess, updateStored } from '../store/baseline-store.ts'
import { doubtsOfRuns } from '../verdict/doubts-of-runs.ts'
import { currentLegs, mergeLegs } from '../verdict/merge-legs.ts'
import { recordingOf } from '../verdict/recording.ts'
import { gateResult } from './gate-result.ts'
import type { RecordOutcome } from './record.ts'
import { type MeasuredScenario, storeAll } from './store-all.ts'
import { readWanted, type Wanted } from './stored.ts'

/**
 * Stores what other jobs have measured, all of it at once or nothing: so that the job which may write runs no program,
 * and any number of legs is one update. Measures nothing.
 *
 * @throws UserError when a leg is missing or failed, a scenario was measured twice in one environment, or no run counts
 */
export async function recordResults(
  plan: Pick<GatePlan, 'baselinePath' | 'baselineStore'>,
  wanted: Wanted,
  world: World,
  access: StoreAccess = {},
): Promise<RecordOutcome> {
  const results = await readWanted(wanted)
  refuseLost(results, wanted)
  const legs = currentLegs(results, wanted.about)
  const measured = legs.flatMap((leg) => leg.scenarios.map((scenario) => measuredOf(leg, scenario)))
  refuseTwins(measured)
  const { scenarios, stored } = await updateStored(
    plan,
    (current) => storeAll(measured, current),
    world,
    access,
  )
  const environment = (legs[0] ?? results[0]).environment
  return { stored, result: gateResult(scenarios, environment) }
}

/** A baseline changes only when all of it could be measured. */
function refuseLost(results: Parameters<typeof mergeLegs>[0], { about, jobs }: Wanted): void {
  const lost = mergeLegs(results, about, jobs).result.scenarios.flatMap(({ name, terms, reasons }) =>
    terms.subject === null ? [[name, ...reasons.map(sayReason)].join(': ')] : [],
  )
  if (lost.length > 0) throw errors.resultsIncomplete(lost)
}

function measuredOf(
  { origin }: StoredResult,
  { terms, environment, facts, runs }: StoredResult['scenarios'][number],
): MeasuredScenario {
  const recording = recordingOf(runs, {
    recordedAt: new Date(origin.measuredAt ?? Date.now()),
    commit: origin.commit,
    tool: origin.tool ?? '?',
    ...(facts !== null && { facts }),
  })
  if (recording === null)
    throw errors.nothingToRecord(terms.name, runs.length, doubtsOfRuns(runs).map(sayReason))
  return { terms, environment, runs, recording }
}

/** Of one scenario in one environment there is one entry. */
function refuseTwins(measured: readonly MeasuredScenario[]): void {
  const seen = new Set<string>()
  for (const { terms, environment } of measured) {
    const key = JSON.stringify([terms.name, environmentKey(environment)])
    if (seen.has(key)) throw errors.recordedTwice(terms.name)
    seen.add(key)
  }
}
