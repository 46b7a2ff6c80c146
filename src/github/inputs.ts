import { errors } from '../config/errors.ts'
import type { Request } from '../config/request.ts'
import { COMMENT_POLICIES, type CommentPolicy } from './comment.ts'
import { parseLeg } from './leg.ts'
import { checkUnknownInputs } from './unknown-inputs.ts'

const MODES = ['check', 'record'] as const
export type Mode = (typeof MODES)[number]

/** Inputs that are flags of the command line as well, and whose text the plan parses. */
const REQUEST_TEXTS = [
  'run',
  'name',
  'working-directory',
  'config-file',
  'ready',
  'until',
  'workload',
  'soak',
  'runs',
  'max-runs',
  'baseline',
  'on-missing-baseline',
  'on-inconclusive',
] as const satisfies readonly (keyof Request)[]

/** What people set. */
const SETTABLE_NAMES: readonly string[] = [
  ...REQUEST_TEXTS,
  'budget',
  'mode',
  'comment',
  'comment-key',
  'job-summary',
  'github-token',
]

/** Every input of action.yml; nobody sets the last two, whose defaults say which job this is. */
export const INPUT_NAMES: readonly string[] = [...SETTABLE_NAMES, 'matrix', 'job-check-run-id']

/** All that a workflow can ask of the step, parsed. */
export interface Inputs {
  readonly request: Request
  readonly mode: Mode
  readonly comment: CommentPolicy
  /** `null`: one is made of the workflow, the job, its leg and the name. */
  readonly commentKey: string | null
  /** The leg of the matrix that this job is; `null` where there is no matrix. */
  readonly leg: string | null
  /** The number of this job in addresses; `null` where the server does not say. */
  readonly checkRunId: number | null
  readonly jobSummary: boolean
  readonly githubToken: string | null
  /** What people should know of their inputs, in sentences; nothing of it stops the step. */
  readonly warnings: readonly string[]
}

/**
 * Reads the inputs where the runner puts them: `INPUT_` + the name in capitals, its hyphens kept. An empty
 * input is one that was not given: `with: x: ''` stays empty, whatever the default in action.yml.
 *
 * @throws UserError for an input whose name is nearly a valid one, and for a value that is not valid.
 */
export function readInputs(env: Readonly<Record<string, string | undefined>>): Inputs {
  const unknown = checkUnknownInputs(env, { names: INPUT_NAMES, settable: SETTABLE_NAMES })
  const text = (name: string): string | null => {
    const value = (env[variableOf(name)] ?? '').trim()
    return value === '' ? null : value
  }
  const budget = (text('budget') ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const given = REQUEST_TEXTS.flatMap((name) => {
    const value = text(name)
    return value === null ? [] : [[name, value] as const]
  })
  if (text('mode') === 'comment') throw errors.commentModeMissing()
  const { leg, warning } = readLeg(text('matrix') ?? 'null')
  return {
    request: { ...Object.fromEntries(given), ...(budget.length > 0 && { budget }) },
    mode: oneOf('mode', text('mode'), MODES, 'check'),
    comment: oneOf('comment', text('comment'), COMMENT_POLICIES, 'always'),
    commentKey: text('comment-key'),
    leg,
    checkRunId: readNumber(text('job-check-run-id')),
    jobSummary: oneOf('job-summary', text('job-summary'), ['true', 'false'], 'true') === 'true',
    githubToken: text('github-token'),
    warnings: [unknown, warning].filter((sentence) => sentence !== null),
  }
}

/** The measurement does not need the leg: where it cannot be read, the legs share a comment, and people hear why. */
function readLeg(matrix: string): { leg: string | null; warning: string | null } {
  try {
    return { leg: parseLeg(matrix), warning: null }
  } catch (error) {
    const warning =
      `The input matrix cannot be read (${String(error)}), so the legs of a matrix share one comment. ` +
      'Leave it out: its default is ${{ toJSON(matrix) }}. Or give each leg its own comment-key.'
    return { leg: null, warning }
  }
}

/** Servers that do not number jobs leave it empty; of a text that is no number there is no address to make. */
function readNumber(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : null
}

const variableOf = (name: string) => `INPUT_${name.toUpperCase()}`

function oneOf<const Value extends string>(
  name: string,
  value: string | null,
  legal: readonly Value[],
  whenEmpty: Value,
): Value {
  if (value === null) return whenEmpty
  const found = legal.find((candidate) => candidate === value)
  if (found === undefined) throw errors.badInput(name, value, legal)
  return found
}
