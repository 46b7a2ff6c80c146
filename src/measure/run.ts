import type { Scenario } from '../config/scenario.ts'
import type { Machine } from '../launch/machine.ts'
import type { Tracer } from '../launch/program.ts'
import type { World } from '../model/world.ts'
import type { Run } from '../model/run.ts'
import type { Phase } from '../model/progress.ts'
import { checkPortIsFree, createReadyProbe } from '../launch/ready.ts'
import { betweenPrepareAndCleanup } from './around.ts'
import { runToExit } from './run-to-exit.ts'
import { runToSteady } from './run-to-steady.ts'
import { refuseSurvivors } from './target.ts'
import type { TreeReading } from './read-tree.ts'
import { type Session, startSession } from './session.ts'
import { stop } from '../launch/stop.ts'

/** A run that is watched from outside as well. */
export interface Tracing {
  readonly tracer: Tracer | null
  /** Called when the program has been launched. */
  readonly onLaunched: (session: Session) => void
  /** Called at the steady point, before the snapshot of the run is taken. */
  readonly onSteady: (session: Session) => void
  /** Called at the end of a soak, where the scenario has one. */
  readonly onSoaked: (session: Session) => void
}

/**
 * Launches the scenario's program once, measures it and ends it. Whatever happens, nothing of it survives.
 *
 * @throws UserError when the program cannot be launched, fails, or is never ready; when `prepare` or `cleanup` fails; when
 * a target survives that somebody else has started
 * @throws the reason of the world's signal when the gate is aborted
 */
export async function measureRun(
  scenario: Scenario,
  machine: Machine,
  world: World,
  onReading: (phase: Phase, reading: TreeReading) => void,
  tracing: Tracing | null = null,
): Promise<Run> {
  world.signal.throwIfAborted()
  const { run, session } = await betweenPrepareAndCleanup(scenario, machine, world, () =>
    measureLaunch(scenario, machine, world, onReading, tracing),
  )
  await refuseSurvivors(session)
  return run
}

async function measureLaunch(
  scenario: Scenario,
  machine: Machine,
  world: World,
  onReading: (phase: Phase, reading: TreeReading) => void,
  tracing: Tracing | null,
): Promise<{ readonly run: Run; readonly session: Session }> {
  const { ready } = scenario
  for (const { condition } of ready ?? []) await checkPortIsFree(condition, world)
  world.signal.throwIfAborted()
  const probe = ready === null ? null : createReadyProbe(ready, scenario.workingDirectory)
  const listeners = { onReading, onSteady: tracing?.onSteady, onSoaked: tracing?.onSoaked }
  const session = await startSession(scenario, machine, world, listeners, tracing?.tracer)
  tracing?.onLaunched(session)
  let survivors: readonly number[] = []
  let run: Run
  try {
    run = await (scenario.until === 'exit' ? runToExit(session) : runToSteady(session, probe))
  } finally {
    survivors = await stop({ program: session.program, tree: session.launchedTree }, world, {
      signal: scenario.stopSignal,
      graceMs: scenario.stopTimeoutMs,
      abort: world.signal,
    })
    session.tree.close()
    session.launchedTree.close()
  }
  if (survivors.length === 0) return { run, session }
  return {
    run: { ...run, warnings: [...run.warnings, { kind: 'unkillable', pids: survivors }] },
    session,
  }
}
