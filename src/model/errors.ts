import { constants } from 'node:os'
import { METRIC_NAMES } from './metrics.ts'
import type { ProcFailure } from './proc-files.ts'
import type { Phase } from './progress.ts'

/** 2: wrong use, bad configuration, or the program failed. 3: nothing can be concluded. */
type ErrorExitCode = 2 | 3

/**
 * A failure that the user can mend. Its message says what failed and with which value, its hint what to do;
 * it is shown without a stack. Every other error is a bug of ours and keeps its stack.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** Stable, for tests and scripts. */
  readonly code: string
  readonly hint: string
  readonly exitCode: ErrorExitCode
  /** Text of others (the end of a program's output) that explains it. Untrusted: renderers neutralise it. */
  readonly detail: string | null

  constructor(
    code: string,
    message: string,
    hint: string,
    options: { exitCode?: ErrorExitCode; detail?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = hint
    this.exitCode = options.exitCode ?? 2
    this.detail = options.detail === undefined || options.detail === '' ? null : options.detail
  }
}

/** The same error, told with the place that it came from. */
export function locate(error: unknown, where: string): unknown {
  if (!(error instanceof UserError)) return error
  const { code, message, hint, exitCode, detail, cause } = error
  return new UserError(code, `${where}: ${message}`, hint, { exitCode, detail: detail ?? undefined, cause })
}

const { signals } = constants

const list = (values: readonly string[]) => values.join(', ')

/** What a system error means, in words; its own text where there are none. */
function causeInWords({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `permission denied (${code})`
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return `no space left for it (${code})`
    case 'EROFS':
      return 'the file system is read-only (EROFS)'
    case 'ENOTDIR':
      return 'a part of its path is a file, not a directory (ENOTDIR)'
    case 'ELOOP':
      return 'its symbolic links go round in a circle (ELOOP)'
    case undefined:
    default:
      return message
  }
}

/** As a shell tells it: above 128 a signal. */
function describeStatus(status: number): string {
  const signal = Object.entries(signals).find(([, number]) => number === status - 128)?.[0]
  return signal === undefined ? `status ${status}` : `status ${status} (${signal})`
}

/** When a program ended that should have kept running. */
const DURING: Readonly<Record<Phase, string>> = {
  starting: 'before it was ready',
  settling: 'while it came to rest',
  'under-workload': 'under its workload',
  soaking: 'during the soak',
  running: 'while it ran',
}

/** `null`: without a word to its supervisor. */
function describeEnd(status: number | null): string {
  return status === null ? 'was killed' : `ended with ${describeStatus(status)}`
}

/** The catalogue of everything that users can get wrong or run into. */
export const errors = {
  // ── what was asked ──
  unknownMetric: (name: string) =>
    new UserError('unknown-metric', `unknown metric "${name}"`, `Use one of: ${list(METRIC_NAMES)}.`),
  badBudget: (metric: string, spec: string, why: string) =>
    new UserError(
      'bad-budget',
      `cannot read the budget "${spec}" of ${metric}: ${why}`,
      'Write increases and a ceiling, comma-separated: "+2%, +64KiB, <=20MiB" (counts: "+100", "<=5000").',
    ),

  badReady: (text: string, why: string) =>
    new UserError(
      'bad-ready',
      `cannot read the ready condition "${text}": ${why}`,
      'Use one of: tcp:PORT, http://…, https://…, log:/regex/, file:PATH, command:COMMAND, delay:2s.',
    ),
  badCommand: (text: string, why: string) =>
    new UserError(
      'bad-command',
      `cannot split the command "${text}": ${why}`,
      'It is run without a shell. Quote what is meant as it stands, or set "shell: true" in the configuration file.',
    ),
  badValue: (name: string, value: string, expected: string) =>
    new UserError('bad-value', `${name} cannot be "${value}"`, `Use ${expected}.`),
  nothingToMeasure: (command: string, file: string) =>
    new UserError(
      'nothing-to-measure',
      'there is no program to measure',
      `Give its command (${command}), or describe it in ${file}.`,
    ),
  contradiction: (one: string, other: string, hint: string) =>
    new UserError('contradiction', `${one} and ${other} cannot be used together`, hint),
  configMissing: (path: string) =>
    new UserError('config-missing', `the configuration file ${path} does not exist`, 'Correct its path.'),
  configUnreadable: (path: string, cause: NodeJS.ErrnoException) =>
    new UserError(
      'config-unreadable',
      `cannot read the configuration file ${path}: ${causeInWords(cause)}`,
      'Make it a file that this user may read.',
      { cause },
    ),
  configMalformed: (where: string, why: string) =>
    new UserError(
      'config-malformed',
      `${where}: ${why}`,
      'The keys and their values are described in docs/configuration.md.',
    ),
  reportUnwritable: (path: string, cause: NodeJS.ErrnoException) =>
    new UserError(
      'report-unwritable',
      `cannot write the report ${path}: ${causeInWords(cause)}`,
      'Name a file that this user may write, or - for stdout.',
      { cause },
    ),
  outputUnwritable: (cause: NodeJS.ErrnoException) =>
    new UserError(
      'output-unwritable',
      `cannot write the result to stdout: ${causeInWords(cause)}`,
      'Without its result a verdict is not told. Free some space, or send stdout elsewhere.',
      { cause },
    ),
  unknownScenario: (name: string, known: readonly string[]) =>
    new UserError('unknown-scenario', `there is no scenario "${name}"`, `Use one of: ${list(known)}.`),

  // ── the program ──
  workingDirectoryMissing: (path: string) =>
    new UserError(
      'working-directory-missing',
      `the working directory ${path} does not exist`,
      'Make it, or name another by working-directory (relative paths start at the configuration file).',
    ),
  commandNotFound: (program: string, workingDirectory: string) =>
    new UserError(
      'command-not-found',
      `the command "${program}" was not found`,
      program.includes('/')
        ? `Paths are relative to ${workingDirectory}. Is the program built before this step?`
        : 'It is in no folder of PATH. Give its path, or install it before this step.',
    ),
  commandNotExecutable: (path: string) =>
    new UserError('command-not-executable', `${path} is not executable`, `Make it so: chmod +x ${path}`),
  cannotLaunch: (program: string, why: string) =>
    new UserError(
      'cannot-launch',
      `cannot launch "${program}": ${why}`,
      'Does it run from a shell on this machine?',
    ),
  portOccupied: (port: number, owner: string | null) =>
    new UserError(
      'port-occupied',
      `port ${port} is occupied before the launch${owner === null ? '' : ` by ${owner}`}`,
      'Stop what listens there, or let the program use another port: a leftover would answer in its place.',
    ),
  exitedEarly: (scenario: string, status: number | null, during: Phase, output: string) =>
    new UserError(
      'exited-early',
      `${scenario} ${describeEnd(status)} ${DURING[during]}`,
      'A service must keep running. For a program that ends by itself use "until: exit".',
      { detail: output },
    ),
  programFailed: (scenario: string, status: number | null, output: string) =>
    new UserError(
      'program-failed',
      `${scenario} ${status === null ? 'was killed' : `failed with ${describeStatus(status)}`}`,
      'With "until: exit" the program must end with status 0: figures of a failed run are no evidence.',
      { detail: output },
    ),
  neverEnded: (scenario: string, timeout: string, output: string) =>
    new UserError(
      'never-ended',
      `${scenario} had not ended after ${timeout}`,
      'Raise settle-timeout, or use "until: steady" for a program that keeps running.',
      { detail: output },
    ),
  neverReady: (
    scenario: string,
    condition: string,
    timeout: string,
    why: string,
    output: string,
    cure = 'Correct the ready condition, or raise ready-timeout.',
  ) =>
    new UserError('never-ready', `${scenario} was not ready after ${timeout}: ${condition} ${why}`, cure, {
      detail: output,
    }),
  slowPattern: (condition: string, seconds: number) =>
    new UserError(
      'slow-pattern',
      `the pattern of ${condition} was still at work on a part of the output after ${seconds} s`,
      'Repeats within repeats, such as (a+)+, may take for ever. Write a simpler pattern.',
    ),
  workloadFailed: (scenario: string, command: string, status: number | null, output: string) =>
    new UserError(
      'workload-failed',
      `the workload of ${scenario} failed ${status === null ? '(killed)' : `with ${describeStatus(status)}`}: ${command}`,
      status === 128 + signals.SIGPIPE
        ? 'A reader of a pipe, such as head or grep -q, ended before its writer. Let it read to the end, or end that part by "|| true".'
        : 'Every part of it must end with status 0, each command and each part of a pipe. Run it by hand against the running program.',
      { detail: output },
    ),
  workloadTimedOut: (scenario: string, command: string, timeout: string) =>
    new UserError(
      'workload-timed-out',
      `the workload of ${scenario} had not ended after ${timeout}: ${command}`,
      'Make it shorter, or raise workload-timeout in the configuration file.',
    ),
  notLinux: (platform: string) =>
    new UserError(
      'not-linux',
      `footprint-gate measures on Linux only, not on ${platform}`,
      'It reads /proc/PID/smaps. Run it on a Linux machine: in a workflow, "runs-on: ubuntu-latest".',
    ),
  noProc: (found: 'text' | ProcFailure['kind']) =>
    new UserError(
      'no-proc',
      `cannot read /proc/self/smaps: ${found === 'text' ? 'it is empty' : found}`,
      'The kernel needs CONFIG_PROC_PAGE_MONITOR, and the container its /proc. Run on a plain Linux runner.',
    ),

  // ── the baseline ──
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
      'What was there before is still there. Mend the cause and record again, or give another one as `baseline`.',
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
      `nothing can be recorded of ${scenario}: ${runs === 0 ? 'it was not run' : `none of its ${runs} runs is evidence`}`,
      'A baseline is made only of runs that came to rest and could be read in full; the stored one was left as it is.',
      { exitCode: 3, detail: doubts.join('\n') },
    ),
  // ── GitHub ──
  unknownInput: (name: string, legal: readonly string[]) =>
    new UserError('unknown-input', `unknown input "${name}"`, `Use one of: ${list(legal)}.`),
  commentModeMissing: () =>
    new UserError(
      'comment-mode-missing',
      'this version does not have "mode: comment" yet',
      'Use "mode: check"; on pull requests from forks its report is in the job summary.',
    ),
  notOnRunner: (variable: string) =>
    new UserError(
      'not-on-runner',
      `${variable} is not set, or not to what the runner of a workflow sets it to`,
      'The action runs as a step of a workflow. Elsewhere, use the command line: npx footprint-gate check.',
    ),
} as const
