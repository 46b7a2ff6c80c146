import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Scenario } from '../config/scenario.ts'
import type { Tracer } from '../launch/program.ts'
import { makeTemporaryFolder } from '../launch/temporary-folder.ts'
import type { Measurer } from '../measure/measurer.ts'
import type { Session } from '../measure/session.ts'
import type { Run } from '../model/run.ts'
import type {
  StackMeans,
  TracedProcess,
  TraceMeans,
  TraceRecord,
  TraceStacks,
} from '../model/trace-record.ts'
import type { Lack } from '../model/trace-doubt.ts'
import type { World } from '../model/world.ts'
import { keptPages, type MoveEvent } from './kept-pages.ts'
import { type OutputMark, watchMarks } from './output-marks.ts'
import { findPerf, type Perf, PERF_VARIABLES, readPerf, readStacks, recordWords } from './perf.ts'
import type { ProbeLine } from './parse-marks.ts'
import { layOutProbes, readMarks, withProbes } from './probes.ts'
import { readPages } from './read-pages.ts'
import { type ClockOffset, findStrace, measureClockOffset, readStrace, straceWords } from './strace.ts'
import { compileProbe } from './compile-probe.ts'
import { createCollector } from './collect.ts'
import { stacksOf, type TraceWish } from './wishes.ts'

/** One traced run. */
export interface Traced {
  /** As it was at the steady point. */
  readonly record: TraceRecord
  /** As it was at the end of the soak; `null` where there was none, or nobody saw pages being made. */
  readonly soaked: TraceRecord | null
  readonly run: Run
  readonly lacks: readonly Lack[]
  /** What the probes said. */
  readonly marks: readonly ProbeLine[]
}

/** perf writes what it has when the program has ended. */
const TRACER_END_MS = 30_000

/**
 * Runs the scenario once, watched by what this machine has of what is wished for. Nothing of it survives: neither a
 * process nor a file.
 *
 * @param scenario one that comes to rest
 * @throws UserError as a run does
 */
export async function traceRun(
  scenario: Scenario,
  measurer: Measurer,
  world: World,
  wishes: ReadonlySet<TraceWish>,
): Promise<Traced> {
  const folder = await makeTemporaryFolder()
  try {
    return await traceIn(folder, scenario, measurer, world, wishes)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function traceIn(
  folder: string,
  scenario: Scenario,
  measurer: Measurer,
  world: World,
  wishes: ReadonlySet<TraceWish>,
): Promise<Traced> {
  const lacks: Lack[] = []
  const tracers = await findTracers(folder, world, wishes, lacks)
  if (wishes.has('imports')) {
    await layOutProbes(folder)
    await compileProbe(join(folder, 'sitecustomize.py'), scenario, world)
  }
  // Without perf, a probe is all there is: then it reads what has been written by each mark.
  const asked = { files: wishes.has('files') && !tracers.strace, sizes: tracers.perf === null }
  const traced = wishes.has('imports') ? withProbes(scenario, world, folder, asked) : scenario
  const offset = measureClockOffset()
  const seen: {
    session?: Session
    outputMarks?: readonly OutputMark[]
    steady?: Snapshot
    soaked?: Snapshot
  } = {}
  const run = await measurer.trace(traced, {
    tracer: tracerOf(folder, tracers),
    onLaunched: (session) => {
      seen.session = session
      seen.outputMarks = watchMarks(session.program.output)
    },
    onSteady: (session) => {
      seen.steady = takeSnapshot(session, measurer.environment.pageSize)
    },
    onSoaked: (session) => {
      seen.soaked = takeSnapshot(session, measurer.environment.pageSize)
    },
  })
  const { session, steady, outputMarks = [] } = seen
  if (session === undefined || steady === undefined) throw new Error('unsettled')
  const gone = new AbortController()
  void session.program.gone.then(() => gone.abort())
  await world.clock.sleep(TRACER_END_MS, AbortSignal.any([gone.signal, world.signal]))
  world.signal.throwIfAborted()
  const marks = wishes.has('imports') ? await readMarks(folder) : []
  const last = seen.soaked ?? steady
  const whole = await recordOf(folder, {
    session,
    snapshots: [steady, last],
    offset,
    outputMarks,
    marks,
    world,
    tracers,
  })
  const recordAt = ({ at, processes }: Snapshot): TraceRecord => ({ ...whole, snapshotAt: at, processes })
  return {
    record: recordAt(steady),
    soaked: seen.soaked === undefined || tracers.perf === null ? null : recordAt(seen.soaked),
    run,
    lacks,
    marks: marks.filter(({ t }) => t <= steady.at),
  }
}

interface Tracers {
  readonly perf: Perf | null
  readonly strace: boolean
}

async function findTracers(
  folder: string,
  world: World,
  wishes: ReadonlySet<TraceWish>,
  lacks: Lack[],
): Promise<Tracers> {
  const perf = wishes.has('perf') ? await findPerfFor(stacksOf(wishes), folder, world, lacks) : null
  // Files and mappings say nothing without the pages that were touched for them.
  const strace = wishes.has('files') && perf !== null ? await findStrace(world) : null
  if (strace !== null && strace !== 'found') lacks.push({ means: 'strace', ...strace })
  return { perf, strace: strace === 'found' }
}

async function findPerfFor(
  stacks: StackMeans | null,
  folder: string,
  world: World,
  lacks: Lack[],
): Promise<Perf | null> {
  const found = await findPerf(world, folder, stacks)
  if (!('why' in found)) return found
  if (found.why === 'absent' || stacks === null || stacks === 'frame-pointers') {
    lacks.push({ means: 'perf', ...found })
    return null
  }
  // Some are built without dwarf.
  const shallow = await findPerfFor('frame-pointers', folder, world, lacks)
  if (shallow !== null && stacks === 'dwarf') lacks.push({ means: 'dwarf', ...found })
  return shallow
}

function tracerOf(folder: string, { perf, strace }: Tracers): Tracer | null {
  const words: readonly string[] = [
    ...(perf === null ? [] : recordWords(perf, join(folder, 'perf.data'))),
    ...(perf === null && !strace ? [] : ['setsid']),
    ...(strace ? straceWords(join(folder, 'strace')) : []),
  ]
  const [first, ...rest] = words
  return first === undefined
    ? null
    : { prefix: [first, ...rest], ownVariables: perf === null ? [] : PERF_VARIABLES }
}

interface Snapshot {
  readonly at: number
  readonly processes: readonly TracedProcess[]
  /** Phases of the run, by name. */
  readonly phases: readonly { readonly t: number; readonly name: string }[]
}

function takeSnapshot(session: Session, pageSize: number): Snapshot {
  const { memory, tree, world, events, program } = session
  const { members } = tree.scan()
  const at = Number(process.hrtime.bigint())
  const nowMs = world.clock.now() - program.launchedAt
  const processes = readPages(members, memory, world.proc, pageSize)
  // When it was launched, the gate knows no better than the tracers.
  const noted = events.filter(({ event }) => event !== 'launched')
  const phases = noted.map(({ atMs, event }) => ({ t: at - (nowMs - atMs) * 1e6, name: event }))
  return { at, processes, phases }
}

interface Recorded {
  readonly session: Session
  readonly snapshots: readonly [steady: Snapshot, last: Snapshot]
  readonly offset: ClockOffset
  readonly outputMarks: readonly OutputMark[]
  readonly marks: readonly ProbeLine[]
  readonly world: World
  readonly tracers: Tracers
}

/** Puts together what the tracers, the probes and the gate have seen, up to the last snapshot. */
async function recordOf(
  folder: string,
  { session, snapshots, offset, outputMarks, marks, world, tracers }: Recorded,
): Promise<TraceRecord> {
  const { supervisorPid } = session.program
  const [steady, snapshot] = snapshots
  const collector = createCollector(supervisorPid, join(folder, ''))
  const means = new Set<TraceMeans>()
  const { pageSize } = session.machine.environment
  let stacks: TraceStacks | null = null
  const file = join(folder, 'perf.data')
  const recording = tracers.perf === null ? null : await readPerf(world, file)
  if (recording !== null) {
    collector.takePerf(recording)
    means.add('perf')
  }
  const moves: MoveEvent[] = []
  if (tracers.strace) {
    await readStrace(join(folder, 'strace'), offset, (event) => {
      collector.takeStrace(event)
      if (event.kind === 'move') moves.push(event)
    })
    means.add('strace')
  }
  const stackMeans = tracers.perf?.stacks ?? null
  if (recording !== null && stackMeans !== null) {
    const processes = snapshots.flatMap((each) => each.processes)
    const isKept = keptPages(processes, moves, pageSize)
    stacks = await readStacks(world, file, recording.events, { means: stackMeans, isKept })
  }
  for (const mark of marks) {
    if (mark.kind === 'hello') means.add(mark.means)
    collector.takeMark(mark)
  }
  const root = steady.processes.find(({ parent }) => parent === 0)?.pid ?? supervisorPid
  const at = { pid: root, tid: root }
  for (const { t, name } of snapshot.phases) collector.take({ ...at, t, kind: 'mark', span: 'phase', name })
  for (const { t, name } of outputMarks) {
    means.add('output-marks')
    collector.take({ ...at, t, kind: 'mark', span: 'mark', name })
  }
  const { events, lost } = collector.finish(snapshot.at)
  return {
    means: [...means],
    pageSize,
    snapshotAt: snapshot.at,
    supervisor: supervisorPid,
    lostFaults: lost,
    events,
    processes: snapshot.processes,
    ...(stacks === null ? {} : { stacks }),
    ...(tracers.perf === null ? {} : { kernelFaults: tracers.perf.kernelFaults }),
  }
}
