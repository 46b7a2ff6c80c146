import type { Figures } from '../model/metrics.ts'
import { median } from '../statistics/order-statistics.ts'
import { awaitReady } from './await-ready.ts'
import type { Run, RunWarning, Settlement, Unsettled } from '../model/run.ts'
import type { ReadyContext, ReadyProbe } from '../launch/ready.ts'
import { gapOfEmpty, gapsOf } from './gaps.ts'
import type { TreeReading } from './read-tree.ts'
import { note, refuseEarlyExit, type Session } from './session.ts'
import { LOADED_PACE, READING_INTERVAL_MS, watch } from './watch.ts'
import { classifyUnsettled, findSteadyWindow, settleRule, type SteadyWindow } from './settle.ts'
import { type Snapshot, takeSnapshot } from './snapshot.ts'
import { soak } from './soak.ts'
import { createStillness } from './stillness.ts'
import { awaitTarget } from './target.ts'
import { runWorkload } from './workload.ts'

/** Some readings must fit into the time that a program has to settle, even of one that holds tens of gigabytes. */
const LONGEST_GAP_MS = 5000

/** Measures a program that keeps running, at the point where its memory has come to rest. */
export async function runToSteady(
  session: Session,
  createReadyProbe: ((context: ReadyContext) => ReadyProbe) | null,
): Promise<Run> {
  const { scenario } = session
  await awaitTarget(session)
  const readyAtMs = createReadyProbe === null ? null : await awaitReady(session, createReadyProbe)
  const evidence = readyAtMs === null ? 'unknown' : 'ready'
  const warnings: RunWarning[] = readyAtMs === null ? [{ kind: 'no-ready-condition' }] : []
  let settled: SteadyWindow | Unsettled
  if (scenario.workload === null) {
    settled = await settle(session, evidence, scenario.settleTimeoutMs)
  } else {
    // At rest, so that each run starts it from the same state.
    const rest = await settle(session, 'before-workload', scenario.restTimeoutMs)
    if (!('startMs' in rest))
      warnings.push({ kind: 'no-rest-before-workload', waitedMs: scenario.restTimeoutMs })
    note(session, 'workload-started')
    const ended = await runWorkload(session, scenario.workload, {
      phase: 'under-workload',
      ...LOADED_PACE,
    })
    if (ended === 'program-ended') refuseEarlyExit(session, 'under-workload')
    note(session, 'workload-ended')
    settled = await settle(session, 'ready', scenario.settleTimeoutMs)
  }
  const { unseenMs } = session.motion
  session.onSteady?.(session)
  const snapshot = takeWholeSnapshot(session)
  const inWindow = 'startMs' in settled ? readingsOf(session, settled) : session.readings.slice(-1)
  const growth =
    scenario.soakMs === null || !('startMs' in settled) ? null : await soak(session, scenario.soakMs)
  const isSoaked = session.events.at(-1)?.event === 'soaked'
  if (isSoaked) session.onSoaked?.(session)
  const soakGroups = isSoaked ? takeWholeSnapshot(session).groups : null
  refuseEarlyExit(session, 'settling')
  const settlement: Settlement =
    'startMs' in settled
      ? { kind: 'settled', steadyAtMs: settled.startMs, windowMs: settled.endMs - settled.startMs }
      : settled
  return {
    settlement,
    gaps: [...gapsOf(inWindow, snapshot.hidden), ...gapOfEmpty(inWindow)],
    warnings,
    figures: 'startMs' in settled ? figuresAt(session, settled, inWindow, snapshot, readyAtMs, growth) : {},
    readings: session.readings,
    unseenMs,
    events: session.events,
    processes: snapshot.processes,
    groups: snapshot.groups,
    ...(soakGroups !== null && { soakGroups }),
  }
}

async function settle(
  session: Session,
  evidence: 'unknown' | 'ready' | 'before-workload',
  timeoutMs: number,
): Promise<SteadyWindow | Unsettled> {
  const { program, readings, motion } = session
  const first = readings.length
  const points = () => readings.slice(first).filter(({ torn }) => !torn)
  const ruleAt = (elapsedMs: number) => settleRule(evidence, elapsedMs, session.scenario.soakMs !== null)
  const now = () => session.world.clock.now() - program.launchedAt
  const stillness = createStillness(
    motion,
    () => readings.at(-1),
    program.launchedAt,
    (elapsedMs) => ruleAt(elapsedMs).stillMs,
  )
  const outcome = await watch(
    session,
    {
      phase: 'settling',
      timeoutMs,
      intervalMs: READING_INTERVAL_MS,
      longestGapMs: LONGEST_GAP_MS,
      due: (pacedMs) => program.launchedAt + stillness.dueMs(now(), pacedMs - program.launchedAt),
    },
    (isNewReading) => {
      refuseEarlyExit(session, 'settling')
      const proven = stillness.find(now(), isNewReading)
      if (!isNewReading) return null
      return findSteadyWindow(points(), ruleAt(readings.at(-1)?.atMs ?? 0)) ?? proven
    },
  )
  if (outcome === 'ended') refuseEarlyExit(session, 'settling')
  if (outcome === 'timed-out' || outcome === 'ended') return classifyUnsettled(points())
  session.events.push({ atMs: outcome.startMs, event: 'steady' })
  return outcome
}

/** A tree may change just now; a moment later it is read whole. */
function takeWholeSnapshot({ members, memory, tree, seen, world: { proc } }: Session): Snapshot {
  const snapshot = takeSnapshot(members, memory, proc, seen)
  return snapshot.whole ? snapshot : takeSnapshot(tree.scan().members, memory, proc, seen)
}

function readingsOf({ readings }: Session, { startMs, endMs }: SteadyWindow): readonly TreeReading[] {
  return readings.filter(({ atMs }) => atMs >= startMs && atMs <= endMs)
}

function figuresAt(
  session: Session,
  window: SteadyWindow,
  inWindow: readonly TreeReading[],
  { libraries }: Snapshot,
  readyAtMs: number | null,
  growth: number | null,
): Figures {
  const [steady] = inWindow
  if (steady === undefined) return {}
  const middle = (figure: 'rss' | 'pss' | 'dirtyCache' | 'processes' | 'threads') =>
    median(inWindow.map((reading) => reading[figure]))
  const upToSteady = session.readings.filter(({ atMs }) => atMs <= window.endMs)
  return {
    writable: window.writable,
    'minor-faults': steady.minorFaults,
    'peak-writable': Math.max(...upToSteady.map(({ writable }) => writable)),
    ...(growth === null ? {} : { growth }),
    rss: middle('rss'),
    pss: middle('pss'),
    'dirty-cache': middle('dirtyCache'),
    'major-faults': steady.majorFaults,
    'ended-faults': steady.endedFaults,
    processes: middle('processes'),
    threads: middle('threads'),
    libraries,
    ...(readyAtMs === null ? {} : { 'ready-ms': Math.round(readyAtMs) }),
  }
}
