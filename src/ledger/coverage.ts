import { type Coverage, UNACCOUNTED_REASONS } from '../model/attribution.ts'
import type { TraceRecord } from '../model/trace-record.ts'
import type { Cell } from './cells.ts'

/** How much of the figure is explained, and why the rest is not. */
export function summarizeCoverage(
  { events, stacks, lostFaults, means }: TraceRecord,
  cells: readonly Cell[],
): Coverage {
  const sum = (isCounted: (cell: Cell) => boolean) =>
    cells.reduce((total, cell) => total + (isCounted(cell) ? cell.bytes : 0), 0)
  const recorded = events.reduce((count, event) => count + ('stack' in event ? 1 : 0), 0)
  return {
    accounted: sum(({ reason }) => reason === null),
    reasons: UNACCOUNTED_REASONS.map((reason) => ({ reason, bytes: sum((cell) => cell.reason === reason) }))
      .filter(({ bytes }) => bytes > 0)
      .sort((a, b) => b.bytes - a.bytes),
    withStack: sum(({ stack }) => stack >= 0),
    completeStacks: stacks === undefined || recorded === 0 ? null : Math.min(1, stacks.complete / recorded),
    ...(stacks === undefined ? {} : { stackMeans: stacks.means }),
    lostSamples: lostFaults,
    means: [...means],
  }
}
