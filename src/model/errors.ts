import { baselineErrors } from './errors/baseline.ts'
import { inspectionErrors } from './errors/inspection.ts'
import { initErrors } from './errors/init.ts'
import { programErrors } from './errors/program.ts'
import { requestErrors } from './errors/request.ts'
import { resultErrors } from './errors/result.ts'
import { runnerErrors } from './errors/runner.ts'
import { surroundingsErrors } from './errors/surroundings.ts'

/**
 * The catalogue of everything that users can get wrong or run into: what failed and with which value, and what to do.
 */
export const errors = {
  ...requestErrors,
  ...programErrors,
  ...inspectionErrors,
  ...baselineErrors,
  ...resultErrors,
  ...runnerErrors,
  ...initErrors,
  ...surroundingsErrors,
}
