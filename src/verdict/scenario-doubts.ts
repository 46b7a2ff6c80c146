import { type Scenario, type Subject, subjectOf } from '../config/scenario.ts'
import { isEvidence, type Run } from '../model/run.ts'
import type { BaselineMatch } from './baseline-match.ts'

/**
 * With runs lost, a failure needs this many that are left: each run that could not be trusted might be the sign
 * of a machine on which none can be.
 */
export const LEAST_EVIDENCE = 3

/** Why a scenario cannot be green, whatever its figures say: a sentence each, empty when nothing is in doubt. */
export function scenarioDoubts(
  scenario: Scenario,
  runs: readonly Run[],
  baseline: BaselineMatch,
): readonly string[] {
  return [
    ...(Object.keys(scenario.budgets).length === 0
      ? ['No metric has a budget, so nothing was judged. Give at least one.']
      : []),
    ...(runs.length === 0 ? ['Nothing was measured: there are no runs.'] : []),
    ...runs.flatMap(doubtsOfRun),
    ...(baseline.kind === 'missing'
      ? []
      : subjectDifferences(baseline.entry.subject, subjectOf(scenario)).map(
          (difference) => `The baseline was recorded with another ${difference}. Record it again.`,
        )),
  ]
}

function doubtsOfRun(run: Run, index: number): readonly string[] {
  if (isEvidence(run)) return []
  const { settlement } = run
  const unsettled =
    'detail' in settlement ? [`it did not settle (${settlement.kind}: ${settlement.detail})`] : []
  return [`Run ${index + 1} is no evidence: ${[...unsettled, ...run.gaps].join('; ')}.`]
}

/** As a shell would want them; `none` when there are none. */
function words(list: readonly string[]): string {
  const quoted = list.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word)))
  return quoted.join(' ') || 'none'
}

function subjectDifferences(before: Subject, after: Subject): readonly string[] {
  const told = (subject: Subject): Readonly<Record<string, string>> => ({
    command: words(subject.command),
    env: words(
      Object.entries(subject.env)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${name}=${value}`),
    ),
    end: `until: ${subject.until}`,
    workload: subject.workload ?? 'none',
    soak: subject.soakMs === null ? 'none' : `${subject.soakMs / 1000} s`,
  })
  const is = told(after)
  return Object.entries(told(before)).flatMap(([name, was]) =>
    was === is[name] ? [] : [`${name}: ${was}, and now ${is[name] ?? 'none'}`],
  )
}
