import type { Request } from './request.ts'
import type { GatePlan } from './scenario.ts'

/** How a key is written where the person wrote it: `--runs`, or `runs` as an input. */
export type NameOfKey = (key: keyof Request) => string

/**
 * Turns a request, together with the configuration file, into a validated plan.
 *
 * @throws UserError for anything unknown, malformed or contradictory.
 */
export async function loadPlan(_request: Request, _cwd: string, _nameOfKey: NameOfKey): Promise<GatePlan> {
  return Promise.reject(new Error('not yet'))
}
