import type { TraceEvent, TraceRecord } from '../model/trace-record.ts'

/** One process from its fork to its end. A process id may be given to another one later. */
export interface Instance {
  readonly id: number
  readonly pid: number
  /** The instance that forked it; `null` where that was not seen. */
  readonly parent: number | null
  command: string
  /** It began a program of its own: with who forked it, it shares nothing any more. */
  hasExeced: boolean
  /** It is not there at the snapshot. */
  ended: boolean
}

export interface Lineage {
  readonly instances: readonly Instance[]
  /** The instance of each event; of a fork, the child. -1: the event does not count. */
  readonly ofEvent: Int32Array
  /** Of a fork: the instance that forked. */
  readonly forkedBy: ReadonlyMap<number, number>
  /** By pid, the instances that are there at the snapshot. */
  readonly living: ReadonlyMap<number, Instance>
}

/**
 * Which process each event belongs to. Events after the snapshot do not count: what a program does when it is told to
 * end (finalizers that write to every page) would else own all of it.
 */
export function traceLineage(record: TraceRecord): Lineage {
  const lastForks = lastForkOfEachPid(record)
  const lives = new Set(record.processes.map(({ pid }) => pid))
  const instances: Instance[] = []
  const current = new Map<number, Instance>()
  const forkedBy = new Map<number, number>()
  const ofEvent = new Int32Array(record.events.length).fill(-1)

  const begin = (pid: number, parent: Instance | null): Instance => {
    const before = current.get(pid)
    if (before !== undefined) before.ended = true
    const command = parent?.command ?? ''
    const instance: Instance = {
      id: instances.length,
      pid,
      parent: parent?.id ?? null,
      command,
      hasExeced: false,
      ended: false,
    }
    instances.push(instance)
    current.set(pid, instance)
    return instance
  }
  const at = (pid: number) => current.get(pid) ?? begin(pid, null)

  record.events.forEach((event, index) => {
    if (event.t > record.snapshotAt) return
    const parent = event.kind === 'fork' ? at(event.parent) : null
    const instance = parent === null ? at(event.pid) : begin(event.pid, parent)
    if (parent !== null) forkedBy.set(index, parent.id)
    if (event.kind === 'exec') {
      instance.command = event.command
      instance.hasExeced = true
    }
    if (event.kind === 'exit') {
      const isLast = lives.has(event.pid) && index > (lastForks.get(event.pid) ?? -1)
      // A thread that ends, also the first one, is not the end of its process.
      if (event.tid !== event.pid || isLast) return
      instance.ended = true
    }
    ofEvent[index] = instance.id
  })
  for (const { pid, command } of record.processes) at(pid).command = command
  for (const instance of instances) instance.ended ||= !lives.has(instance.pid)
  const living = new Map(record.processes.map(({ pid }) => [pid, at(pid)]))
  return { instances, ofEvent, forkedBy, living }
}

/** The instance that this one's memory goes back to: the last one up the line that began a program. */
export function familyOf({ instances }: Lineage, instance: number): number {
  let at = instance
  for (;;) {
    const parent = instances[at]?.hasExeced === true ? null : (instances[at]?.parent ?? null)
    if (parent === null) return at
    at = parent
  }
}

function lastForkOfEachPid({ events, snapshotAt }: TraceRecord): ReadonlyMap<number, number> {
  const forks = new Map<number, number>()
  events.forEach((event: TraceEvent, index) => {
    if (event.kind === 'fork' && event.t <= snapshotAt) forks.set(event.pid, index)
  })
  return forks
}
