import type { Scenario } from '../config/scenario.ts'
import { createMemoryReader } from '../proc/memory.ts'
import { createProcessTree, listPids } from '../proc/tree.ts'
import { launch } from '../launch/program.ts'
import type { Run } from '../model/run.ts'
import type { Phase } from '../model/progress.ts'
import { checkPortIsFree, createProbe } from '../launch/ready.ts'
import type { RunContext } from './run-context.ts'
import { runToExit } from './run-to-exit.ts'
import { runToSteady } from './run-to-steady.ts'
import type { TreeReading } from './read-tree.ts'
import { note, type Session } from './watch.ts'
import { stop } from '../launch/stop.ts'

/**
 * Launches the scenario's program once, measures it and ends it. Whatever happens, nothing of it survives.
 *
 * @throws UserError when the program cannot be launched, fails, or is never ready
 * @throws the reason of the context's signal when the gate is aborted
 */
export async function measureRun(
  scenario: Scenario,
  context: RunContext,
  onReading: (phase: Phase, reading: TreeReading) => void,
): Promise<Run> {
  const { launcher, procRoot, files, signal } = context
  const condition = scenario.ready?.condition ?? null
  if (condition !== null) await checkPortIsFree(condition, procRoot, files)
  signal.throwIfAborted()
  const probe = condition === null ? null : createProbe(condition, scenario.workingDirectory)
  const bystanders = listPids(procRoot)
  const program = await launch(scenario, launcher, context.env)
  const tree = createProcessTree(procRoot, files, program.supervisorPid, program.cookie, bystanders)
  const session: Session = {
    scenario,
    program,
    tree,
    memory: createMemoryReader(files),
    readings: [],
    members: [],
    events: [],
    signal,
    onReading,
  }
  note(session, 'launched')
  let survivors: readonly number[] = []
  let run: Run
  try {
    run = await (scenario.until === 'exit'
      ? runToExit(session, context)
      : runToSteady(session, context, probe))
  } finally {
    survivors = await stop(program, tree, procRoot, files, {
      signal: scenario.stopSignal,
      graceMs: scenario.stopTimeoutMs,
      abort: signal,
    })
  }
  if (survivors.length === 0) return run
  return {
    ...run,
    warnings: [...run.warnings, { kind: 'unkillable', pids: survivors }],
  }
}
