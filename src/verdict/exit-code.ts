import type { OnInconclusive, OnMissingBaseline } from '../config/scenario.ts'
import type { GateResult, ScenarioResult, Verdict } from './result.ts'

export type ExitCode = 0 | 1 | 3

export interface Leniency {
  readonly onMissingBaseline: OnMissingBaseline
  readonly onInconclusive: OnInconclusive
}

/**
 * What the process ends with: 1 regressed or over a limit, 3 nothing can be concluded, 0 otherwise. Each verdict
 * of each scenario and metric is weighed by itself and the gravest code holds: a missing baseline that must fail
 * is not excused by an inconclusive neighbour that may pass. A gate of no scenarios concludes nothing, and a leg that
 * left no result is excused by nobody.
 */
export function exitCodeOf(result: GateResult, leniency: Leniency): ExitCode {
  const codes = result.scenarios.flatMap(verdictsOf).map((verdict) => codeOf(verdict, leniency))
  if (codes.includes(1)) return 1
  return codes.includes(3) || codes.length === 0 || result.scenarios.some(isLost) ? 3 : 0
}

/** Whether it stands for what left no result: nobody knows what it would have been. */
function isLost({ terms }: ScenarioResult): boolean {
  return terms.subject === null
}

function verdictsOf({ verdict, metrics }: ScenarioResult): readonly Verdict[] {
  return [verdict, ...metrics.map((metric) => metric.verdict)]
}

function codeOf(verdict: Verdict, { onMissingBaseline, onInconclusive }: Leniency): ExitCode {
  switch (verdict) {
    case 'pass':
    case 'improved':
    case 'accepted':
      return 0
    case 'no-baseline':
      return onMissingBaseline === 'fail' ? 3 : 0
    case 'inconclusive':
      return onInconclusive === 'fail' ? 3 : 0
    case 'regressed':
    case 'over-limit':
      return 1
  }
}
