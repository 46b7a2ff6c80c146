import { type Run, sparsenessOf } from '../model/run.ts'
import type { BaselineMatch } from './baseline-match.ts'
import { median } from '../statistics/order-statistics.ts'
import type { MappingChange } from './result.ts'

/**
 * Which groups of mappings grew or shrank, in bytes: the median over the runs against the newest recording. A
 * group that a side does not have counts 0 there. Largest growth first, deepest shrinkage last; what did not
 * change is left out. Empty without a baseline or without runs.
 */
export function mappingChanges(runs: readonly Run[], baseline: BaselineMatch): readonly MappingChange[] {
  if (baseline.kind === 'missing') return []
  const recording = baseline.entry.recordings.at(-1)
  if (recording === undefined || runs.length === 0 || sparsenessOf('writable', runs) !== null) return []
  const { groups: before, samples } = recording
  // Of a program that ends, they are not stored where it was read too seldom.
  if (baseline.entry.subject.until === 'exit' && samples.writable === undefined) return []
  const after = runs.map((run) => run.groups)
  return changesOf(
    (group) => sizeOf(before, group),
    after,
    [before, ...after].flatMap((groups) => Object.keys(groups)),
  )
}

/** Which groups grew or shrank while the runs were soaked; empty where none was. */
export function soakChanges(runs: readonly Run[]): readonly MappingChange[] {
  const soaked = runs.flatMap(({ groups, soakGroups }) =>
    soakGroups === undefined ? [] : [{ groups, soakGroups }],
  )
  if (soaked.length === 0) return []
  const [before, after] = [soaked.map(({ groups }) => groups), soaked.map(({ soakGroups }) => soakGroups)]
  return changesOf(
    (group) => median(before.map((groups) => sizeOf(groups, group))),
    after,
    [...before, ...after].flatMap((groups) => Object.keys(groups)),
  )
}

function changesOf(
  baseOf: (group: string) => number,
  after: readonly Readonly<Record<string, number>>[],
  names: readonly string[],
): readonly MappingChange[] {
  return [...new Set(names)]
    .map((group) => {
      const base = baseOf(group)
      const head = median(after.map((groups) => sizeOf(groups, group)))
      return { group, base, head, delta: head - base }
    })
    .filter((change) => change.delta !== 0)
    .sort((a, b) => b.delta - a.delta || a.group.localeCompare(b.group, 'en'))
}

/** Groups are named by programs: one called `constructor` must not find that of every object. */
function sizeOf(groups: Readonly<Record<string, number>>, group: string): number {
  return Object.hasOwn(groups, group) ? (groups[group] ?? 0) : 0
}
