import type { Scenario } from '../config/scenario.ts'
import { heldBackVariables } from '../launch/program-environment.ts'
import type { Measurer } from '../measure/measurer.ts'
import { errors } from '../model/errors.ts'
import type { UserError } from '../model/errors/user-error.ts'
import { formatDuration } from '../model/units.ts'
import type { World } from '../model/world.ts'

/** A build that hangs must not hold a job until the runner ends it without a word. */
const BUILD_TIMEOUT_MS = 3_600_000

/**
 * Builds what stands in a folder, with the variables that its scenarios hand over.
 *
 * @param what is built, for the error
 * @returns why it could not be built; `null` where it was
 */
export async function runBuild(
  what: 'base' | 'commit',
  build: string,
  workingDirectory: string,
  scenarios: readonly Pick<Scenario, 'passEnv'>[],
  measurer: Measurer,
  stepEnv: World['env'],
): Promise<UserError | null> {
  const passEnv = [...new Set(scenarios.flatMap((scenario) => scenario.passEnv))]
  const options = { workingDirectory, env: {}, passEnv, timeoutMs: BUILD_TIMEOUT_MS }
  const end = await measurer.runCommand(build, options)
  if (end.kind === 'timed-out')
    return errors.buildTimedOut(what, build, formatDuration(BUILD_TIMEOUT_MS), end.output)
  if (end.status === 0) return null
  return errors.buildFailed(
    what,
    build,
    end.status,
    end.output,
    heldBackVariables(stepEnv, { env: {}, passEnv }),
  )
}
