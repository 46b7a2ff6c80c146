import type { TraceEvent, TraceMeans } from '../model/trace-record.ts'
import type { ProbeLine } from './parse-marks.ts'
import type { StraceEvent } from './parse-strace.ts'
import type { PerfRecording } from './perf.ts'

/** Brings what several tracers saw into one order of time. */
export interface Collector {
  readonly takePerf: (recording: PerfRecording) => void
  /** After perf, which knows the process of each thread. */
  readonly takeStrace: (event: StraceEvent) => void
  /** After strace, as a probe tells which files are code. */
  readonly takeMark: (mark: ProbeLine) => void
  readonly take: (event: TraceEvent) => void
  /** All events of the program up to a time, in order. */
  readonly finish: (until: number) => { readonly events: readonly TraceEvent[]; readonly lost: number }
}

const CODE_OF: Readonly<Partial<Record<TraceMeans, RegExp>>> = {
  'probe:cpython': /\.(py|pyc|pth|so)$/,
  // Of a package.json the loader reads where its code is.
  'probe:node': /\.(js|cjs|mjs|ts|node)$|\/package\.json$/,
  'probe:ruby': /\.(rb|so|gemspec)$/,
}

/**
 * @param supervisor the process that waits for the program: what it does by itself is in no figure
 * @param own the folder of the trace: files in it are none of the program's
 */
export function createCollector(supervisor: number, own: string): Collector {
  let events: TraceEvent[] = []
  let processOf: ReadonlyMap<number, number> = new Map()
  let isPerfThere = false
  let lost = 0
  const means = new Set<TraceMeans>()
  /** Files that were run as programs. */
  const programs = new Set<string>()
  /** By child: when a process was made that shares its parent's memory. */
  const sharing = new Map<number, number[]>()

  function takePerf(recording: PerfRecording): void {
    events = recording.events
    ;({ processOf, lost } = recording)
    isPerfThere = true
  }

  function takeStrace(event: StraceEvent): void {
    if (event.kind === 'shares') {
      sharing.set(event.child, [...(sharing.get(event.child) ?? []), event.t])
      return
    }
    if ((event.kind === 'open' || event.kind === 'read') && event.file.startsWith(own)) return
    if (event.kind === 'exec') {
      programs.add(event.path)
      // Of perf we have it from the kernel, and exactly when.
      if (isPerfThere) return
    }
    events.push({ ...event, pid: processOf.get(event.tid) ?? event.tid })
  }

  function takeMark(mark: ProbeLine): void {
    if (mark.kind === 'hello') means.add(mark.means)
    else events.push(mark)
  }

  /** What a runtime reads as code belongs to the import, or to the program; it is no data. */
  function isCode(event: TraceEvent): boolean {
    if (event.kind !== 'open' && event.kind !== 'read') return false
    return programs.has(event.file) || [...means].some((it) => CODE_OF[it]?.test(event.file) === true)
  }

  function finish(until: number): { events: readonly TraceEvent[]; lost: number } {
    const ordered = events.filter((event) => event.t <= until && !isCode(event)).sort((a, b) => a.t - b.t)
    const ofProgram = isPerfThere ? withoutRepeats(withoutSurroundings(ordered, supervisor)) : ordered
    return {
      events: ofProgram.map((event) =>
        event.kind === 'fork' && isShared(event.t, sharing.get(event.pid))
          ? { ...event, sharesMemory: true }
          : event,
      ),
      lost,
    }
  }

  return { takePerf, takeStrace, takeMark, take: (event) => events.push(event), finish }
}

/** strace tells of the call at its beginning, perf of the process when it is there; and a pid comes again much later. */
const CALL_NS = 1e9

function isShared(t: number, calls: readonly number[] = []): boolean {
  return calls.some((call) => Math.abs(t - call) < CALL_NS)
}

/**
 * Without what came before the program (the words that led to the supervisor, and tracers that went aside) and the
 * supervisor itself.
 */
function withoutSurroundings(events: readonly TraceEvent[], supervisor: number): readonly TraceEvent[] {
  const began = events.findLast(({ kind, pid }) => kind === 'exec' && pid === supervisor)?.t ?? 0
  const members = new Set<number>()
  return events.filter((event) => {
    if (event.t < began) return false
    if (event.kind === 'fork' && (event.parent === supervisor || members.has(event.parent))) {
      members.add(event.pid)
    }
    return members.has(event.pid)
  })
}

/** An instruction is run again at once when the kernel has not made its page whole at the first time. */
const REPEAT_NS = 50_000

/**
 * Without faults that are the one before once more: of the same instruction, on the same byte. After a fork some one
 * in ten is, and the second would look as if the page had been given back in between.
 */
function withoutRepeats(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const last = new Map<number, TraceEvent>()
  return events.filter((event) => {
    const before = last.get(event.tid)
    last.set(event.tid, event)
    if (event.kind !== 'fault' || before?.kind !== 'fault') return true
    const isSame = event.address === before.address && event.stack === before.stack
    return !isSame || event.t - before.t > REPEAT_NS
  })
}
