import { METRIC_NAMES } from '../metrics.ts'
import { UserError } from './user-error.ts'
import { causeInWords, list, someOf } from './words.ts'

/** What people ask for and cannot have: flags, inputs, the configuration file, files to write. */
export const requestErrors = {
  unknownMetric: (name: string) =>
    new UserError('unknown-metric', `unknown metric "${name}"`, `Use one of: ${list(METRIC_NAMES)}.`),
  badBudget: (metric: string, spec: string, why: string) =>
    new UserError(
      'bad-budget',
      `cannot read the budget "${spec}" of ${metric}: ${why}`,
      'Write increases, a ceiling and, for counts, a floor, comma-separated: "+2%, +64KiB, <=20MiB" (counts: "+100", "<=5000", ">=3").',
    ),

  badReady: (text: string, why: string) =>
    new UserError(
      'bad-ready',
      `cannot read the ready condition "${text}": ${why}`,
      'Use one of: tcp:PORT, udp:PORT, unix:PATH, http://…, https://… (and a status behind a space), log:/regex/, file:PATH, command:COMMAND, delay:2s.',
    ),
  badTarget: (text: string, why: string) =>
    new UserError(
      'bad-target',
      `cannot read the target "${text}": ${why}`,
      'Use one of: pid-file:PATH, container:NAME, unit:NAME.',
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
  buildOfNothing: (build: string, compareWith: string) =>
    new UserError(
      'build-of-nothing',
      `${build} builds the base, but nothing says what that is`,
      `Name it, such as ${compareWith} base.`,
    ),
  configMissing: (path: string) =>
    new UserError('config-missing', `the configuration file ${path} does not exist`, 'Correct its path.'),
  configUnreadable: (path: string, cause: NodeJS.ErrnoException) =>
    new UserError(
      'config-unreadable',
      `cannot read the configuration file ${path}: ${causeInWords(cause)}`,
      'Check that the file is readable by the current user.',
      { cause },
    ),
  configNoFile: (path: string) =>
    new UserError(
      'config-no-file',
      `the configuration ${path} is not a file`,
      'Name a file, such as footprint.yml: a folder, a pipe or a device cannot hold a configuration.',
    ),
  configTooLarge: (path: string, size: string, limit: string) =>
    new UserError(
      'config-too-large',
      `the configuration file ${path} is too large: ${size}, where ${limit} is the limit`,
      'Name the right file: a scenario takes some lines.',
    ),
  configNotText: (path: string) =>
    new UserError(
      'config-not-text',
      `the configuration file ${path} is not UTF-8 text`,
      'Save it as UTF-8: names in another encoding would change on their way into reports.',
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
  pageMissing: (path: string, cause: NodeJS.ErrnoException) =>
    new UserError(
      'page-missing',
      `cannot read the page of the HTML report ${path}: ${causeInWords(cause)}`,
      'It is a part of footprint-gate: install it again. In a clone, run "npm run bundle".',
      { cause },
    ),
  outputUnwritable: (cause: NodeJS.ErrnoException) =>
    new UserError(
      'output-unwritable',
      `cannot write the result to stdout: ${causeInWords(cause)}`,
      'The verdict could not be printed. Free some disk space or redirect stdout.',
      { cause },
    ),
  explanationOnBranch: () =>
    new UserError(
      'explanation-on-branch',
      'an explanation is kept beside the baseline, and there is nothing beside it on a branch',
      'Leave out one of explain: always and baseline-store: branch. With compare-with, both sides are explained.',
    ),
  explanationUnusable: (path: string, why: string) =>
    new UserError(
      'explanation-unusable',
      `cannot use the explanation ${path}: ${why}`,
      'Give a file that footprint-gate explain --json has written.',
    ),
  oneScenario: (names: readonly string[]) =>
    new UserError(
      'one-scenario',
      `one scenario at a time can be explained, and the file has ${names.length}`,
      `Name one by --scenario: ${someOf(names, 10)}.`,
    ),
  unknownScenario: (name: string, known: readonly string[]) =>
    new UserError('unknown-scenario', `there is no scenario "${name}"`, `Use one of: ${list(known)}.`),
} as const
