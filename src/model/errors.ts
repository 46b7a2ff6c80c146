import { baseErrors } from './errors/base.ts'
import { baselineErrors } from './errors/baseline.ts'
import { branchErrors } from './errors/branch.ts'
import { inspectionErrors } from './errors/inspection.ts'
import { bisectErrors } from './errors/bisect.ts'
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
  ...baseErrors,
  ...branchErrors,
  ...resultErrors,
  ...runnerErrors,
  ...bisectErrors,
  ...initErrors,
  ...surroundingsErrors,
}
