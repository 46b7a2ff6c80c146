import { errors } from '../model/errors.ts'
import type { Figures } from '../model/metrics.ts'
import { formatDuration } from '../model/units.ts'
import type { Run } from '../model/run.ts'
import { gapsOf } from './gaps.ts'
import { heldBackVariables } from '../launch/program-environment.ts'
import { noteUnseen } from './motion.ts'
import { note, type Session } from './session.ts'
import { watch } from './watch.ts'
import { type Snapshot, takeSnapshot } from './snapshot.ts'

/** Programs that end are short, and a peak that was not read is lost: close readings, for a tenth of the time. */
const PACE = { intervalMs: 5, share: 0.1 }
/** A new peak is worth a snapshot of its own when it is this much above the last one. */
const SNAPSHOT_GROWTH = 1.05

/** Measures a program that ends by itself: `writable` is its highest reading, faults are the kernel's own count. */
export async function runToExit(session: Session): Promise<Run> {
  const { scenario, program, readings } = session
  const peak: { writable: number; snapshot: Omit<Snapshot, 'whole'> } = {
    writable: 0,
    snapshot: emptySnapshot,
  }
  const outcome = await watch(
    session,
    { phase: 'running', timeoutMs: scenario.settleTimeoutMs, ...PACE },
    (isNewReading) => {
      const ended = program.report()
      // A program that failed is not waited for, even if it left something behind that runs on.
      if (ended !== null && ended.exitStatus !== 0) return 'failed'
      const reading = readings.at(-1)
      if (!isNewReading || reading === undefined) return null
      if (reading.writable > peak.writable * SNAPSHOT_GROWTH) {
        const taken = takeSnapshot(session.members, session.memory, session.world.proc, session.seen)
        if (taken.whole) peak.snapshot = taken
        peak.writable = reading.writable
      }
      return null
    },
  )
  if (outcome === 'timed-out') {
    throw errors.neverEnded(scenario.name, formatDuration(scenario.settleTimeoutMs), program.output.tail())
  }
  const report = program.report()
  if (report?.exitStatus !== 0) {
    throw errors.programFailed(scenario.name, report?.exitStatus ?? null, program.output.tail(), {
      heldBack: heldBackVariables(session.world.env, scenario),
      oomKills: program.oomKills(),
    })
  }
  note(session, 'exited')
  noteUnseen(session.motion, session.world.clock.now(), program.launchedAt)
  const { groups, processes, libraries } = peak.snapshot
  // Before the program has been started there is nothing in the tree.
  const seen = readings.filter((reading) => reading.processes > 0 && reading.writable > 0)
  // Not by Math.max, which takes its values as arguments: a program of an hour has too many of them.
  const highest = (figure: 'writable' | 'rss' | 'pss' | 'dirtyCache' | 'processes' | 'threads') =>
    seen.reduce((most, reading) => Math.max(most, reading[figure]), 0)
  const memory: Figures =
    seen.length === 0
      ? {}
      : {
          writable: highest('writable'),
          'peak-writable': highest('writable'),
          rss: highest('rss'),
          pss: highest('pss'),
          'dirty-cache': highest('dirtyCache'),
          processes: highest('processes'),
          threads: highest('threads'),
          libraries,
        }
  return {
    settlement: { kind: 'exited' },
    gaps: gapsOf(readings, peak.snapshot.hidden),
    warnings: seen.length === 0 ? [{ kind: 'memory-never-read' }] : [],
    figures: {
      ...memory,
      'minor-faults': report.stat.childMinorFaults,
      'major-faults': report.stat.childMajorFaults,
    },
    readings,
    unseenMs: session.motion.unseenMs,
    events: session.events,
    processes,
    groups,
  }
}

const emptySnapshot: Omit<Snapshot, 'whole'> = {
  groups: {},
  processes: [],
  libraries: 0,
  hidden: [],
}
