import { stringify } from 'yaml'
import type { BuildStep } from '../../config/guess/project.ts'

interface WorkflowOptions {
  /** From the top of the repository. */
  readonly config: string
  readonly baseline: string
  readonly build: readonly BuildStep[]
  /** Where the build steps run, from the top of the repository; `.` is the top. */
  readonly directory: string
}

/**
 * The text of a first workflow: it checks every pull request, and records the baseline when it is started by hand.
 */
export function renderStarterWorkflow({ config, baseline, build, directory }: WorkflowOptions): string {
  const steps = build.length === 0 ? [NO_BUILD] : build.map((step) => renderStep(step, directory))
  return `# Checks the writable memory of every pull request. Started by hand ("Run workflow"), it records the baseline
# instead, on the same kind of machine, and keeps it as an artifact of the run to be committed as ${baseline}.
name: Footprint

# Without \`paths\`: where this check is required, a workflow that is skipped by its paths blocks the pull request.
on:
  pull_request:
  workflow_dispatch:

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
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v6
        with:
          # The measured program could read them.
          persist-credentials: false
${steps.join('\n')}
      - uses: footprint-gate/footprint-gate@v0
        with:
          config-file: ${stringify(config).trimEnd()}
          mode: \${{ github.event_name == 'workflow_dispatch' && 'record' || 'check' }}
      - if: github.event_name == 'workflow_dispatch'
        uses: actions/upload-artifact@v6
        with:
          name: footprint-baseline
          path: ${stringify(baseline).trimEnd()}
          # A file in a folder whose name begins with a dot is hidden.
          include-hidden-files: true
          if-no-files-found: error
`
}

const NO_BUILD = '      # Whatever builds your program goes here, such as:\n      # - run: make'

function renderStep(step: BuildStep, directory: string): string {
  const place = directory === '.' ? {} : { 'working-directory': directory }
  const value =
    'run' in step ? { run: inert(step.run), ...place } : { ...step, with: inDirectory(step.with, directory) }
  const lines = stringify(value, { lineWidth: 0 }).trimEnd().split('\n')
  return lines.map((line, index) => (index === 0 ? `      - ${line}` : `        ${line}`)).join('\n')
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
