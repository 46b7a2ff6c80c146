import * as core from '@actions/core'
import { oneOf } from '../config/one-of.ts'
import { choicesOf } from '../config/options.ts'
import { mergeResults, type StoredOutcome, type Wanted } from '../gate/stored.ts'
import { errors } from '../model/errors.ts'
import { VERSION } from '../model/version.ts'
import type { ReportContext } from '../report/context.ts'
import { neutralize } from '../report/untrusted.ts'
import { exitCodeOf, type Leniency } from '../verdict/exit-code.ts'
import { acceptanceFor, withAcceptance } from './accept-step.ts'
import type { EventContext } from './event.ts'
import type { Inputs } from './inputs.ts'
import { reportFailure, type Step, reportVerdict } from './report-outcome.ts'

/** One comment, summary and verdict of what other jobs of this run have measured. */
export async function runReport(step: Step): Promise<number> {
  const { event, signal } = step
  try {
    const outcome = await mergeNamed(step, { about: event, areStrange: false })
    const { result, comments } = await withAcceptance(step, outcome.result)
    const exitCode = exitCodeOf(result, leniencyOf(step.inputs))
    const context = { ...contextOf(event), ...acceptanceFor(step) }
    await reportVerdict(step, { ...outcome, result, exitCode, context }, comments)
    return exitCode
  } catch (error) {
    if (!signal.aborted) {
      await reportFailure(step, error).catch((second: unknown) => core.warning(neutralize(String(second))))
    }
    throw error
  }
}

/**
 * Merges the results that the step names.
 *
 * @throws UserError when there are none, or one of them is no result
 */
export function mergeNamed(
  { inputs, cwd }: Step,
  {
    about,
    areStrange,
  }: Pick<Wanted, 'areStrange'> & { readonly about: { readonly run: number; readonly commit: string } },
): Promise<StoredOutcome> {
  if (inputs.results.length === 0) throw errors.noResultsNamed(inputs.mode)
  return mergeResults(
    { named: inputs.results, cwd, about, jobs: inputs.needs, areStrange },
    leniencyOf(inputs),
  )
}

function leniencyOf({ request }: Inputs): Leniency {
  const [missing, inconclusive] = [choicesOf('on-missing-baseline'), choicesOf('on-inconclusive')]
  return {
    onMissingBaseline: oneOf(
      missing,
      request['on-missing-baseline'] ?? missing[0],
      'the input on-missing-baseline',
    ),
    onInconclusive: oneOf(
      inconclusive,
      request['on-inconclusive'] ?? inconclusive[0],
      'the input on-inconclusive',
    ),
  }
}

/** Each leg has a command and a baseline of its own: a report of all names none. */
export function contextOf({ runUrl, commit }: EventContext): ReportContext {
  return { version: VERSION, place: 'workflow', baseline: null, command: null, runUrl, commit }
}
