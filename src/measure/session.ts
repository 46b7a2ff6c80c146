import { errors } from '../model/errors.ts'
import type { Scenario } from '../config/scenario.ts'
import { createMemoryReader, type MemoryReader } from '../proc/memory.ts'
import type { Kin } from '../proc/roles.ts'
import type { ProcessStat } from '../proc/stat.ts'
import type { Machine } from '../launch/machine.ts'
import { heldBackVariables } from '../launch/program-environment.ts'
import { start, type Started, type Tracer } from '../launch/program.ts'
import type { World } from '../model/world.ts'
import type { RunEvent } from '../model/run.ts'
import type { Phase } from '../model/progress.ts'
import { createMotion, type Motion } from './motion.ts'
import type { TreeReading } from './read-tree.ts'

/** One launched program while it is watched. */
export interface Session extends Started {
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
  const session: Session = {
    ...started,
    scenario,
    machine,
    world,
    memory: createMemoryReader(world.proc),
    readings: [],
    members: [],
    seen: new Map(),
    events: [],
    motion: createMotion(started.program.launchedAt),
    ...listeners,
  }
  note(session, 'launched')
  return session
}

/**
 * Whether nothing of the program lives. The main program may end with status 0 and leave a daemon behind: then
 * that is the program.
 */
export function hasEnded({ program, tree }: Started): boolean {
  if (program.report() === null && !program.isGone()) return false
  if (tree.hasLiving()) return false
  const { members, hidden } = tree.scan()
  return hidden.length === 0 && members.every(({ state }) => state === 'Z')
}

/** @throws UserError `exited-early` with the end of the program's output, when the program has failed or is gone. */
export function refuseEarlyExit(session: Session, during: Phase): void {
  const status = session.program.report()?.exitStatus ?? null
  if (status === null && !session.program.isGone()) return
  if (status === 0 && !hasEnded(session)) return
  const { output, oomKills } = session.program
  throw errors.exitedEarly(session.scenario.name, status, during, output.tail(), {
    heldBack: heldBackVariables(session.world.env, session.scenario),
    oomKills: oomKills(),
  })
}

export function note(session: Session, event: RunEvent['event']): number {
  const atMs = session.world.clock.now() - session.program.launchedAt
  session.events.push({ atMs, event })
  return atMs
}
