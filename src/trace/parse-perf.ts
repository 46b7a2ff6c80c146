import type { TraceEvent } from '../model/trace-record.ts'

/** What a line of `perf script --show-task-events --show-lost-events -F pid,tid,time,event,addr` says. */
export type PerfLine =
  | Extract<TraceEvent, { kind: 'fault' | 'fork' | 'exec' | 'exit' }>
  /** A thread of a process, which is told apart from it by its own id alone. */
  | { readonly kind: 'thread'; readonly pid: number; readonly tid: number }
  | { readonly kind: 'lost'; readonly count: number }

const HEAD = /^\s*(-?\d+)\/(-?\d+)\s+(\d+)\.(\d{9}): (.*)$/
const FAULT = /^\s*page-faults\S*\s+([0-9a-f]+)\s*$/
const FORK = /^PERF_RECORD_FORK\((\d+):(\d+)\):\((\d+):(\d+)\)/
const EXIT = /^PERF_RECORD_EXIT\((\d+):(\d+)\)/
// The name is the program's: it may hold anything.
const EXEC = /^PERF_RECORD_COMM exec: (.*):(\d+)\/(\d+)$/
const LOST = /^PERF_RECORD_LOST(?:_SAMPLES)?\s+lost (\d+)/

/** @returns `null` for a line that says nothing to us */
export function parsePerfLine(line: string): PerfLine | null {
  const head = HEAD.exec(line)
  if (head === null) return null
  const [, pid = '', tid = '', seconds = '', nanoseconds = '', rest = ''] = head
  const at = { t: Number(seconds) * 1e9 + Number(nanoseconds), pid: Number(pid), tid: Number(tid) }
  const fault = FAULT.exec(rest)
  if (fault !== null) return { ...at, kind: 'fault', address: Number.parseInt(fault[1] ?? '', 16) }
  return parseTask(rest.trimStart(), at)
}

function parseTask(text: string, at: { t: number; pid: number; tid: number }): PerfLine | null {
  const fork = FORK.exec(text)
  if (fork !== null) {
    const [pid, tid, parent, parentThread] = fork.slice(1).map(Number) as [number, number, number, number]
    return pid === parent
      ? { kind: 'thread', pid, tid }
      : { t: at.t, pid, tid, kind: 'fork', parent, parentThread }
  }
  const exec = EXEC.exec(text)
  if (exec !== null) {
    return { t: at.t, pid: Number(exec[2]), tid: Number(exec[3]), kind: 'exec', command: exec[1] ?? '' }
  }
  const exit = EXIT.exec(text)
  if (exit !== null) {
    const [pid, tid] = [Number(exit[1]), Number(exit[2])]
    return pid === tid ? { t: at.t, pid, tid, kind: 'exit' } : null
  }
  const lost = LOST.exec(text)
  return lost === null ? null : { kind: 'lost', count: Number(lost[1]) }
}
