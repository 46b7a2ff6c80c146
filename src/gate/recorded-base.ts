import { isDeepStrictEqual } from 'node:util'
import { type GatePlan, isSameSubject, type Scenario, subjectOf } from '../config/scenario.ts'
import type { Measurer } from '../measure/measurer.ts'
import type { Baseline } from '../model/baseline.ts'
import { UserError } from '../model/errors/user-error.ts'
import { VERSION } from '../model/version.ts'
import type { World } from '../model/world.ts'
import { loadStored } from '../store/baseline-store.ts'
import { findEntry } from '../store/entries.ts'
import type { BaselineMatch } from '../verdict/baseline-match.ts'

/**
 * The samples that the branch of the baseline has of its last recordings. Where they cannot be read, that is said, and
 * the base is measured.
 */
export async function readRecent(
  plan: GatePlan,
  world: World,
  token: string | null,
): Promise<Baseline | null> {
  if (plan.baselineStore !== 'branch') return null
  try {
    return (await loadStored(plan, world, { token })).recent
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    world.onNotice({ kind: 'recordings-unread', why: `${error.message}. ${error.hint}` })
    return null
  }
}

/**
 * What was recorded of a scenario at exactly this commit, if its samples can be compared with runs of now: by the same
 * version of the gate, in the same environment (also in what moves a page or two), of the same command and load. `null`
 * where nothing was.
 */
export function recordedBase(
  recent: Baseline | null,
  scenario: Scenario,
  commit: string,
  { environment, factsOf }: Pick<Measurer, 'environment' | 'factsOf'>,
): BaselineMatch | null {
  const entry = findEntry(recent, scenario.name, environment)
  if (entry === null || !isSameSubject(entry.subject, subjectOf(scenario))) return null
  const recordings = entry.recordings.filter(
    (recording) =>
      recording.commit === commit &&
      recording.tool === VERSION &&
      isDeepStrictEqual(recording.facts, factsOf(scenario)),
  )
  return recordings.length === 0 ? null : { kind: 'found', entry: { ...entry, recordings } }
}
