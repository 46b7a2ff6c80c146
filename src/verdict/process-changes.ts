import { OTHER_ROLES, type RoleFigures } from '../model/baseline.ts'
import type { Run } from '../model/run.ts'
import type { BaselineMatch } from './baseline-match.ts'
import type { ProcessChange } from './result.ts'
import { figuresOf, hasRoles, ofRole, roleName } from './roles.ts'

/**
 * Which processes grew, shrank, came or went: the medians over the runs against the newest recording, by role. Where
 * there are more of a role than before, those that are more are a row of their own. Largest growth first; what did not
 * change is left out. Empty where one side does not know its roles.
 */
export function processChanges(runs: readonly Run[], baseline: BaselineMatch): readonly ProcessChange[] {
  const before = baseline.kind === 'missing' ? undefined : baseline.entry.recordings.at(-1)?.processes
  // Roles beyond the largest are summed up there: which of them are new is not known.
  if (before === undefined || Object.hasOwn(before, OTHER_ROLES) || !hasRoles(runs)) return []
  const roles = new Set([...Object.keys(before), ...runs.flatMap(({ processes }) => processes.map(roleName))])
  return [...roles]
    .flatMap((role) => changesOf(role, Object.hasOwn(before, role) ? before[role] : undefined, runs))
    .filter(({ base, head }) => (base?.count ?? 0) + (head?.count ?? 0) > 0)
    .filter(hasChanged)
    .toSorted((a, b) => growthOf(b) - growthOf(a) || (a.role < b.role ? -1 : 1))
}

function changesOf(
  role: string,
  base: RoleFigures | undefined,
  runs: readonly Run[],
): readonly ProcessChange[] {
  const all = figuresOf(runs, (run) => ofRole(run, role))
  const [was, is] = [Math.round(base?.count ?? 0), Math.round(all.count)]
  if (base === undefined || was === 0) return [{ role, from: 1, to: is, base: null, head: all }]
  if (is === 0) return [{ role, from: 1, to: was, base, head: null }]
  if (is <= was) return [{ role, from: 1, to: was, base, head: all }]
  const [first, more] = [
    figuresOf(runs, (run) => ofRole(run, role).slice(0, was)),
    figuresOf(runs, (run) => ofRole(run, role).slice(was)),
  ]
  return [
    { role, from: 1, to: was, base, head: first },
    { role, from: was + 1, to: is, base: null, head: more },
  ]
}

function hasChanged({ base, head }: ProcessChange): boolean {
  if (base === null || head === null) return true
  return base.count !== head.count || base.writable !== head.writable || base.faults !== head.faults
}

function growthOf({ base, head }: ProcessChange): number {
  return (head?.writable ?? 0) - (base?.writable ?? 0)
}
