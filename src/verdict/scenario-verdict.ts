import type { ScenarioReason } from './reason.ts'
import type { MetricResult, Verdict } from './result.ts'
import { worstVerdict } from './worst-verdict.ts'

/** What a reader should know of a scenario, but that keeps it from nothing. */
const NOTES: readonly ScenarioReason['kind'][] = ['other-environment', 'did-less', 'blind']

/** The verdict on a scenario: the worst of its metrics; any doubt about the whole makes it inconclusive at least. */
export function scenarioVerdict(
  metrics: readonly MetricResult[],
  reasons: readonly ScenarioReason[],
): Verdict {
  const isInDoubt = reasons.some(({ kind }) => !NOTES.includes(kind))
  const gated = metrics.filter(({ budget }) => budget !== null).map(({ verdict }) => verdict)
  return worstVerdict([
    ...gated,
    ...(isInDoubt ? (['inconclusive'] as const) : []),
    ...(reasons.some(({ kind }) => kind === 'baseline-removed') ? (['over-limit'] as const) : []),
  ])
}
