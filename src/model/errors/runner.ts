import { UserError } from './user-error.ts'
import { list } from './words.ts'

/** What can be wrong with a workflow and its runner. */
export const runnerErrors = {
  unknownInput: (name: string, valid: readonly string[]) =>
    new UserError('unknown-input', `unknown input "${name}"`, `Use one of: ${list(valid)}.`),
  noResultsNamed: (mode: string) =>
    new UserError(
      'no-results-named',
      `"mode: ${mode}" measures nothing itself, and the input results is empty`,
      'Name the files that the measuring jobs have uploaded, such as "results: results/**/*.json".',
    ),
  notWorkflowRun: (event: string) =>
    new UserError(
      'not-workflow-run',
      `"mode: comment" runs on workflow_run, not on ${event}`,
      'Use it in a workflow that is started by the end of the one that measures: see docs/pull-requests-from-forks.md.',
    ),
  eventUnreadable: (path: string, why: string) =>
    new UserError(
      'event-unreadable',
      `the event file ${path} cannot be read: ${why}`,
      'The runner writes GITHUB_EVENT_PATH: see whether an earlier step changed the file or the variable.',
    ),
  notPosted: (why: string) =>
    new UserError(
      'not-posted',
      why,
      'The job needs the permissions "pull-requests: write", "contents: read" and "actions: read".',
    ),
  notOnRunner: (variable: string) =>
    new UserError(
      'not-on-runner',
      `${variable} is not set, or not to what the runner of a workflow sets it to`,
      'The action runs as a step of a workflow. Elsewhere, use the command line: npx footprint-gate check.',
    ),
} as const
