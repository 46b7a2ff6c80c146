import type { AttributedGroup } from '../model/attribution.ts'
import type { Cell } from './cells.ts'
import { kindOfGroup } from './group-kind.ts'

/** The groups of mappings, largest first. */
export function listGroups(cells: readonly Cell[]): readonly AttributedGroup[] {
  const sums = new Map<string, number>()
  for (const { group, bytes } of cells) sums.set(group, (sums.get(group) ?? 0) + bytes)
  return [...sums]
    .map(([group, writable]) => ({ group, kind: kindOfGroup(group), writable }))
    .sort((a, b) => b.writable - a.writable || (a.group < b.group ? -1 : 1))
}
