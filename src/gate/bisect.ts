import { type GatePlan, type Scenario, subjectOf } from '../config/scenario.ts'
import { withPassedNames } from '../launch/program-environment.ts'
import { startRemover } from '../launch/remover.ts'
import { createMeasurer, type Measurer } from '../measure/measurer.ts'
import type { BaselineEntry } from '../model/baseline.ts'
import { errors } from '../model/errors.ts'
import type { ScenarioExplanation } from '../model/explanation.ts'
import { UserError } from '../model/errors/user-error.ts'
import { VERSION } from '../model/version.ts'
import type { World } from '../model/world.ts'
import { sayReason } from '../report/phrases/reasons.ts'
import {
  type BisectWord,
  checkAncestry,
  checkOutAfresh,
  continueBisection,
  resolveCommit,
  startBisection,
  summarize,
} from '../store/bisection.ts'
import { createGit, type Git } from '../store/git.ts'
import { addWorktree } from '../store/worktree.ts'
import {
  type Bisected,
  type BisectResult,
  concludeBisection,
  type Neighbor,
  neighborsOf,
  type Standing,
  standingOf,
  type Trial,
} from '../verdict/bisect.ts'
import { doubtsOfRuns } from '../verdict/doubts-of-runs.ts'
import { recordingOf } from '../verdict/recording.ts'
import type { ScenarioResult } from '../verdict/result.ts'
import { worstVerdict } from '../verdict/worst-verdict.ts'
import { attempt } from './attempt.ts'
import {
  counterpart,
  environmentOfBase,
  refuseAbsolutePaths,
  scenarioOfBase,
  type Sides,
} from './base-side.ts'
import { checkScenario } from './check-scenario.ts'
import { type ComingSide, explainInTurn } from './explain-result.ts'
import { repositoryOf } from './prepare-base.ts'
import { runBuild } from './run-build.ts'

export interface BisectRequest {
  readonly good: string
  readonly bad: string
  /** A shell command; `null` where the program needs no build. */
  readonly build: string | null
  /** The folder that the plan was made in. */
  readonly cwd: string
}

/** Builds and measures commits in the one worktree. */
interface Bench {
  readonly scenarios: readonly Scenario[]
  readonly measurer: Measurer
  /** @returns why it could not be built; `null` where it was */
  readonly build: (commit: string) => Promise<UserError | null>
  /** With the environment of the worktree. */
  readonly world: World
  readonly git: Git
  readonly explain: GatePlan['explain']
}

const WORDS: Readonly<Record<Standing, BisectWord>> = { good: 'good', bad: 'bad', unknown: 'skip' }

/**
 * Finds the commit that made the program grow, by halving what lies between a good commit and a bad one. Each is checked
 * out afresh in one worktree beside the repository, built, measured and compared with the good one; the repository
 * itself is not touched. What says how is measured is that of the checkout. Then the last good commit and the first
 * bad one are built once more and traced, to say who made what grew.
 *
 * @throws UserError when the good commit cannot be measured, or the bad one is not bad
 */
export async function bisect(plan: GatePlan, request: BisectRequest, world: World): Promise<BisectResult> {
  const head = { headDirectory: request.cwd }
  const git = await repositoryOf(head, world)
  for (const scenario of plan.scenarios) refuseAbsolutePaths(scenario, head, git.directory)
  const ends = { good: await resolveCommit(git, request.good), bad: await resolveCommit(git, request.bad) }
  await checkAncestry(git, ends.good, ends.bad)
  const remover = startRemover(world.env)
  try {
    const worktree = createGit(await addWorktree(git, ends.good, remover, []), world)
    const sides = { head: git.directory, base: worktree.directory }
    return await search(ends, await createBench(plan, request, sides, worktree, world))
  } finally {
    await remover.remove()
  }
}

async function createBench(
  plan: GatePlan,
  { build, cwd }: BisectRequest,
  sides: Sides,
  git: Git,
  here: World,
): Promise<Bench> {
  const env = environmentOfBase(here.env, sides)
  const world = { ...here, env }
  const measurer = await createMeasurer(world)
  const scenarios = plan.scenarios.map((scenario) =>
    withPassedNames(scenarioOfBase(scenario, sides, scenario.name), env),
  )
  return {
    scenarios,
    measurer,
    world,
    git,
    explain: plan.explain,
    build: async (commit) => {
      await checkOutAfresh(git, commit)
      if (build === null) return null
      return runBuild('commit', build, counterpart(cwd, sides), scenarios, measurer, env)
    },
  }
}

async function search(
  ends: { readonly good: string; readonly bad: string },
  bench: Bench,
): Promise<BisectResult> {
  const { git, world } = bench
  const good = await summarize(git, ends.good)
  world.onNotice({ kind: 'bisecting', ...good })
  const base = await measureGood(good.commit, bench)
  const trials: Trial[] = []
  const failures = new Map<string, UserError>()
  const standingAt = async (commit: string): Promise<Standing> => {
    const known = trials.find((trial) => trial.commit === commit)
    if (known !== undefined) return standingOf(known.scenarios)
    const summary = await summarize(git, commit)
    world.onNotice({ kind: 'bisecting', ...summary })
    const outcome = await tryCommit(commit, base, bench)
    const failure = outcome instanceof UserError ? outcome : null
    const scenarios = outcome instanceof UserError ? [] : outcome
    if (failure !== null) failures.set(commit, failure)
    trials.push({ ...summary, scenarios, why: failure?.message ?? null })
    return standingOf(scenarios)
  }
  if ((await standingAt(ends.bad)) !== 'bad') {
    const failure = failures.get(ends.bad)
    if (failure !== undefined) throw errors.badFailed(ends.bad, failure.message, failure.detail)
    const verdicts = trials.flatMap(({ scenarios }) => scenarios.map(({ verdict }) => verdict))
    throw errors.badIsNotBad(ends.bad, worstVerdict(verdicts))
  }
  let step = await startBisection(git, ends.good, ends.bad)
  while (step.kind === 'try') {
    step = await continueBisection(git, step.commit, WORDS[await standingAt(step.commit)])
  }
  const bisected: Bisected = {
    good,
    base,
    trials,
    found: step.kind === 'found' ? await summarize(git, step.commit) : null,
    candidates: step.kind === 'undecided' ? step.commits : [],
  }
  const explanation = await explainGrowth(bisected, bench)
  return { ...concludeBisection(bisected), ...(explanation === null ? {} : { explanation }) }
}

/** What the first bad commit makes that the last good one does not; `null` where that is not to be said. */
async function explainGrowth(bisected: Bisected, bench: Bench): Promise<ScenarioExplanation | null> {
  const neighbors = neighborsOf(bisected)
  const scenario = bench.scenarios.find(({ name }) => name === neighbors?.scenario)
  if (neighbors === null || scenario === undefined) return null
  if (bench.explain === 'never' || scenario.until === 'exit' || scenario.target !== null) return null
  const sideAt = (neighbor: Neighbor): ComingSide => ({
    scenario,
    world: bench.world,
    figure: neighbor.writable,
    bring: async () => {
      const { commit, subject } = await summarize(bench.git, neighbor.commit)
      bench.world.onNotice({ kind: 'tracing-commit', commit, subject })
      const failure = await bench.build(commit)
      if (failure !== null) throw failure
      await bench.measurer.warmUp(scenario)
    },
  })
  return explainInTurn(sideAt(neighbors.before), sideAt(neighbors.after), bench.world)
}

/** @throws UserError `good-failed` */
async function measureGood(
  good: string,
  { scenarios, measurer, build }: Bench,
): Promise<readonly BaselineEntry[]> {
  const failure = await build(good)
  if (failure !== null) throw errors.goodFailed(good, failure.message, failure.detail)
  const entries = await attempt(async () => {
    const measured: BaselineEntry[] = []
    for (const scenario of scenarios) measured.push(await recordScenario(scenario, good, measurer))
    return measured
  })
  if (entries instanceof UserError) throw errors.goodFailed(good, entries.message, entries.detail)
  return entries
}

async function recordScenario(
  scenario: Scenario,
  commit: string,
  measurer: Measurer,
): Promise<BaselineEntry> {
  const { name, runs: count } = scenario
  await measurer.warmUp(scenario)
  const runs = await measurer.measure(scenario, count, { kind: 'run', run: 1, runs: count })
  const facts = measurer.factsOf(scenario)
  const recording = recordingOf(runs, { recordedAt: new Date(), commit, tool: VERSION, facts })
  if (recording === null) throw errors.nothingToRecord(name, runs.length, doubtsOfRuns(runs).map(sayReason))
  return {
    scenario: name,
    environment: measurer.environment,
    subject: subjectOf(scenario),
    recordings: [recording],
  }
}

async function tryCommit(
  commit: string,
  base: readonly BaselineEntry[],
  { scenarios, measurer, build }: Bench,
): Promise<readonly ScenarioResult[] | UserError> {
  return attempt(async () => {
    const failure = await build(commit)
    if (failure !== null) throw failure
    const judged: ScenarioResult[] = []
    for (const scenario of scenarios) {
      const entry = base.find((it) => it.scenario === scenario.name)
      if (entry !== undefined) judged.push(await checkScenario(scenario, { kind: 'found', entry }, measurer))
    }
    return judged
  })
}
