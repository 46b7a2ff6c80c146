import { type Subject, subjectDifferences, type Terms } from '../config/scenario.ts'
import type { Run } from '../model/run.ts'
import type { BaselineMatch } from './baseline-match.ts'
import { doubtsOfRuns } from './doubts-of-runs.ts'
import type { ScenarioReason } from './reason.ts'

/**
 * With runs lost, a failure needs this many that are left: each run that could not be trusted might be the sign
 * of a machine on which none can be.
 */
export const LEAST_EVIDENCE = 3

/** Why a scenario cannot be green, whatever its figures say; empty when nothing is in doubt. */
export function scenarioDoubts(
  { budgets, subject }: Terms,
  runs: readonly Run[],
  baseline: BaselineMatch,
): readonly ScenarioReason[] {
  return [
    ...(Object.keys(budgets).length === 0 ? [{ kind: 'no-budget' } as const] : []),
    ...(runs.length === 0 ? [{ kind: 'not-measured' } as const] : []),
    ...doubtsOfRuns(runs),
    ...(baseline.kind === 'missing' || subject === null ? [] : otherSubject(baseline.entry.subject, subject)),
  ]
}

function otherSubject(before: Subject, after: Subject): readonly ScenarioReason[] {
  return subjectDifferences(before, after).map((key) => ({ kind: 'other-subject', key, before, after }))
}
