import type { GitHubServer } from './github-server.ts'
import type { Runner, StepResult } from './runner.ts'

/**
 * All that a step said to everybody, as one text: its exit code, its log, its outputs, its summary, and what
 * it asked of GitHub, with what is different each time taken out by {@link normalize}.
 */
export function renderConversation(step: StepResult, runner: Runner, server: GitHubServer): string {
  const { 'comment-body': commentBody, ...outputs } = step.outputs
  const posted = server.requests.some(({ body }) => textOf(body) === commentBody)
  const sections = [
    ['exit code', String(step.exitCode)],
    ['log', step.log],
    [
      'outputs',
      Object.entries(outputs)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
    ],
    ['output comment-body', posted ? '(the text of the comment below)' : (commentBody ?? '(none)')],
    ['summary', step.summary],
    ...server.requests.map(({ method, path, status, body }) => [
      `${method} ${path} → ${status}`,
      textOf(body) ?? '',
    ]),
  ]
  return sections.map(([title, text]) => `━━ ${title}\n${normalize(text ?? '', runner).trim()}\n`).join('\n')
}

function textOf(body: unknown): string | null {
  return typeof body === 'object' && body !== null && 'body' in body && typeof body.body === 'string'
    ? body.body
    : null
}

/** Figures that are what they are by construction: 256 pages more, or none, and the budget. */
const CERTAIN = ['1.00 MiB', '0 B', '64 KiB']

/**
 * Takes out what differs from machine to machine and from run to run:
 * - the folders of this test, and random names;
 * - figures with their units, percentages and probabilities, but for the {@link CERTAIN} ones;
 * - how often a line about a run is repeated, as borderline cases get more runs;
 * - how columns are aligned, as it follows the width of the figures;
 * - what is folded away (all figures, samples, runs, processes, the environment): the report has its own tests.
 */
export function normalize(text: string, { workspace, temp }: Runner): string {
  return text
    .replaceAll(workspace, '<workspace>')
    .replaceAll(temp, '<temp>')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<random>')
    .replaceAll(/\/footprint-gate-\w{6}\//g, '/footprint-gate-<random>/')
    .replaceAll(/(<details><summary>.*<\/summary>)[^]*?<\/details>/g, '$1…</details>')
    .replaceAll(/\d[\d,.]* (B|KiB|MiB|s|%)(?!\w)/g, (figure, unit: string) =>
      CERTAIN.includes(figure) ? figure : `# ${unit}`,
    )
    .replaceAll(/\d[\d,.]* %25/g, '# %25')
    .replaceAll(/\d[\d,.]* → #/g, '# → #')
    .replaceAll(/p = \d[\d.]*/g, 'p = #')
    .replaceAll(/^(writable|minor-faults|minor-faults-delta)=-?\d+$/gm, '$1=#')
    .replaceAll(/ {2,}/g, '  ')
    .replaceAll(/\d+ of \d+: #/g, '# of #: #')
    .replaceAll(/(::stop-commands::<random>\n.* # of #.*\n::<random>::\n)\1+/g, '$1')
}
