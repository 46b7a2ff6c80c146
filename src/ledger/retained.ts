import type { AttributedSpan, Attribution } from '../model/attribution.ts'
import type { TraceEvent } from '../model/trace-record.ts'
import { findDominators } from './dominators.ts'
import { buildImportGraph } from './import-graph.ts'

/**
 * Adds to each module of Python what it retains: the bytes of all imports that are reached through it alone. Who imports
 * whom is taken from all processes, so that what another one needs is held by both; what it holds is of the process. A
 * module that was begun twice has it once.
 *
 * @param events of the same run
 */
export function addRetained(attribution: Attribution, events: readonly TraceEvent[]): Attribution {
  const { places, successors, pids } = buildImportGraph(events)
  if (places.size === 0) return attribution
  const { order, dominators } = findDominators(successors)
  const traced = new Set(attribution.processes.flatMap(({ id, pid }) => (pids.has(pid) ? [id] : [])))
  const made = new Map<number, Float64Array>()
  const modules = new Map<number, number>()
  for (const { id, parent, kind, name, process, self } of attribution.spans) {
    const own = kind === 'import' ? places.get(name) : undefined
    const module = own ?? (parent === null ? 0 : (modules.get(parent) ?? 0))
    modules.set(id, module)
    if (process === null || !traced.has(process)) continue
    const bytes = made.get(process) ?? new Float64Array(successors.length)
    made.set(process, bytes)
    bytes[module] = (bytes[module] ?? 0) + self
  }
  for (const bytes of made.values()) {
    for (const node of order.slice(1).toReversed()) {
      const above = dominators[node] ?? 0
      bytes[above] = (bytes[above] ?? 0) + (bytes[node] ?? 0)
    }
  }
  const told = new Set<string>()
  const retainedBy = ({ kind, name, process }: AttributedSpan): number | undefined => {
    const place = kind === 'import' ? places.get(name) : undefined
    if (place === undefined || process === null || told.has(`${process} ${name}`)) return undefined
    told.add(`${process} ${name}`)
    return made.get(process)?.[place]
  }
  return {
    ...attribution,
    spans: attribution.spans.map((span) => {
      const retained = retainedBy(span)
      return retained === undefined ? span : { ...span, retained }
    }),
  }
}
