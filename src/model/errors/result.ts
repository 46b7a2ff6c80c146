import { UserError } from './user-error.ts'
import { causeInWords, list } from './words.ts'

const WRITE_AGAIN = 'Let the gate write it again: check --json, or the output report-json of a workflow step.'

/** What can be wrong with stored results. Of what another job made, or another person, nothing is believed. */
export const resultErrors = {
  resultUnreadable: (path: string, cause: NodeJS.ErrnoException) =>
    new UserError(
      'result-unreadable',
      `cannot read the result ${path}: ${causeInWords(cause)}`,
      'Name a file that "check --json" wrote, and that this user may read.',
      { cause },
    ),
  resultNoFile: (path: string) =>
    new UserError(
      'result-no-file',
      `the result ${path} is not a file`,
      'Name the JSON file itself: a folder, a pipe, a device or a symbolic link is no result.',
    ),
  resultTooLarge: (path: string, size: string, limit: string) =>
    new UserError(
      'result-too-large',
      `the result ${path} is too large: ${size}, where ${limit} is the limit`,
      'Name the right file, or measure fewer scenarios, or for a shorter time, in one gate.',
    ),
  resultNotJson: (path: string, why: string) =>
    new UserError('result-not-json', `the result ${path} is not valid JSON: ${why}`, WRITE_AGAIN),
  resultForeign: (path: string, schema: string | null) =>
    new UserError(
      'result-foreign',
      `${path} is not a result of footprint-gate: ${schema === null ? 'it has no "schema"' : `its "schema" is ${JSON.stringify(schema.slice(0, 60))}`}`,
      WRITE_AGAIN,
    ),
  resultNewer: (path: string, schema: string) =>
    new UserError(
      'result-newer',
      `the result ${path} was written by a newer footprint-gate (its "schema" is ${JSON.stringify(schema.slice(0, 60))})`,
      'Read it with the version that wrote it.',
    ),
  resultMalformed: (path: string, problem: string) =>
    new UserError('result-malformed', `the result ${path} is damaged: ${problem}`, WRITE_AGAIN),
  resultsMissing: (patterns: readonly string[]) =>
    new UserError(
      'results-missing',
      `there is no result to report: no file matches ${list(patterns)}`,
      'Nothing was shown, so nothing is green. Did the measuring jobs run, and upload the file of their output report-json?',
      { exitCode: 3 },
    ),
  tooManyResults: (count: number, limit: number) =>
    new UserError(
      'too-many-results',
      `${count} results are too many: ${limit} is the limit`,
      'Name fewer files, or report in several steps.',
    ),
  resultsIncomplete: (lost: readonly string[]) =>
    new UserError(
      'results-incomplete',
      'the results are not complete, so nothing was recorded',
      'A baseline changes only when all of it could be measured: let every leg measure, and upload its result.',
      { exitCode: 3, detail: lost.join('\n') },
    ),
  recordedTwice: (scenario: string) =>
    new UserError(
      'recorded-twice',
      `two of the results measured ${scenario} in the same environment`,
      'A baseline has one entry for each: give the scenarios of the legs names of their own (input name), or record each leg in a baseline of its own.',
    ),
} as const
