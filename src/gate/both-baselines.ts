import type { GatePlan, Scenario } from '../config/scenario.ts'
import type { Measurer } from '../measure/measurer.ts'
import type { Baseline } from '../model/baseline.ts'
import type { HistoryPoint } from '../model/history.ts'
import { UserError } from '../model/errors/user-error.ts'
import type { World } from '../model/world.ts'
import { isToBeMerged, loadBaseBaseline } from '../store/base-baseline.ts'
import { loadRecordedBefore, loadStored } from '../store/baseline-store.ts'
import { type BaselineMatch, selectBaseline } from '../verdict/baseline-match.ts'
import { compareBaselines, withBaselineSide } from '../verdict/baseline-side.ts'
import type { ScenarioResult } from '../verdict/result.ts'

/** What is stored, as the checkout has it and as the base does. */
export interface BothBaselines {
  readonly head: Baseline | null
  /** `undefined`: nobody knows. */
  readonly base: Baseline | null | undefined
  /** What a branch keeps beside the baseline. */
  readonly history: readonly HistoryPoint[]
}

/**
 * @param commit of the base, where it has been found already
 * @throws UserError when the head's file cannot be used, or the base's is needed and cannot be read
 */
export async function loadBoth(
  plan: GatePlan,
  world: World,
  token: string | null,
  commit: string | null = null,
): Promise<BothBaselines> {
  const { baselinePath, baselineFrom, baselineStore } = plan
  // What stands on a branch of its own, no pull request can change.
  if (baselineStore === 'branch') return { ...(await loadFromItsBranch(plan, world, token)), base: undefined }
  const { baseline: head, history } = await loadStored(plan, world, { token })
  const isNeeded = baselineFrom === 'base'
  if (!isNeeded && !(await isToBeMerged(world.env))) return { head, base: undefined, history }
  try {
    const base = await loadBaseBaseline(baselinePath, world, { token, commit })
    noticeDropped(plan, { head, base }, world)
    return { head, base, history }
  } catch (error) {
    if (isNeeded || !(error instanceof UserError)) throw error
    // What is in no repository has no base to be merged into; where git is missing, nobody can know that.
    if (error.code === 'no-repository') return { head, base: undefined, history }
    world.onNotice({ kind: 'base-unread', why: `${error.message}. ${error.hint}` })
    return { head, base: undefined, history }
  }
}

/** Who renames a scenario rids it of its level: no verdict is about what is not measured, so it is said. */
function noticeDropped(
  { scenarios }: GatePlan,
  { head, base }: { readonly head: Baseline | null; readonly base: Baseline | null },
  { onNotice }: World,
): void {
  const namesIn = (baseline: Baseline | null) => (baseline?.entries ?? []).map(({ scenario }) => scenario)
  const here = new Set([...scenarios.map(({ name }) => name), ...namesIn(head)])
  const before = new Set(namesIn(base))
  for (const scenario of before) if (!here.has(scenario)) onNotice({ kind: 'entry-dropped', scenario })
}

/** Where the base has no name, the newest recording is all there is. */
const NO_BASE: readonly string[] = ['no-base', 'no-merge-base', 'unknown-ref']

/** What was recorded of the base or before it; what stands in for it is said. */
async function loadFromItsBranch(
  plan: GatePlan,
  world: World,
  token: string | null,
): Promise<Omit<BothBaselines, 'base'>> {
  try {
    const { baseline, history, base, nearest } = await loadRecordedBefore(plan, world, { token })
    const isExact = nearest?.kind === 'ancestor' && nearest.distance === 0
    if (base !== null && nearest !== null && !isExact) world.onNotice({ kind: 'stand-in', base, nearest })
    return { head: baseline, history }
  } catch (error) {
    if (!(error instanceof UserError) || !NO_BASE.includes(error.code)) throw error
    world.onNotice({ kind: 'no-base-known', why: `${error.message}. ${error.hint}` })
    const { baseline, history } = await loadStored(plan, world, { token })
    return { head: baseline, history }
  }
}

/** What a scenario is compared with: of a base that has nothing, what the head adopts. */
export function matchFor(
  { head, base }: BothBaselines,
  { baselineFrom }: GatePlan,
  scenario: Scenario,
  { environment }: Measurer,
): BaselineMatch {
  const own = selectBaseline(head, scenario, environment)
  if (baselineFrom === 'head' || base === undefined) return own
  const theirs = selectBaseline(base, scenario, environment)
  return theirs.kind === 'missing' ? own : theirs
}

/** The result, with what the head does to its baseline. */
export function withSides(
  result: ScenarioResult,
  { head, base }: BothBaselines,
  { baselineFrom }: GatePlan,
  scenario: Scenario,
  measurer: Measurer,
): ScenarioResult {
  if (base === undefined) return result
  const { environment } = measurer
  const measured = {
    scenario,
    runs: result.runs,
    environment,
    facts: measurer.factsOf(scenario),
    baseline: selectBaseline(head, scenario, environment),
  }
  const side = compareBaselines(measured, selectBaseline(base, scenario, environment))
  return withBaselineSide(result, side, baselineFrom === 'base')
}
