import type { AttributedProcess } from '../model/attribution.ts'
import type { TraceRecord } from '../model/trace-record.ts'
import type { Cell } from './cells.ts'
import type { Instance, Lineage } from './lineage.ts'
import type { SpanTree } from './span-tree.ts'

export interface ProcessView {
  readonly processes: readonly AttributedProcess[]
  /** The `id` of an instance; `null` of one that is not in the list. */
  readonly idOf: (instance: number) => number | null
}

type Sums = Record<'writable' | 'ownBytes' | 'inheritedBytes' | 'unsharedBytes', number>

const NOTHING: Readonly<Sums> = { writable: 0, ownBytes: 0, inheritedBytes: 0, unsharedBytes: 0 }

/** The processes of the tree in the order of the record, then those that ended and made what others hold. */
export function listProcesses(
  record: TraceRecord,
  { instances, living }: Lineage,
  { spans }: SpanTree,
  cells: readonly Cell[],
  since: number | null,
): ProcessView {
  const listed = new Set<number>()
  for (const { pid } of record.processes) listed.add(living.get(pid)?.id ?? -1)
  const sums = new Map<number, Sums>()
  for (const { holder, span, reason, isCopy, bytes } of cells) {
    const maker = spans[span]?.instance ?? -1
    if (maker >= 0) listed.add(maker)
    const sum = sums.get(holder) ?? { ...NOTHING }
    sums.set(holder, sum)
    sum.writable += bytes
    if (maker === holder) sum.ownBytes += bytes
    else if (reason === null) sum.inheritedBytes += bytes
    if (maker === holder && isCopy) sum.unsharedBytes += bytes
  }
  const ids = new Map([...listed].map((instance, id) => [instance, id]))
  const idOf = (instance: number) => ids.get(instance) ?? null
  // Of all that a process holds: of a part of it, nobody knows.
  const shareable = new Map(
    record.processes.map((process) => [living.get(process.pid)?.id, process.shareable] as const),
  )
  const programs = new Set(record.processes.filter(({ parent }) => parent === 0).map(({ pid }) => pid))

  const parentOf = ({ pid, parent, ended }: Instance): number | null => {
    if (programs.has(pid) && !ended) return null
    for (let at = parent; at !== null; at = instances[at]?.parent ?? null) {
      const id = idOf(at)
      if (id !== null) return id
    }
    return null
  }

  const processes = [...listed].flatMap((instance, id): readonly AttributedProcess[] => {
    const found = instances[instance]
    if (found === undefined) return []
    const { pid, command, ended } = found
    const sum = sums.get(instance) ?? NOTHING
    const spare = since === null ? shareable.get(instance) : undefined
    const rest = spare === undefined ? {} : { shareableBytes: spare }
    return [{ id, pid, parent: parentOf(found), command, ended, ...sum, ...rest }]
  })
  return { processes, idOf }
}
