/** The headings under which the help lists flags. */
export type OptionGroup =
  'program' | 'runs' | 'gate' | 'remedies' | 'explanation' | 'view' | 'output' | 'action'

/** The commands that measure, and so take a scenario. */
export type MeasuringCommand = 'check' | 'record' | 'selftest' | 'what-if' | 'explain' | 'bisect'

/** The commands that judge what was measured before. */
export type JudgingCommand = 'compare' | 'report'

/** The commands that have flags. */
export type FlaggedCommand = MeasuringCommand | JudgingCommand | 'show'

const MEASURING_COMMANDS: readonly FlaggedCommand[] = [
  'check',
  'record',
  'selftest',
  'what-if',
  'explain',
  'bisect',
]

const MOST_RUNS = 100

export interface OptionDefinition {
  readonly group: OptionGroup
  readonly kind: 'text' | 'duration' | 'count' | 'choice' | 'list' | 'switch' | 'map'
  /** The least and the most that a count may be. */
  readonly range?: readonly [number, number]
  /** One clause for help, action.yml and the documentation alike; without its default. */
  readonly help: string
  /** The values that a choice takes, its default first. */
  readonly choices?: readonly [string, ...string[]]
  /** What holds when nobody says otherwise, in words. */
  readonly default?: string
  /** The value as the help shows it, where it is a flag; `--config` has a name of its own. */
  readonly flag?: {
    /** `null` of a flag that has none: it is given or not. */
    readonly value: string | null
    /** What the flag means without its value, which may be left out then. */
    readonly byItself?: string
    readonly name?: string
    /** All that measure, unless some are named. */
    readonly commands?: readonly FlaggedCommand[]
  }
  /** Whether it is an input of the action; with the default of action.yml where the runner must fill it in. */
  readonly input?: true | { readonly default: string }
  /** Whether nobody sets it: the default of action.yml says what it is. */
  readonly automatic?: true
  /** Where it may stand in footprint.yml. */
  readonly file?: 'scenario' | 'gate' | 'both'
  /** Whether a command to paste must repeat it to measure the same. */
  readonly identifies?: true
}

/**
 * Everything that can be asked of footprint-gate. Flags, inputs, `action.yml`, the help, the keys and the JSON
 * Schema of `footprint.yml`, the table of docs/configuration.md and the command to paste come from here.
 */
export const OPTIONS = {
  run: {
    group: 'program',
    kind: 'text',
    help: 'the command that starts the program, split into words as a shell would, but run without a shell',
    input: true,
    file: 'scenario',
  },
  name: {
    group: 'program',
    kind: 'text',
    help: 'what reports and the baseline call it',
    default: 'the name of the program',
    flag: { value: 'name' },
    input: true,
    file: 'scenario',
    identifies: true,
  },
  'config-file': {
    group: 'program',
    kind: 'text',
    help: 'the file that describes the scenarios to measure',
    default: 'footprint.yml, if it exists',
    flag: { value: 'file', name: 'config' },
    input: true,
  },
  scenario: {
    group: 'program',
    kind: 'list',
    help: 'measure only this scenario of the file (repeatable)',
    flag: { value: 'name' },
  },
  shell: {
    group: 'program',
    kind: 'switch',
    help: 'whether `run` is the text of a shell, which is then part of what is measured: true or false',
    default: 'false',
    file: 'scenario',
  },
  'working-directory': {
    group: 'program',
    kind: 'text',
    help: 'where the program starts',
    default: 'the workspace; in a file, the folder of the file',
    input: true,
    file: 'scenario',
  },
  env: {
    group: 'program',
    kind: 'map',
    help: 'variables to add to the clean environment of the program',
    file: 'scenario',
  },
  'pass-env': {
    group: 'program',
    kind: 'list',
    help: 'variables of the step that the program gets too, by name, such as DATABASE_URL or AWS_* (repeatable; as an input, one a line or with commas between them)',
    flag: { value: 'name' },
    input: true,
    file: 'scenario',
    identifies: true,
  },
  ready: {
    group: 'program',
    kind: 'list',
    help: 'when it has started: tcp:PORT, udp:PORT, unix:PATH, http://…, log:/regex/, file:PATH, command:…, delay:2s (repeatable, as an input one a line: then all must hold)',
    flag: { value: 'condition' },
    input: true,
    file: 'scenario',
    identifies: true,
  },
  'ready-timeout': {
    group: 'program',
    kind: 'duration',
    help: 'how long it may take to be ready',
    default: '60s',
    flag: { value: 'duration' },
    input: true,
    file: 'scenario',
    identifies: true,
  },
  target: {
    group: 'program',
    kind: 'text',
    help: 'what to measure where run only asks another service to start the program: pid-file:PATH, container:NAME or unit:NAME',
    default: 'what run launches',
    flag: { value: 'which' },
    input: true,
    file: 'scenario',
    identifies: true,
  },
  until: {
    group: 'program',
    kind: 'choice',
    help: 'what ends a run: steady for a service, exit for a program that ends by itself',
    choices: ['steady', 'exit'],
    flag: { value: 'state' },
    input: true,
    file: 'scenario',
    identifies: true,
  },
  workload: {
    group: 'program',
    kind: 'text',
    help: 'a shell command that loads the program and ends with status 0; memory is measured after it',
    flag: { value: 'command' },
    input: true,
    file: 'scenario',
    identifies: true,
  },
  'workload-timeout': {
    group: 'program',
    kind: 'duration',
    help: 'how long the workload may take, and prepare and cleanup each',
    default: '10m',
    file: 'scenario',
  },
  prepare: {
    group: 'program',
    kind: 'text',
    help: 'a shell command to run before each run, such as one that removes the data of the last one; in no figure',
    flag: { value: 'command' },
    file: 'scenario',
    identifies: true,
  },
  cleanup: {
    group: 'program',
    kind: 'text',
    help: 'a shell command to run after each run, also after one that failed; in no figure',
    flag: { value: 'command' },
    file: 'scenario',
    identifies: true,
  },
  soak: {
    group: 'program',
    kind: 'duration',
    help: 'hold the program under its workload for this long and measure its growth',
    flag: { value: 'duration' },
    input: true,
    file: 'scenario',
    identifies: true,
  },
  'settle-timeout': {
    group: 'program',
    kind: 'duration',
    help: 'how long it may take to come to rest, or to end',
    default: '60s; 10m until exit',
    flag: { value: 'duration' },
    input: true,
    file: 'scenario',
    identifies: true,
  },
  'rest-timeout': {
    group: 'program',
    kind: 'duration',
    help: 'how long it may take to come to rest before its workload, which starts then, at rest or not',
    default: '5s',
    flag: { value: 'duration' },
    file: 'scenario',
    identifies: true,
  },
  'stop-signal': {
    group: 'program',
    kind: 'text',
    help: 'the signal that asks it to stop',
    default: 'SIGTERM',
    file: 'scenario',
  },
  'stop-timeout': {
    group: 'program',
    kind: 'duration',
    help: 'how long it may take to stop before it is killed',
    default: '5s',
    file: 'scenario',
  },
  runs: {
    group: 'runs',
    kind: 'count',
    range: [1, MOST_RUNS],
    help: 'runs that count; three suffice when each is clearly inside the budget',
    default: '5',
    flag: { value: 'n' },
    input: true,
    file: 'both',
    identifies: true,
  },
  'max-runs': {
    group: 'runs',
    kind: 'count',
    range: [1, MOST_RUNS],
    help: 'maximum runs, when the result is borderline or must be confirmed',
    default: '10',
    flag: { value: 'n' },
    input: true,
    file: 'both',
    identifies: true,
  },
  warmup: {
    group: 'runs',
    kind: 'count',
    range: [0, MOST_RUNS],
    help: 'runs to discard first',
    default: '1',
    flag: { value: 'n' },
    file: 'both',
    identifies: true,
  },
  budget: {
    group: 'gate',
    kind: 'list',
    help: 'what a metric may do, such as writable=+1%,+64KiB,<=20MiB or minor-faults=none (repeatable; as an input, one a line)',
    flag: {
      value: 'metric=spec',
      commands: [...MEASURING_COMMANDS, 'compare'],
    },
    input: true,
  },
  budgets: {
    group: 'gate',
    kind: 'map',
    help: 'what each metric may do, such as writable: "+1%, +64KiB, <=20MiB"',
    file: 'scenario',
  },
  baseline: {
    group: 'gate',
    kind: 'text',
    help: 'the file with the stored measurements',
    default: '.github/footprint-baseline.json',
    flag: { value: 'file' },
    input: true,
    file: 'gate',
  },
  'baseline-from': {
    group: 'gate',
    kind: 'choice',
    help: 'whose baseline holds: head is that of the checkout, where a pull request that raises a level is accepted and said so; base is that of what it is merged into, and no level may be raised',
    choices: ['head', 'base'],
    flag: { value: 'side', commands: ['check'] },
    input: true,
  },
  'baseline-store': {
    group: 'gate',
    kind: 'choice',
    help: 'where that file is kept: file, in the repository, to be committed by you; or branch, on the branch footprint-baseline, where record puts it by itself (needs contents: write)',
    choices: ['file', 'branch'],
    flag: { value: 'where', commands: ['check', 'record'] },
    input: true,
    file: 'gate',
    identifies: true,
  },
  'compare-with': {
    group: 'gate',
    kind: 'text',
    help: 'measure this in turn with the head, instead of comparing with the baseline: base (what the pull request, the queue or the push adds to), merge-base, or any branch, tag or commit',
    flag: { value: 'what', commands: ['check'] },
    input: true,
  },
  build: {
    group: 'gate',
    kind: 'text',
    help: 'the shell command that builds what compare-with names, or each commit of a bisection, in a checkout of its own',
    flag: { value: 'command', commands: ['check', 'bisect'] },
    input: true,
  },
  'base-working-directory': {
    group: 'gate',
    kind: 'text',
    help: 'where the base is checked out and built already: its counterpart of the working directory',
    flag: { value: 'folder', commands: ['check'] },
    input: true,
  },
  'on-missing-baseline': {
    group: 'gate',
    kind: 'choice',
    help: 'what to do when nothing was recorded yet: warn, fail or pass',
    choices: ['warn', 'fail', 'pass'],
    flag: { value: 'how', commands: ['check', 'compare', 'report'] },
    input: true,
    file: 'gate',
  },
  'on-inconclusive': {
    group: 'gate',
    kind: 'choice',
    help: 'what to do when the measurement proves nothing: fail or warn',
    choices: ['fail', 'warn'],
    flag: { value: 'how', commands: ['check', 'compare', 'report'] },
    input: true,
    file: 'gate',
  },
  explain: {
    group: 'gate',
    kind: 'choice',
    help: 'whether to trace one run that says where the memory came from: auto does so when a check has regressed, is over its limit or has improved; a record keeps what it finds when this is always; a bisection traces the last good commit and the first bad one unless this is never',
    choices: ['auto', 'always', 'never'],
    flag: { value: 'when', commands: ['check', 'record', 'bisect'] },
    input: true,
    file: 'gate',
  },
  try: {
    group: 'remedies',
    kind: 'list',
    help: 'a remedy to try, by name (repeatable)',
    default: 'all that fit the runtime of the program, unless others are asked for',
    flag: { value: 'name', commands: ['what-if'] },
  },
  'try-env': {
    group: 'remedies',
    kind: 'list',
    help: 'a variable to try, such as LD_PRELOAD=libjemalloc.so.2 (repeatable)',
    flag: { value: 'name=value', name: 'env', commands: ['what-if'] },
  },
  lazy: {
    group: 'remedies',
    kind: 'list',
    help: 'a module of Python to import at its first use (repeatable)',
    flag: { value: 'module', commands: ['what-if'] },
  },
  mode: {
    group: 'action',
    kind: 'choice',
    help: 'what to do: check measures, compares with the baseline and fails on a regression; record measures and writes the baseline for you to commit; report makes one comment, summary and verdict of the results of other jobs; comment posts those of a workflow that may not (on workflow_run)',
    choices: ['check', 'record', 'report', 'comment'],
    input: true,
  },
  results: {
    group: 'action',
    kind: 'list',
    help: 'for the modes report and comment, and for record in a job that measures nothing itself: the results, one path, folder or glob a line',
    input: true,
  },
  trace: {
    group: 'explanation',
    kind: 'text',
    help: 'what to watch the run by: auto is all that there is; or any of perf (page faults), files (strace) and imports (probes in Python, Node and Ruby), with commas between them; or none',
    default: 'auto',
    flag: { value: 'means', commands: ['explain'] },
  },
  stacks: {
    group: 'explanation',
    kind: 'choice',
    help: 'whether to record which code touched the pages, and how its callers are found: auto (by frame pointers, and where these do not lead to main by dwarf), frame-pointers, dwarf or off',
    choices: ['auto', 'off', 'frame-pointers', 'dwarf'],
    flag: { value: 'how', commands: ['explain'] },
  },
  by: {
    group: 'view',
    kind: 'choice',
    help: 'one table, with every row: permissions, process, group, library or mapping',
    choices: ['permissions', 'process', 'group', 'library', 'mapping'],
    default: 'permissions, and the largest processes and groups',
    flag: { value: 'what', commands: ['show'] },
  },
  'no-tree': {
    group: 'view',
    kind: 'switch',
    help: 'only the processes that were named, without those that descend from them',
    flag: { value: null, commands: ['show'] },
  },
  watch: {
    group: 'view',
    kind: 'duration',
    help: 'read again and again, until Ctrl-C',
    default: '2s between readings',
    flag: { value: 'duration', byItself: '2s', commands: ['show'] },
  },
  against: {
    group: 'view',
    kind: 'text',
    help: 'what is new, gone, grown and shrunk since an earlier --json; explain takes command:COMMAND, too, and traces that first',
    flag: { value: 'file', commands: ['show', 'explain'] },
  },
  bisect: {
    group: 'output',
    kind: 'switch',
    help: 'exit as git bisect run wants it: 0 good, 1 bad, 125 when nothing is proven',
    flag: { value: null, commands: ['check'] },
  },
  json: {
    group: 'output',
    kind: 'text',
    help: 'write the result as JSON; - is stdout',
    flag: {
      value: 'file',
      commands: ['check', 'record', 'selftest', 'what-if', 'explain', 'bisect', 'compare', 'report', 'show'],
    },
  },
  markdown: {
    group: 'output',
    kind: 'text',
    help: 'write the comment of the pull request; - is stdout',
    flag: { value: 'file', commands: ['check', 'compare', 'report', 'explain'] },
  },
  speedscope: {
    group: 'output',
    kind: 'text',
    help: 'write it for https://speedscope.app; - is stdout',
    flag: { value: 'file', commands: ['explain'] },
  },
  folded: {
    group: 'output',
    kind: 'text',
    help: 'write it as folded stacks, as flamegraph.pl and others read them; - is stdout',
    flag: { value: 'file', commands: ['explain'] },
  },
  pprof: {
    group: 'output',
    kind: 'text',
    help: 'write it as a profile for pprof, gzipped',
    flag: { value: 'file', commands: ['explain'] },
  },
  export: {
    group: 'output',
    kind: 'list',
    help: 'write the result for another tool: github-action-benchmark=FILE, bencher=FILE, openmetrics=FILE or junit=FILE (repeatable; as an input, one a line)',
    flag: { value: 'format=file', commands: ['check', 'compare', 'report'] },
    input: true,
  },
  html: {
    group: 'output',
    kind: 'text',
    help: 'write the report as a page to open in a browser, a file that needs nothing else: samples, readings over time, every mapping; - is stdout',
    flag: { value: 'file', commands: ['check', 'compare', 'report', 'explain'] },
    input: true,
  },
  needs: {
    group: 'action',
    kind: 'text',
    help: 'for the mode report: the expression toJSON(needs), so that a job which left no result at all is missed',
    input: true,
  },
  comment: {
    group: 'action',
    kind: 'choice',
    help: 'when to comment on the pull request: always, on-change, on-failure or never; there is one comment, kept up to date (needs pull-requests: write)',
    choices: ['always', 'on-change', 'on-failure', 'never'],
    input: true,
  },
  'comment-style': {
    group: 'action',
    kind: 'choice',
    help: 'how long the comment is: full, or compact, which folds it to one line when all is well',
    choices: ['full', 'compact'],
    input: true,
  },
  'comment-key': {
    group: 'action',
    kind: 'text',
    help: 'keeps the comments of several gates on one pull request apart',
    default: 'the workflow, the job, its leg of the matrix, and `name`',
    input: true,
  },
  'job-summary': {
    group: 'action',
    kind: 'choice',
    help: 'whether to add the report to the summary of the job: true or false',
    choices: ['true', 'false'],
    input: true,
  },
  'github-token': {
    group: 'action',
    kind: 'text',
    help: 'the token that comments',
    default: 'the token of the job',
    input: { default: '${{ github.token }}' },
  },
  matrix: {
    group: 'action',
    kind: 'text',
    help: 'do not set: which leg of a matrix this job is, so that each leg has its own comment',
    input: { default: '${{ toJSON(matrix) }}' },
    automatic: true,
  },
  'job-total': {
    group: 'action',
    kind: 'count',
    help: 'do not set: how many legs the matrix of this job has, so that a report misses none',
    input: { default: '${{ strategy.job-total }}' },
    automatic: true,
  },
  'job-check-run-id': {
    group: 'action',
    kind: 'text',
    help: 'do not set: the number of this job, for links to it',
    input: { default: '${{ job.check_run_id }}' },
    automatic: true,
  },
} as const satisfies Record<string, OptionDefinition>

export type Option = keyof typeof OPTIONS

type OptionsWith<Part> = {
  [Key in Option]: (typeof OPTIONS)[Key] extends Part ? Key : never
}[Option]

export type FlagOption = OptionsWith<{ flag: object }>
export type InputOption = OptionsWith<{ input: unknown }>
/** Options by which a plan is asked for, whether by a flag or by an input. */
export type PlanOption = Extract<
  FlagOption | InputOption,
  OptionsWith<{ group: 'program' | 'runs' | 'gate' }>
>
/** Options of a plan that may be given more than once. */
export type ListOption = Extract<PlanOption, OptionsWith<{ kind: 'list' }>>
/** Keys of a scenario in footprint.yml. */
export type ScenarioKey = OptionsWith<{ file: 'scenario' | 'both' }>
/** Keys at the top of footprint.yml, beside `scenarios`. */
export type GateKey = OptionsWith<{ file: 'gate' | 'both' }>

const NAMES = Object.keys(OPTIONS) as readonly Option[]

/** What is known of an option. */
export function optionOf(key: Option): OptionDefinition {
  return OPTIONS[key]
}

export const FLAG_OPTIONS = NAMES.filter((key): key is FlagOption => optionOf(key).flag !== undefined)
export const INPUT_OPTIONS = NAMES.filter((key): key is InputOption => optionOf(key).input !== undefined)

/** Whether the command has a flag of this option. */
export function isFlagOf(command: FlaggedCommand, key: FlagOption): boolean {
  return (optionOf(key).flag?.commands ?? MEASURING_COMMANDS).includes(command)
}

/** Whether an option may be given more than once. */
export function isList(key: Option): key is OptionsWith<{ kind: 'list' }> {
  return optionOf(key).kind === 'list'
}

export const SCENARIO_KEYS = NAMES.filter((key): key is ScenarioKey => {
  const { file } = optionOf(key)
  return file === 'scenario' || file === 'both'
})
export const GATE_KEYS = NAMES.filter((key): key is GateKey => {
  const { file } = optionOf(key)
  return file === 'gate' || file === 'both'
})

/** The choices of an option, its default first. */
export function choicesOf<Key extends OptionsWith<{ choices: readonly string[] }>>(
  key: Key,
): (typeof OPTIONS)[Key]['choices'] {
  return OPTIONS[key].choices
}

/** What holds when nobody says otherwise, in words; `null` when nothing does. */
export function defaultOf(key: Option): string | null {
  const { choices, default: inWords } = optionOf(key)
  return inWords ?? choices?.[0] ?? null
}
