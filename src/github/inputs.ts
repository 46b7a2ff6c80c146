import * as v from 'valibot'
import { errors } from '../model/errors.ts'
import { type Export, parseExport } from '../config/exports.ts'
import { oneOf } from '../config/one-of.ts'
import {
  choicesOf,
  INPUT_OPTIONS,
  type InputOption,
  isList,
  type ListOption,
  optionOf,
  type OPTIONS,
} from '../config/options.ts'
import type { Request, TextOption } from '../config/request.ts'
import type { EndedJob } from '../verdict/merge-legs.ts'
import { parseLeg } from './leg.ts'
import { checkUnknownInputs } from './unknown-inputs.ts'

export type Mode = (typeof OPTIONS)['mode']['choices'][number]
export type CommentPolicy = (typeof OPTIONS)['comment']['choices'][number]
type CommentStyle = (typeof OPTIONS)['comment-style']['choices'][number]

/** Inputs whose text the plan parses, as that of flags. */
const REQUEST_TEXTS = INPUT_OPTIONS.filter(
  (key): key is Extract<InputOption, TextOption | 'run'> => isOfPlan(key) && !isList(key),
)
const REQUEST_LISTS = INPUT_OPTIONS.filter(
  (key): key is Extract<InputOption, ListOption> => isOfPlan(key) && isList(key),
)

function isOfPlan(key: InputOption): boolean {
  const { group } = optionOf(key)
  return group !== 'action' && group !== 'output'
}

/** All that a workflow can ask of the step, parsed. */
export interface Inputs {
  readonly request: Request
  readonly mode: Mode
  /** Paths, folders and globs of results; empty where none were named. */
  readonly results: readonly string[]
  /** The jobs that this one needs, and how they have ended; empty where nobody said. */
  readonly needs: readonly EndedJob[]
  readonly comment: CommentPolicy
  readonly commentStyle: CommentStyle
  /** `null`: one is made of the workflow, the job, its leg and the name. */
  readonly commentKey: string | null
  /** The leg of the matrix that this job is; `null` where there is no matrix. */
  readonly leg: string | null
  /** How many legs that matrix has; `null` where the server does not say. */
  readonly legs: number | null
  /** The number of this job in addresses; `null` where the server does not say. */
  readonly checkRunId: number | null
  readonly jobSummary: boolean
  /** Reports for other tools; their files are relative to the workspace. */
  readonly exports: readonly Export[]
  /** Where to write the HTML report; `null`: nowhere. */
  readonly html: string | null
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
  const unknown = checkUnknownInputs(env, {
    names: INPUT_OPTIONS,
    settable: INPUT_OPTIONS.filter((key) => optionOf(key).automatic !== true),
  })
  const text = (name: InputOption): string | null => {
    const value = (env[variableOf(name)] ?? '').trim()
    return value === '' ? null : value
  }
  const lists = REQUEST_LISTS.flatMap((name) => {
    const lines = linesOf(text(name) ?? '')
    return lines.length === 0 ? [] : [[name, lines] as const]
  })
  const given = REQUEST_TEXTS.flatMap((name) => {
    const value = text(name)
    return value === null ? [] : [[name, value] as const]
  })
  const choice = <Key extends 'mode' | 'comment' | 'comment-style' | 'job-summary'>(key: Key) => {
    const choices: readonly (typeof OPTIONS)[Key]['choices'][number][] = choicesOf(key)
    return oneOf(choices, text(key) ?? choices[0] ?? '', `the input ${key}`)
  }
  const { leg, warning } = readLeg(text('matrix') ?? 'null')
  return {
    request: { ...Object.fromEntries(given), ...Object.fromEntries(lists) },
    mode: choice('mode'),
    results: linesOf(text('results') ?? ''),
    needs: readNeeds(text('needs') ?? '{}'),
    comment: choice('comment'),
    commentStyle: choice('comment-style'),
    commentKey: text('comment-key'),
    leg,
    legs: readNumber(text('job-total')),
    checkRunId: readNumber(text('job-check-run-id')),
    jobSummary: choice('job-summary') === 'true',
    exports: linesOf(text('export') ?? '').map(readExport),
    html: text('html'),
    githubToken: text('github-token'),
    warnings: [unknown, warning].filter((sentence) => sentence !== null),
  }
}

function readExport(line: string): Export {
  const found = parseExport(line, 'the input export')
  if (found.file === '-')
    throw errors.badValue('the input export', line, 'a file: a step has no stdout to read')
  return found
}

const Needs = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.object({ result: v.string() })))

/** @throws UserError for what `toJSON(needs)` does not say: a job that is not missed would be green. */
function readNeeds(needs: string): readonly EndedJob[] {
  const parsed = v.safeParse(Needs, needs)
  if (!parsed.success) throw errors.badValue('the input needs', needs.slice(0, 60), '${{ toJSON(needs) }}')
  return Object.entries(parsed.output).map(([job, { result }]) => ({ job, ended: result }))
}

/** One value a line, with comments between them. */
function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
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
