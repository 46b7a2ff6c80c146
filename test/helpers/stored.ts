import type { Origin } from '../../src/model/stored-result.ts'
import { renderJson } from '../../src/report/exports/json.ts'
import type { GateResult } from '../../src/verdict/result.ts'

/** Where the run of {@link runnerVariables} and of the events measures. */
export const ORIGIN: Origin = {
  tool: '0.1.0',
  measuredAt: '2026-01-31T12:00:00Z',
  commit: 'c0ffee0000000000000000000000000000000000',
  job: 'measure',
  leg: null,
  legs: 1,
  run: 500,
  attempt: 1,
}

/** The file of a result, as another job has written it. */
export function storedJson(result: GateResult, changes: Partial<Origin> = {}): string {
  return renderJson(result, { ...ORIGIN, ...changes })
}
