import { replaceBudgets } from '../config/budgets.ts'
import { errors } from '../model/errors.ts'
import type { Origin, StoredResult } from '../model/stored-result.ts'
import { findResults } from '../store/find-results.ts'
import { readResult, readResults } from '../store/result-file.ts'
import { compareStored } from '../verdict/compare-stored.ts'
import { type ExitCode, exitCodeOf, type Leniency } from '../verdict/exit-code.ts'
import { type EndedJob, mergeLegs, type RunOfLegs } from '../verdict/merge-legs.ts'
import type { GateResult } from '../verdict/result.ts'

/** More than the 256 legs that a matrix of GitHub has, and several steps in each. */
const MOST_RESULTS = 2000

export interface StoredOutcome {
  readonly result: GateResult
  /** What it is about: the head, or the run of all legs. */
  readonly origin: Origin
  readonly exitCode: ExitCode
}

/** Budgets in place of those that the head was measured with, `METRIC=SPEC` each, and how they are called. */
interface OtherBudgets {
  readonly budgets: readonly string[]
  readonly name: string
}

/**
 * Judges the head's stored runs against the base's.
 *
 * @throws UserError when one of the files is no result, or a budget cannot be read
 */
export async function compareResults(
  base: string,
  head: string,
  { budgets, name }: OtherBudgets,
  leniency: Leniency,
): Promise<StoredOutcome> {
  const [before, after] = [await readResult(base), await readResult(head)]
  const scenarios = after.scenarios.map((scenario) => {
    const { terms } = scenario
    return { ...scenario, terms: { ...terms, budgets: replaceBudgets(terms.budgets, budgets, name) } }
  })
  const result = compareStored(before, { ...after, scenarios })
  return { result, origin: after.origin, exitCode: exitCodeOf(result, leniency) }
}

/** Which results are asked for. */
export interface Wanted {
  /** Paths, folders and globs. */
  readonly named: readonly string[]
  /** Where relative ones start. */
  readonly cwd: string
  /** The run that they must be of; `null`: the newest of those that are found. */
  readonly about: RunOfLegs | null
  /** Jobs that were to leave a result. */
  readonly jobs: readonly EndedJob[]
  /** Whether somebody else may have made them. */
  readonly areStrange: boolean
}

/**
 * Judges every stored result afresh, and makes one of them.
 *
 * @throws UserError when there is no file, or one of them is no result
 */
export async function mergeResults(wanted: Wanted, leniency: Leniency): Promise<StoredOutcome> {
  const { result, origin } = mergeLegs(await readWanted(wanted), wanted.about, wanted.jobs)
  return { result, origin, exitCode: exitCodeOf(result, leniency) }
}

/**
 * Reads every result that is asked for.
 *
 * @throws UserError when there is no file, or one of them is no result
 */
export async function readWanted(wanted: Wanted): Promise<readonly [StoredResult, ...StoredResult[]]> {
  const paths = await findResults(wanted.named, wanted.cwd)
  if (paths.length > MOST_RESULTS) throw errors.tooManyResults(paths.length, MOST_RESULTS)
  const [first, ...others] = await readResults(paths, wanted)
  if (first === undefined) throw errors.resultsMissing(wanted.named)
  return [first, ...others]
}
