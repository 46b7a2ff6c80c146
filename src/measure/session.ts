import { errors } from '../model/errors.ts'
import type { Scenario } from '../config/scenario.ts'
import { createTargetFinder, type TargetFinder } from '../launch/target.ts'
import { createMemoryReader, type MemoryReader } from '../proc/memory.ts'
import type { Kin } from '../proc/roles.ts'
import type { ProcessStat } from '../proc/stat.ts'
import { createTargetTree, type ProcessTree } from '../proc/tree.ts'
import type { Machine } from '../launch/machine.ts'
import { heldBackVariables } from '../launch/program-environment.ts'
import { start, type Started, type Tracer } from '../launch/program.ts'
import type { World } from '../model/world.ts'
import type { RunEvent } from '../model/run.ts'
import type { Phase } from '../model/progress.ts'
import { createMotion, type Motion } from './motion.ts'
import type { TreeReading } from './read-tree.ts'

/** One launched program while it is watched, or the one that it has had started elsewhere. */
export interface Session extends Started {
  /** What is measured: that of what was launched, or of the target where there is one. */
  readonly tree: ProcessTree
  /** Of what was launched, to be ended. */
  readonly launchedTree: ProcessTree
  /** `null` where what was launched is measured. */
  readonly target: TargetFinder | null
  readonly scenario: Scenario
  readonly machine: Machine
  readonly world: World
  readonly memory: MemoryReader
  readonly readings: TreeReading[]
  /** Of the latest reading. */
  members: readonly ProcessStat[]
  /** All members that any reading has found, by pid: a helper may have ended since. */
  readonly seen: Map<number, Kin>
  readonly events: RunEvent[]
  /** Variables for the workload that the ready conditions caught. */
  caught?: Readonly<Record<string, string>>
  readonly motion: Motion
  readonly onReading: (phase: Phase, reading: TreeReading) => void
  /** Told at the steady point, before the snapshot. */
  readonly onSteady?: ((session: Session) => void) | undefined
  /** Told when a soak is over. */
  readonly onSoaked?: ((session: Session) => void) | undefined
}

/** Who is told what, as it happens. */
type Listeners = Pick<Session, 'onReading' | 'onSteady' | 'onSoaked'>

/**
 * Launches the program of a scenario, to be watched. Whoever calls stops it.
 *
 * @throws UserError when it cannot be launched
 */
export async function startSession(
  scenario: Scenario,
  machine: Machine,
  world: World,
  listeners: Listeners,
  tracer?: Tracer | null,
): Promise<Session> {
  const started = await start(scenario, machine, world, tracer)
  const { program } = started
  const target =
    scenario.target === null ? null : createTargetFinder(scenario.target, scenario, program.startTime, world)
  const session: Session = {
    program,
    launchedTree: started.tree,
    tree: target === null ? started.tree : createTargetTree(world.proc, program.startTime, target.named),
    target,
    scenario,
    machine,
    world,
    memory: createMemoryReader(world.proc),
    readings: [],
    members: [],
    seen: new Map(),
    events: [],
    motion: createMotion(program.launchedAt),
    ...listeners,
  }
  note(session, 'launched')
  return session
}

/**
 * Whether nothing of the program lives. The main program may end with status 0 and leave a daemon behind: then
 * that is the program. A target ends when it was seen and lives no more, whatever becomes of who asked for it.
 */
export function hasEnded({ program, tree, target, seen }: Session): boolean {
  if (target === null ? program.report() === null && !program.isGone() : seen.size === 0) return false
  if (tree.hasLiving()) return false
  const { members, hidden } = tree.scan()
  return hidden.length === 0 && members.every(({ state }) => state === 'Z')
}

/**
 * @throws UserError with the end of the program's output: `exited-early` when it has failed or is gone, or
 * `target-ended` when its target has
 */
export function refuseEarlyExit(session: Session, during: Phase): void {
  const { target, scenario } = session
  const { output, oomKills, report, isGone } = session.program
  const status = report()?.exitStatus ?? null
  const isOver = status !== null || isGone()
  if (target !== null && (!isOver || status === 0)) {
    if (!hasEnded(session)) return
    throw errors.targetEnded(scenario.name, target.text, during, output.tail())
  }
  if (!isOver || (status === 0 && !hasEnded(session))) return
  throw errors.exitedEarly(scenario.name, status, during, output.tail(), {
    heldBack: heldBackVariables(session.world.env, scenario),
    oomKills: oomKills(),
  })
}

export function note(session: Session, event: RunEvent['event']): number {
  const atMs = session.world.clock.now() - session.program.launchedAt
  session.events.push({ atMs, event })
  return atMs
}
