import { MAX_ROLES, OTHER_ROLES, type RoleFigures } from '../model/baseline.ts'
import { type ProcessFigure, type Run, sparsenessOf } from '../model/run.ts'
import { median } from '../statistics/order-statistics.ts'

/** Whether the processes of these runs say what they are, and were read often enough to mean it. */
export function hasRoles(runs: readonly Run[]): boolean {
  const all = runs.flatMap(({ processes }) => processes)
  return (
    all.length > 0 && all.every(({ role }) => role !== undefined) && sparsenessOf('writable', runs) === null
  )
}

/** The roles of all runs with the medians of their figures, 0 where a run has no such process; the largest roles alone. */
export function medianRoles(runs: readonly Run[]): Readonly<Record<string, RoleFigures>> {
  const names = new Set(runs.flatMap(({ processes }) => processes.map(roleName)))
  const figures = [...names].map((role) => ({ role, ...figuresOf(runs, (run) => ofRole(run, role)) }))
  const ordered = figures.toSorted((a, b) => b.writable - a.writable || (a.role < b.role ? -1 : 1))
  const rest = ordered.slice(MAX_ROLES)
  const kept = ordered.slice(0, MAX_ROLES).map(({ role, ...one }) => [role, one] as const)
  // fromEntries defines own properties, so that a process may be called `__proto__`.
  return Object.fromEntries(rest.length === 0 ? kept : [...kept, [OTHER_ROLES, total(rest)]])
}

/** The processes of one role in one run, in the order in which they were started, as far as pids say it. */
export function ofRole({ processes }: Run, role: string): readonly ProcessFigure[] {
  return processes.filter((process) => roleName(process) === role).toSorted((a, b) => a.pid - b.pid)
}

export function roleName({ role, command }: ProcessFigure): string {
  return role ?? command
}

/** Medians over the runs of what these processes have together. */
export function figuresOf(runs: readonly Run[], choose: (run: Run) => readonly ProcessFigure[]): RoleFigures {
  const sums = runs.map((run) => sumOf(choose(run)))
  return {
    count: median(sums.map(({ count }) => count)),
    writable: median(sums.map(({ writable }) => writable)),
    faults: median(sums.map(({ faults }) => faults)),
  }
}

function sumOf(processes: readonly ProcessFigure[]): RoleFigures {
  return total(processes.map(({ writable, faults = 0 }) => ({ count: 1, writable, faults })))
}

function total(figures: readonly RoleFigures[]): RoleFigures {
  return figures.reduce(
    (sum, one) => ({
      count: sum.count + one.count,
      writable: sum.writable + one.writable,
      faults: sum.faults + one.faults,
    }),
    { count: 0, writable: 0, faults: 0 },
  )
}
