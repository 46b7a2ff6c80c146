import { errors } from '../model/errors.ts'
import type { Phase } from '../model/progress.ts'
import { formatDuration } from '../model/units.ts'
import { start } from '../launch/program.ts'
import { heldBackVariables } from '../launch/program-environment.ts'
import { refuseEarlyExit, type Session } from './session.ts'
import { dueByMotion, watch, type WatchOptions } from './watch.ts'
import { workloadVariables } from './workload-variables.ts'
import { stop } from '../launch/stop.ts'
import { workloadShell } from '../launch/workload-shell.ts'

/** What ends closes its connections first, and is seen to have ended a moment later. */
const DEATH_MS = 2000

/**
 * Runs the scenario's workload once, to its end or its first failing part, while readings go on. It is launched like the program, under a cookie of
 * its own: it is in no figure, and nothing of it survives either.
 *
 * @param pace what the readings meanwhile are taken for, and how close
 * @param untilMs on the clock of the world: the workload is stopped then, which is no failure
 * @throws UserError when the workload fails, or takes longer than its timeout
 */
export async function runWorkload(
  session: Session,
  command: string,
  { untilMs, ...pace }: Pick<WatchOptions, 'phase' | 'intervalMs' | 'share'> & { untilMs?: number },
): Promise<'ended' | 'stopped' | 'program-ended'> {
  const { scenario, machine, world } = session
  const started = await start(
    {
      command: [...workloadShell(scenario.env['PATH'] ?? world.env['PATH'] ?? ''), command],
      workingDirectory: scenario.workloadDirectory ?? scenario.workingDirectory,
      env: { ...scenario.env, ...workloadVariables(session) },
      passEnv: scenario.passEnv,
    },
    machine,
    world,
  )
  const { program: workload } = started
  try {
    const timeoutMs = untilMs === undefined ? scenario.workloadTimeoutMs : untilMs - world.clock.now()
    const status = await watch(
      session,
      {
        ...pace,
        timeoutMs,
        wake: workload.ended,
        due: dueByMotion(session),
      },
      () => {
        refuseEarlyExit(session, pace.phase)
        return workload.report() === null && !workload.isGone()
          ? null
          : { exitStatus: workload.report()?.exitStatus ?? null }
      },
    )
    if (status === 'ended') return 'program-ended'
    if (status === 'timed-out') {
      if (untilMs !== undefined) return 'stopped'
      throw errors.workloadTimedOut(scenario.name, command, formatDuration(scenario.workloadTimeoutMs))
    }
    if (status.exitStatus !== 0) {
      await refuseDeath(session, pace.phase)
      throw errors.workloadFailed(
        scenario.name,
        command,
        status.exitStatus,
        workload.output.tail(),
        heldBackVariables(world.env, scenario),
      )
    }
    return 'ended'
  } finally {
    await stop(started, world, { signal: 'SIGTERM', graceMs: 0 })
  }
}

/** A workload fails when the program dies: then that is what went wrong. @throws UserError `exited-early` */
async function refuseDeath(session: Session, during: Phase): Promise<void> {
  await Promise.race([session.program.ended, session.world.clock.sleep(DEATH_MS)])
  refuseEarlyExit(session, during)
}
