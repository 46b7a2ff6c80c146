import * as v from 'valibot'
import { errors } from '../model/errors.ts'
import { findDuplicateKey } from './duplicate-key.ts'
import { baselineSchema } from './file-schema.ts'
import { BASELINE_SCHEMA, type Baseline, OLD_BASELINE_SCHEMA } from '../model/baseline.ts'

/** Of many mistakes, the first few tell the story. */
const SHOWN_PROBLEMS = 3

/**
 * Reads the text of a baseline file. `path` is named in the messages only.
 *
 * @throws UserError `baseline-empty`, `baseline-conflict`, `baseline-not-json`, `baseline-foreign`,
 *   `baseline-newer`, `baseline-duplicate-key` or `baseline-malformed`.
 */
export function parseBaseline(content: string, path: string): Baseline {
  if (content.trim() === '') throw errors.baselineEmpty(path)
  const document = parseJson(content, path)
  refuseOtherSchemas(document, path)
  refuseDuplicateKeys(content, path)
  const outcome = v.safeParse(baselineSchema, document)
  if (outcome.success) return outcome.output
  const problems = outcome.issues.slice(0, SHOWN_PROBLEMS).map(describe)
  throw errors.baselineMalformed(path, problems, outcome.issues.length - problems.length)
}

function parseJson(content: string, path: string): unknown {
  try {
    // A byte order mark is an editor's, not the user's.
    return JSON.parse(content.replace(/^\uFEFF/, '')) as unknown
  } catch (error) {
    // No line of valid JSON of more than one line begins so; git's markers do.
    const marker = /^(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)/m.exec(content)
    if (marker !== null) throw errors.baselineConflict(path, lineAt(content, marker.index))
    const offset = error instanceof SyntaxError ? offsetOf(error.message, content) : null
    const line = offset === null ? null : lineAt(content, offset)
    // Not the message of V8: it is another one in every version of Node.
    throw errors.baselineNotJson(path, line, line === null ? null : (content.split('\n')[line - 1] ?? null))
  }
}

/** Where V8 says that the mistake is: it tells a position, or the ten characters on either side, or nothing. */
export function offsetOf(message: string, content: string): number | null {
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return Number(position)
  if (message.startsWith('Unexpected end')) return content.length
  const around = /^Unexpected token .+?, \.\.\."(.*?)"(?:\.\.\.)? is not valid JSON$/s.exec(message)?.[1]
  if (around === undefined) return null
  const first = content.indexOf(around)
  return first === -1 || content.includes(around, first + 1) ? null : first + 10
}

export function lineAt(content: string, offset: number): number {
  return content.slice(0, offset).split('\n').length
}

function refuseDuplicateKeys(content: string, path: string): void {
  const duplicate = findDuplicateKey(content)
  if (duplicate === null) return
  const [first, second] = duplicate.offsets
  throw errors.baselineDuplicateKey(path, duplicate.key, lineAt(content, first), lineAt(content, second))
}

function refuseOtherSchemas(document: unknown, path: string): void {
  const found = v.safeParse(v.looseObject({ schema: v.string() }), document)
  if (!found.success) throw errors.baselineForeign(path, null)
  const { schema } = found.output
  if (schema === BASELINE_SCHEMA || schema === OLD_BASELINE_SCHEMA) return
  const [kind, ours] = BASELINE_SCHEMA.split('@') as [string, string]
  const version = schema.startsWith(`${kind}@`) ? Number(schema.slice(kind.length + 1)) : Number.NaN
  throw version > Number(ours) ? errors.baselineNewer(path, schema) : errors.baselineForeign(path, schema)
}

/** `entries[0].recordings[2].samples.writable[1]: expected a number >= 0, but found -4`. */
export function describe(issue: v.BaseIssue<unknown>): string {
  const path = issue.path ?? []
  const where = path
    .map(({ key }) => accessor(key))
    .join('')
    .replace(/^\./, '')
  if (issue.expected === 'never') return `${where}: this key is not known`
  const found = path.length === 0 ? issue.input : path.at(-1)?.value
  if (found === undefined) return `${where}: missing`
  if (issue.kind === 'schema')
    return `${where}: expected ${issue.expected ?? 'something else'}, but found ${excerpt(found)}`
  return issue.message.startsWith('expected')
    ? `${where}: ${issue.message}, but found ${excerpt(found)}`
    : `${where}: ${issue.message}`
}

function accessor(key: unknown): string {
  if (typeof key === 'number') return `[${key}]`
  const name = String(key)
  return /^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
}

function excerpt(value: unknown): string {
  if (typeof value === 'number') return String(value)
  let written: string
  try {
    written = JSON.stringify(value)
  } catch {
    // JSON.parse goes to any depth, JSON.stringify as deep as the stack.
    return 'something nested too deeply'
  }
  return written.length > 60 ? `${written.slice(0, 57)}…` : written
}
