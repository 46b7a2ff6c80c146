import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import type { GatePlan, PairPlan } from '../config/scenario.ts'
import { withPassedNames } from '../launch/program-environment.ts'
import { createMeasurer, type Measurer } from '../measure/measurer.ts'
import { errors } from '../model/errors.ts'
import { UserError } from '../model/errors/user-error.ts'
import type { Baseline } from '../model/baseline.ts'
import type { HistoryPoint } from '../model/history.ts'
import type { BaseDoubt, Pair } from '../model/pair.ts'
import type { World } from '../model/world.ts'
import type { GateResult, ScenarioResult } from '../verdict/result.ts'
import {
  counterpart,
  environmentOfBase,
  refuseAbsolutePaths,
  scenarioOfBase,
  type Sides,
} from './base-side.ts'
import { type BothBaselines, loadBoth, withSides } from './both-baselines.ts'
import { checkScenario } from './check-scenario.ts'
import { createExplainer } from './explain-result.ts'
import { gateResult } from './gate-result.ts'
import { changedHarness } from './harness.ts'
import { measurePair } from './measure-pair.ts'
import { noticeCommands } from './notice-commands.ts'
import { noticeEnvironmentChanges } from './notice-environment.ts'
import { type StandingBase, withBase } from './prepare-base.ts'
import { readRecent, recordedBase } from './recorded-base.ts'
import { runBuild } from './run-build.ts'

/** What was found, and what is stored. */
export interface Checked {
  readonly result: GateResult
  readonly stored: Baseline | null
  /** What was recorded before, oldest first. */
  readonly history: readonly HistoryPoint[]
}

/**
 * Measures every scenario of the plan in turn with the base. What says how is measured (the scenarios, their load,
 * their budgets) is the head's.
 *
 * @throws UserError when the base cannot be brought, or the head cannot be measured
 */
export async function checkPairs(
  plan: GatePlan,
  pair: PairPlan,
  world: World,
  token: string | null,
): Promise<Checked> {
  const head = await createMeasurer(world)
  noticeCommands(plan, world)
  for (const scenario of plan.scenarios) refuseAbsolutePaths(scenario, pair, pair.headDirectory)
  return withBase(pair, world, token, async (base) => {
    const baselines =
      plan.baselineStore === 'branch'
        ? { head: null, base: undefined, history: [] }
        : await loadBoth(plan, world, token, base.origin.commit)
    const isFresh = pair.baseDirectory === null && plan.explain !== 'always'
    const recent = isFresh ? await readRecent(plan, world, token) : null
    const result = await comparePlan(plan, pair, { ...base, baselines, recent }, head, world)
    return { result, stored: baselines.head, history: [] }
  })
}

/** What is stored beside the two sides. */
interface Stored {
  readonly baselines: BothBaselines
  /** The last recordings that may be of the base; `null` where both sides are wanted anew. */
  readonly recent: Baseline | null
}

async function comparePlan(
  plan: GatePlan,
  pair: PairPlan,
  { sides, origin, baselines, recent }: StandingBase & Stored,
  head: Measurer,
  world: World,
): Promise<GateResult> {
  for (const scenario of plan.scenarios) refuseAbsolutePaths(scenario, pair, sides.head)
  const baseWorld = { ...world, env: environmentOfBase(world.env, sides) }
  const base = await createMeasurer(baseWorld)
  const scenarios = plan.scenarios.map((scenario) => ({
    scenario: withPassedNames(scenario, world.env),
    before: withPassedNames(scenarioOfBase(scenario, sides, `${scenario.name} (base)`), baseWorld.env),
  }))
  const changed = await changedHarness(plan, pair, sides, world.env)
  const isComparable = changed.length === 0 && origin.commit !== null
  const known = scenarios.map(({ scenario }) =>
    isComparable ? recordedBase(recent, scenario, origin.commit, head) : null,
  )
  noticeBase(known.includes(null) ? pair : { ...pair, build: null }, sides, origin, world)
  const explain = createExplainer(plan, world)
  const results: ScenarioResult[] = []
  const recorded: string[] = []
  const logs: (string | null)[] = []
  let building: Promise<UserError | null> | null = null
  for (const [index, { scenario, before }] of scenarios.entries()) {
    const match = known[index] ?? null
    const spared = match === null ? null : await checkScenario(scenario, match, head)
    // Runs of another job may see that nothing grew. That something did, only runs in turn may say.
    if (spared?.verdict === 'pass') {
      recorded.push(scenario.name)
      results.push(withSides(spared, baselines, plan, scenario, head))
      continue
    }
    const failure = await (building ??= buildBase(plan, pair, sides, base, baseWorld))
    const compared =
      failure ??
      missingFolder(before.workingDirectory, sides) ??
      (await measurePair(scenario, before, { head, base }))
    if (compared instanceof UserError) {
      logs.push(compared.detail)
      results.push(await checkScenario(scenario, { kind: 'missing' }, head, [doubtOf(compared)]))
    } else {
      const [one, other] = [
        { scenario, world },
        { scenario: before, world: baseWorld },
      ]
      const told = withSides(compared, baselines, plan, scenario, head)
      results.push(await explain(told, one, other))
    }
  }
  const told: Pair = { ...origin, changed, recorded, log: logs.find((log) => log !== null) ?? null }
  noticeEnvironmentChanges(head, world)
  return gateResult(results, head.environment, told)
}

function doubtOf({ message, hint }: UserError): BaseDoubt {
  return { kind: 'base-failed', message, hint }
}

/** Says what the head is compared with, before that takes its time. */
function noticeBase(
  { build }: PairPlan,
  sides: Sides,
  origin: StandingBase['origin'],
  { onNotice }: World,
): void {
  onNotice({ kind: 'base', ...origin, build })
  const [head, base] = [Buffer.byteLength(sides.head), Buffer.byteLength(sides.base)]
  if (head !== base) onNotice({ kind: 'unequal-paths', base: sides.base, difference: base - head })
}

/** @returns why it could not be built; `null` where it was, or needs no build */
async function buildBase(
  { scenarios }: GatePlan,
  { build, cwd }: PairPlan,
  sides: Sides,
  base: Measurer,
  world: World,
): Promise<UserError | null> {
  if (build === null) return null
  const folder = counterpart(cwd, sides)
  return missingFolder(folder, sides) ?? (await runBuild('base', build, folder, scenarios, base, world.env))
}

/** What the head has made a folder for, the base may not have. */
function missingFolder(folder: string, sides: Sides): UserError | null {
  return existsSync(folder) ? null : errors.folderNotInBase(relative(sides.base, folder))
}
