import { stringify } from 'yaml'
import type { BuildStep } from '../../config/guess/project.ts'
import { shellWord } from '../phrases/words.ts'

interface WorkflowOptions {
  /** From the top of the repository. */
  readonly config: string
  readonly baseline: string
  readonly build: readonly BuildStep[]
  /** Where the build steps run, from the top of the repository; `.` is the top. */
  readonly directory: string
}

/**
 * Whether the base can be built beside the head: by commands that leave all they make in their folder. What pip
 * installs, it installs for both.
 */
export function canBuildBase(build: readonly BuildStep[]): boolean {
  const commands = commandsOf(build)
  return commands.length > 0 && !commands.some((command) => /\bpip3?\s+install\b/.test(command))
}

/**
 * The text of a first workflow. Where the base of a pull request can be built in the job, the two are measured in turn,
 * and nothing is ever recorded; else it records the baseline when it is started by hand.
 */
export function renderStarterWorkflow(options: WorkflowOptions): string {
  const { config, baseline, build, directory } = options
  const steps = build.length === 0 ? [NO_BUILD] : build.map((step) => renderStep(step, directory))
  const isPair = canBuildBase(build)
  return `${isPair ? PAIR_HEAD : recordHead(baseline)}
permissions:
  contents: read
  # For the comment.
  pull-requests: write

concurrency:
  group: footprint-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  footprint:
    runs-on: ubuntu-24.04
    timeout-minutes: ${isPair ? 30 : 15}
    steps:
      - uses: actions/checkout@v6
        with:
          # The measured program could read them.
          persist-credentials: false
${steps.join('\n')}
      - uses: footprint-gate/footprint-gate@v0
        with:
          config-file: ${scalar(config)}
${isPair ? pairInputs(build, directory) : recordInputs(baseline)}`
}

const EVENTS =
  '# Without `paths`: where this check is required, a workflow that is skipped by its paths blocks the pull request.'

const PAIR_HEAD = `# Measures every pull request in turn with its base, in one job: nothing has to be recorded.
name: Footprint

${EVENTS}
on:
  pull_request:
  merge_group:
`

const recordHead = (
  baseline: string,
) => `# Checks the writable memory of every pull request. Started by hand ("Run workflow"), it records the baseline instead,
# on the same kind of machine, and keeps it as an artifact of the run, to be committed as
# ${baseline}.
name: Footprint

${EVENTS}
on:
  pull_request:
  workflow_dispatch:
`

function pairInputs(build: readonly BuildStep[], directory: string): string {
  const commands = commandsOf(build).map(inert)
  const text = [...(directory === '.' ? [] : [`cd ${shellWord(directory)}`]), ...commands].join('\n')
  return `          compare-with: base
          # As above, for the base.
${indented(stringify({ build: text }, { lineWidth: 0 }), 10)}
`
}

const recordInputs = (
  baseline: string,
) => `          mode: \${{ github.event_name == 'workflow_dispatch' && 'record' || 'check' }}
      - if: github.event_name == 'workflow_dispatch'
        uses: actions/upload-artifact@v6
        with:
          name: footprint-baseline
          path: ${scalar(baseline)}
          # A file in a folder whose name begins with a dot is hidden.
          include-hidden-files: true
          if-no-files-found: error
`

const NO_BUILD = '      # Whatever builds your program goes here, such as:\n      # - run: make'

function renderStep(step: BuildStep, directory: string): string {
  const place = directory === '.' ? {} : { 'working-directory': directory }
  const value =
    'run' in step ? { run: inert(step.run), ...place } : { ...step, with: inDirectory(step.with, directory) }
  return indented(stringify(value, { lineWidth: 0 }), 8).replace(/^ {8}/, '      - ')
}

function commandsOf(build: readonly BuildStep[]): readonly string[] {
  return build.flatMap((step) => ('run' in step ? [step.run] : []))
}

function scalar(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd()
}

function indented(text: string, columns: number): string {
  return text.trimEnd().replace(/^(?=.)/gm, ' '.repeat(columns))
}

/** Files that a step names are looked for from the top of the repository. */
function inDirectory(
  inputs: Readonly<Record<string, string>>,
  directory: string,
): Readonly<Record<string, string>> {
  if (directory === '.') return inputs
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      key.endsWith('-file') ? `${directory}/${value}` : value,
    ]),
  )
}

/** A command from a file of the project is no expression of the workflow. */
function inert(command: string): string {
  return command.replaceAll('${{', '$ {{')
}
