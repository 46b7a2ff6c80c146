import { errors } from '../model/errors.ts'
import type { Request } from '../config/request.ts'
import { COMMENT_POLICIES, type CommentPolicy } from './comment.ts'

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

/** Every input of action.yml. */
export const INPUT_NAMES: readonly string[] = [
  ...REQUEST_TEXTS,
  'budget',
  'mode',
  'comment',
  'comment-key',
  'job-summary',
  'github-token',
]

/** All that a workflow can ask of the step, parsed. */
export interface Inputs {
  readonly request: Request
  readonly mode: Mode
  readonly comment: CommentPolicy
  /** `null`: one is made of the workflow, the job and the name. */
  readonly commentKey: string | null
  readonly jobSummary: boolean
  readonly githubToken: string | null
}

/**
 * Reads the inputs where the runner puts them: `INPUT_` + the name in capitals, its hyphens kept. An empty
 * input is one that was not given: `with: x: ''` stays empty, whatever the default in action.yml.
 *
 * @throws UserError for an input that action.yml does not have, and for a value that is not legal.
 */
export function readInputs(env: Readonly<Record<string, string | undefined>>): Inputs {
  refuseUnknown(env)
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
  return {
    request: { ...Object.fromEntries(given), ...(budget.length > 0 && { budget }) },
    mode: oneOf('mode', text('mode'), MODES, 'check'),
    comment: oneOf('comment', text('comment'), COMMENT_POLICIES, 'always'),
    commentKey: text('comment-key'),
    jobSummary: oneOf('job-summary', text('job-summary'), ['true', 'false'], 'true') === 'true',
    githubToken: text('github-token'),
  }
}

const variableOf = (name: string) => `INPUT_${name.toUpperCase()}`

/** The runner only warns of an unknown input, and a budget with a slip of the pen would not be in force. */
function refuseUnknown(env: Readonly<Record<string, string | undefined>>): void {
  const legal = new Set(INPUT_NAMES.map(variableOf))
  const unknown = Object.keys(env).find((variable) => variable.startsWith('INPUT_') && !legal.has(variable))
  if (unknown !== undefined)
    throw errors.unknownInput(unknown.slice('INPUT_'.length).toLowerCase(), INPUT_NAMES)
}

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
