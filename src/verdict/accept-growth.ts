import type { Acceptance, GateResult, MetricResult, ScenarioResult } from './result.ts'
import { scenarioVerdict } from './scenario-verdict.ts'
import { isFailure, worstVerdict } from './worst-verdict.ts'

/**
 * The result with every growth and every broken limit accepted. Of figures alone: what was not measured, is in doubt, or
 * has lost its baseline is as red as before, as nobody knows what they would accept.
 */
export function acceptGrowth(result: GateResult, accepted: Acceptance): GateResult {
  const scenarios = result.scenarios.map(acceptScenario)
  if (scenarios.every((scenario, index) => scenario === result.scenarios[index])) return result
  return { ...result, scenarios, accepted, verdict: worstVerdict(scenarios.map(({ verdict }) => verdict)) }
}

function acceptScenario(scenario: ScenarioResult): ScenarioResult {
  const failing = scenario.metrics.filter(({ verdict }) => isFailure(verdict))
  // A failure of the whole is none of its figures.
  if (!failing.some(({ verdict }) => verdict === scenario.verdict)) return scenario
  const metrics = scenario.metrics.map((metric): MetricResult =>
    isFailure(metric.verdict) ? { ...metric, verdict: 'accepted' } : metric,
  )
  return { ...scenario, metrics, verdict: scenarioVerdict(metrics, scenario.reasons) }
}
