import { UserError } from './user-error.ts'
import { causeInWords } from './words.ts'

/** What can be wrong with a stored baseline. */
export const baselineErrors = {
  baselineNoFile: (path: string) =>
    new UserError(
      'baseline-no-file',
      `the baseline ${path} is not a file`,
      'Name a file, such as .github/footprint-baseline.json: a directory, a pipe or a device cannot hold a baseline.',
    ),
  baselineUnreadable: (path: string, cause: NodeJS.ErrnoException) =>
    new UserError(
      'baseline-unreadable',
      `cannot read the baseline ${path}: ${causeInWords(cause)}`,
      'Make the file readable for this user, or give another one as `baseline`.',
      { cause },
    ),
  baselineUnwritable: (path: string, cause: NodeJS.ErrnoException) =>
    new UserError(
      'baseline-unwritable',
      `cannot write the baseline ${path}: ${causeInWords(cause)}`,
      'The previous baseline is unchanged. Fix the cause and record again, or give another file as `baseline`.',
      { cause },
    ),
  baselineLocked: (path: string, lock: string, holder: string) =>
    new UserError(
      'baseline-locked',
      `cannot write the baseline ${path}: ${holder} holds its lock ${lock}`,
      'Wait for the other record to end and record again. If there is none, delete the lock first. The baseline is unchanged.',
    ),
  baselineTooLarge: (path: string, size: string, limit: string) =>
    new UserError(
      'baseline-too-large',
      `the baseline ${path} is too large: ${size}, where ${limit} is the limit`,
      'A recording takes some KiB: give the right file as `baseline`, or record fewer scenarios in one file.',
    ),
  baselineEmpty: (path: string) =>
    new UserError(
      'baseline-empty',
      `the baseline ${path} is empty`,
      'Restore it (git checkout), or delete it and record again.',
    ),
  baselineConflict: (path: string, line: number) =>
    new UserError(
      'baseline-conflict',
      `the baseline ${path} holds an unresolved merge conflict (line ${line})`,
      'Resolve the conflict, or take one side and record again.',
    ),
  baselineNotText: (path: string) =>
    new UserError(
      'baseline-not-text',
      `the baseline ${path} is not UTF-8 text`,
      'Restore it (git checkout), or delete it and record again.',
    ),
  baselineNotJson: (path: string, line: number | null, text: string | null) =>
    new UserError(
      'baseline-not-json',
      `the baseline ${path} is not valid JSON${line === null ? '' : `: the mistake is at or before line ${line}`}`,
      'Restore it (git checkout), or delete it and record again; a baseline is never edited by hand.',
      { detail: text?.trim().slice(0, 200) },
    ),
  baselineDuplicateKey: (path: string, key: string, first: number, second: number) =>
    new UserError(
      'baseline-duplicate-key',
      `the baseline ${path} holds the key ${JSON.stringify(key.slice(0, 60))} twice in one object (line${first === second ? ` ${first}` : `s ${first} and ${second}`})`,
      'A merge may have kept both sides. Restore it (git checkout), or delete it and record again.',
    ),
  baselineForeign: (path: string, schema: string | null) =>
    new UserError(
      'baseline-foreign',
      `${path} is not a baseline of footprint-gate: ${schema === null ? 'it has no "schema"' : `its "schema" is ${JSON.stringify(schema)}`}`,
      'Give the right file as `baseline`. The file was left as it is.',
    ),
  baselineNewer: (path: string, schema: string) =>
    new UserError(
      'baseline-newer',
      `the baseline ${path} was written by a newer footprint-gate (its "schema" is ${JSON.stringify(schema)})`,
      'Update footprint-gate to the version that wrote it, or delete the file and record again with this one.',
    ),
  baselineMalformed: (path: string, problems: readonly string[], more: number) =>
    new UserError(
      'baseline-malformed',
      `the baseline ${path} is damaged: ${problems.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
      'Restore it (git checkout), or delete it and record again; a baseline is never edited by hand.',
    ),
  nothingToRecord: (scenario: string, runs: number, doubts: readonly string[]) =>
    new UserError(
      'nothing-to-record',
      `nothing can be recorded of ${scenario}: ${runs === 0 ? 'it was not run' : 'no run of it counts'}`,
      'A baseline is made only of runs that came to rest and could be read in full; the stored one was left as it is.',
      { exitCode: 3, detail: doubts.join('\n') },
    ),
} as const
