import type { OnInconclusive, OnMissingBaseline } from '../config/scenario.ts'
import { errors } from '../model/errors.ts'
import type { Origin, StoredResult } from '../model/stored-result.ts'
import { readResult } from '../store/result-file.ts'
import { compareStored } from '../verdict/compare-stored.ts'
import { type ExitCode, exitCodeOf } from '../verdict/exit-code.ts'
import { mergeLegs } from '../verdict/merge-legs.ts'
import type { GateResult } from '../verdict/result.ts'

/** More than the 256 legs that a matrix of GitHub has, and several steps in each. */
const MOST_RESULTS = 2000

export interface StoredOutcome {
  readonly result: GateResult
  /** What it is about: the head, or the run of all legs. */
  readonly origin: Origin
  readonly exitCode: ExitCode
}

interface Leniency {
  readonly onMissingBaseline: OnMissingBaseline
  readonly onInconclusive: OnInconclusive
}

/**
 * Judges the head's stored runs against the base's.
 *
 * @throws UserError when one of the files is no result
 */
export async function compareResults(base: string, head: string, leniency: Leniency): Promise<StoredOutcome> {
  const [before, after] = [await readResult(base), await readResult(head)]
  const result = compareStored(before, after)
  return { result, origin: after.origin, exitCode: exitCodeOf(result, leniency) }
}

/**
 * Judges every stored result afresh, and makes one of them.
 *
 * @param asked what was asked for, for the error where no path came of it
 * @throws UserError when there is no file, or one of them is no result
 */
export async function mergeResults(
  paths: readonly string[],
  asked: readonly string[],
  leniency: Leniency,
): Promise<StoredOutcome> {
  if (paths.length > MOST_RESULTS) throw errors.tooManyResults(paths.length, MOST_RESULTS)
  const results: StoredResult[] = []
  // One after the other: each may be large.
  for (const path of paths) results.push(await readResult(path))
  const [first, ...others] = results
  if (first === undefined) throw errors.resultsMissing(asked)
  const { result, origin } = mergeLegs([first, ...others])
  return { result, origin, exitCode: exitCodeOf(result, leniency) }
}
