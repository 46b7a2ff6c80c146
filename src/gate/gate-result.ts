import type { Environment } from '../model/environment.ts'
import type { GateResult, ScenarioResult } from '../verdict/result.ts'
import { worstVerdict } from '../verdict/worst-verdict.ts'

/** The outcome of a gate: the worst of its scenarios. */
export function gateResult(scenarios: readonly ScenarioResult[], environment: Environment): GateResult {
  return { verdict: worstVerdict(scenarios.map(({ verdict }) => verdict)), environment, scenarios }
}
