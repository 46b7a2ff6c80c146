import { rm } from 'node:fs/promises'
import { type Remedy, type RemedyChoice, runtimesOf, withRemedy } from '../config/remedies.ts'
import type { GatePlan, Scenario } from '../config/scenario.ts'
import { writeLazyImports } from '../launch/lazy-imports.ts'
import { withPassedNames } from '../launch/program-environment.ts'
import { makeTemporaryFolder } from '../launch/temporary-folder.ts'
import { createMeasurer, type Measurer } from '../measure/measurer.ts'
import type { Environment } from '../model/environment.ts'
import { errors } from '../model/errors.ts'
import { UserError } from '../model/errors/user-error.ts'
import type { Run } from '../model/run.ts'
import type { World } from '../model/world.ts'
import { weighEffect, type WhatIfResult } from '../verdict/what-if.ts'
import { attempt } from './attempt.ts'
import { noticeCommands } from './notice-commands.ts'

export interface WhatIfOutcome {
  readonly environment: Environment
  readonly results: readonly WhatIfResult[]
}

/** One side of the comparison, and what became of it. */
interface Variant {
  readonly scenario: Scenario
  readonly runs: Run[]
  failure: UserError | null
}

/**
 * Measures every scenario as it is and with each remedy, in turn, so that what drifts on the machine meets all of
 * them alike; each has a warm-up of its own. No baseline is read or written.
 *
 * @throws UserError when a program cannot be measured as it is, or is a target that somebody else starts
 */
export async function whatIf(plan: GatePlan, choose: RemedyChoice, world: World): Promise<WhatIfOutcome> {
  for (const { name, target } of plan.scenarios)
    if (target !== null) throw errors.nothingToTrace(name, target.text)
  const measurer = await createMeasurer(world)
  noticeCommands(plan, world)
  const results: WhatIfResult[] = []
  for (const planned of plan.scenarios) {
    results.push(await tryRemedies(withPassedNames(planned, world.env), choose, measurer, world.env))
  }
  return { environment: measurer.environment, results }
}

async function tryRemedies(
  scenario: Scenario,
  choose: RemedyChoice,
  measurer: Measurer,
  stepEnv: World['env'],
): Promise<WhatIfResult> {
  const plain: Variant = { scenario, runs: [], failure: null }
  await measurer.warmUp(scenario)
  await measureRun(plain, 1, measurer)
  const remedies = choose(runtimesOf(namesIn(plain.runs)))
  const folders: string[] = []
  try {
    const variants: { readonly remedy: Remedy; readonly variant: Variant }[] = []
    for (const remedy of remedies) {
      const site = remedy.lazyModules === undefined ? null : await makeTemporaryFolder()
      if (site !== null) folders.push(site)
      if (site !== null) await writeLazyImports(site, remedy.lazyModules ?? [])
      const changed = withRemedy(scenario, remedy, site, stepEnv)
      variants.push({ remedy, variant: { scenario: changed, runs: [], failure: null } })
    }
    for (const { variant } of variants) await attemptAs(variant, () => measurer.warmUp(variant.scenario))
    for (let run = 1; run <= scenario.runs; run += 1) {
      if (run > 1) await measureRun(plain, run, measurer)
      for (const { variant } of variants) await attemptAs(variant, () => measureRun(variant, run, measurer))
    }
    const { pageSize } = measurer.environment
    return {
      name: scenario.name,
      runs: scenario.runs,
      tried: variants.map(({ remedy, variant: { runs, failure } }) => ({
        remedy,
        failure,
        effect: failure === null ? weighEffect(plain.runs, runs, pageSize) : null,
      })),
    }
  } finally {
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  }
}

async function measureRun({ scenario, runs }: Variant, run: number, measurer: Measurer): Promise<void> {
  runs.push(...(await measurer.measure(scenario, 1, { kind: 'run', run, runs: scenario.runs })))
}

/** A program that fails with a remedy is an answer, too; it is not tried again. */
async function attemptAs(variant: Variant, work: () => Promise<void>): Promise<void> {
  if (variant.failure !== null) return
  const outcome = await attempt(work)
  if (outcome instanceof UserError) variant.failure = outcome
}

function namesIn(runs: readonly Run[]): readonly string[] {
  return runs.flatMap((run) => [...Object.keys(run.groups), ...run.processes.map(({ command }) => command)])
}
