import { isUnsettled, type Run } from '../model/run.ts'
import type { ScenarioReason, UnsettledRun } from './reason.ts'

/**
 * Why runs do not count: one reason for each kind of cause, with the runs that have it, so that five runs that kept
 * growing are told once.
 */
export function doubtsOfRuns(runs: readonly Run[]): readonly ScenarioReason[] {
  const unsettled = new Map<string, UnsettledRun[]>()
  for (const [index, { settlement }] of runs.entries()) {
    if (!isUnsettled(settlement)) continue
    const alike = unsettled.get(settlement.kind) ?? []
    unsettled.set(settlement.kind, [...alike, { run: index + 1, settlement }])
  }
  const incomplete = runs.flatMap(({ gaps }, index) => (gaps.length === 0 ? [] : [{ run: index + 1, gaps }]))
  return [
    ...[...unsettled.values()].map((alike) => ({
      kind: 'unsettled-runs' as const,
      of: runs.length,
      runs: alike,
    })),
    ...(incomplete.length === 0
      ? []
      : [{ kind: 'incomplete-runs' as const, of: runs.length, runs: incomplete }]),
  ]
}
