import type { TraceEvent } from '../model/trace-record.ts'

/** Who imports whom, of all processes together. Node 0 is the program, whose main module nobody imports. */
export interface ImportGraph {
  /** By name, from 1. */
  readonly places: ReadonlyMap<string, number>
  /** By node, each once. */
  readonly successors: readonly (readonly number[])[]
  /** Processes that marked who asks for what. */
  readonly pids: ReadonlySet<number>
}

/** An import that is going on. */
interface Frame {
  readonly node: number
  readonly name: string
  /** What the statement that its thread came to last asks for. */
  asked: readonly number[]
}

const PROGRAM = 0
/** An extension module that imports does so in the name of what loads it, and a call of `__import__` in no name. */
const NOBODY = /^(?:(?:importlib\._bootstrap|_frozen_importlib)(?:_external)?)?$/

/**
 * Modules that were there before the probe are in it as the program. A module needs the package around it. A module that
 * begins without a statement that asks for it (importlib, code in C) is imported by the one that its thread was
 * importing.
 */
export function buildImportGraph(events: readonly TraceEvent[]): ImportGraph {
  const pids = new Set(events.flatMap(({ kind, pid }) => (kind === 'ask' ? [pid] : [])))
  const places = new Map<string, number>()
  for (const event of events) {
    if (event.kind !== 'begin' || event.span !== 'import' || !pids.has(event.pid)) continue
    if (!places.has(event.name)) places.set(event.name, places.size + 1)
  }
  const successors = Array.from({ length: places.size + 1 }, () => new Set<number>())
  const connect = (from: number, to: number) => {
    if (from !== to) successors[from]?.add(to)
  }
  for (const [name, place] of places) {
    const around = places.get(name.slice(0, Math.max(0, name.lastIndexOf('.'))))
    if (around !== undefined) connect(place, around)
  }
  const threads = new Map<string, Frame[]>()
  for (const event of events) {
    if (!pids.has(event.pid)) continue
    const key = `${event.pid} ${event.tid}`
    const frames = threads.get(key) ?? [{ node: PROGRAM, name: '', asked: [] }]
    threads.set(key, frames)
    const top = frames.at(-1)
    if (top === undefined) continue
    if (event.kind === 'ask') {
      const from = NOBODY.test(event.importer) ? top.node : (places.get(event.importer) ?? PROGRAM)
      top.asked = event.modules.flatMap((name) => places.get(name) ?? [])
      for (const to of top.asked) connect(from, to)
    } else if (event.kind === 'begin' && event.span === 'import') {
      const node = places.get(event.name) ?? PROGRAM
      if (!top.asked.includes(node)) connect(top.node, node)
      frames.push({ node, name: event.name, asked: [] })
    } else if (event.kind === 'end' && event.span === 'import') {
      const began = frames.findLastIndex(({ name }) => name === event.name)
      if (began > 0) frames.splice(began)
    }
  }
  return { places, successors: connectAll(successors), pids }
}

/** What is reached from nowhere, as its mark was lost, is the program's. */
function connectAll(successors: readonly ReadonlySet<number>[]): ImportGraph['successors'] {
  const reached = new Set<number>()
  const reach = (from: number) => {
    const open = [from]
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (reached.has(node)) continue
      reached.add(node)
      open.push(...(successors[node] ?? []))
    }
  }
  reach(PROGRAM)
  const lost: number[] = []
  successors.forEach((_, node) => {
    if (reached.has(node)) return
    lost.push(node)
    reach(node)
  })
  return successors.map((next, node) => (node === PROGRAM ? [...next, ...lost] : [...next]))
}
