import type { Environment } from '../model/environment.ts'
import type { Pair } from '../model/pair.ts'
import type { GateResult, ScenarioResult } from '../verdict/result.ts'
import { worstVerdict } from '../verdict/worst-verdict.ts'

/** The outcome of a gate: the worst of its scenarios. */
export function gateResult(
  scenarios: readonly ScenarioResult[],
  environment: Environment,
  pair?: Pair,
): GateResult {
  const verdict = worstVerdict(scenarios.map((scenario) => scenario.verdict))
  return { verdict, environment, ...(pair !== undefined && { pair }), scenarios }
}
