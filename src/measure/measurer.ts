import { errors } from '../model/errors.ts'
import type { Scenario } from '../config/scenario.ts'
import {
  type Environment,
  type EnvironmentDifference,
  environmentDifferences,
  type NamedFacts,
} from '../model/environment.ts'
import { readEnvironment, readMachine } from '../launch/machine.ts'
import type { Run } from '../model/run.ts'
import type { Progress } from '../model/progress.ts'
import type { World } from '../model/world.ts'
import { type Look, lookAt } from './look.ts'
import { measureRun, type Tracing } from './run.ts'
import { type CommandEnd, runShellCommand, type ShellCommandOptions } from './shell-command.ts'

/** Measures scenarios on this machine, one run at a time: two at once would disturb each other. */
export interface Measurer {
  readonly environment: Environment
  /** What of it is not as it was at the start. */
  readonly environmentChanges: () => readonly EnvironmentDifference[]
  /** What else of this machine and of where a scenario runs may move its figures a little. */
  readonly factsOf: (scenario: Scenario) => NamedFacts
  /** Runs the scenario's warm-ups and throws their figures away: the first run after a build fills caches. */
  warmUp: (scenario: Scenario) => Promise<void>
  /** One launch, to see what the program does: what it listens at, what it prints, whether it ends. */
  look: (scenario: Scenario) => Promise<Look>
  /** So many fresh launches. `first` and `total` number them for whoever watches. */
  measure: (
    scenario: Scenario,
    count: number,
    numbering: Pick<Progress, 'kind' | 'run' | 'runs'>,
  ) => Promise<Run[]>
  /** One launch that is watched from outside as well: its figures are no evidence. */
  trace: (scenario: Scenario, tracing: Tracing) => Promise<Run>
  /** Runs a shell command that is in no figure: one that builds what is to be measured. */
  runCommand: (text: string, options: ShellCommandOptions) => Promise<CommandEnd>
}

/**
 * Finds out what this machine allows.
 *
 * @throws UserError when it is no Linux, or its /proc does not show memory
 */
export async function createMeasurer(world: World): Promise<Measurer> {
  if (process.platform !== 'linux') throw errors.notLinux(process.platform)
  const own = world.proc.read('self/smaps')
  if (own.kind !== 'text' || own.length === 0) throw errors.noProc(own.kind)
  const self = world.proc.link('self')
  if (self !== String(process.pid)) throw errors.foreignProc(self ?? 'hidden')
  const machine = await readMachine(world.proc)

  const once = (
    scenario: Scenario,
    numbering: Pick<Progress, 'kind' | 'run' | 'runs'>,
    tracing: Tracing | null = null,
  ): Promise<Run> =>
    measureRun(
      scenario,
      machine,
      world,
      (phase, { writable, atMs }) => {
        world.onProgress({
          scenario: scenario.name,
          ...numbering,
          phase,
          writableBytes: writable,
          elapsedMs: atMs,
        })
      },
      tracing,
    )

  async function measure(
    scenario: Scenario,
    count: number,
    { kind, run: first, runs: total }: Pick<Progress, 'kind' | 'run' | 'runs'>,
  ): Promise<Run[]> {
    const runs: Run[] = []
    for (let run = first; run < first + count; run += 1) {
      runs.push(await once(scenario, { kind, run, runs: total }))
    }
    return runs
  }

  return {
    environment: machine.environment,
    environmentChanges: () =>
      environmentDifferences(machine.environment, readEnvironment(world.proc, machine.environment.launcher)),
    factsOf: ({ workingDirectory }) => ({
      openFiles: machine.openFiles,
      directoryLength: Buffer.byteLength(workingDirectory),
    }),
    look: (scenario) => lookAt(scenario, machine, world),
    measure,
    trace: (scenario, tracing) => once(scenario, { kind: 'trace', run: 1, runs: 1 }, tracing),
    runCommand: (text, options) => runShellCommand(text, options, machine, world),
    warmUp: async (scenario) => {
      await measure(scenario, scenario.warmup, { kind: 'warm-up', run: 1, runs: scenario.warmup })
    },
  }
}
