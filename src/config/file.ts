import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { errors } from '../model/errors.ts'
import { METRIC_NAMES } from '../model/metrics.ts'
import { ON_INCONCLUSIVE, ON_MISSING_BASELINE } from './scenario.ts'

const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'))
const count = v.pipe(v.number('must be a number'), v.integer('must be a whole number'))
const duration = v.string('must be a duration with its unit, such as "2s"')
/** The kernel keeps a variable as `NAME=value` with a NUL behind it. */
const environment = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value), 'must be a map of names and values'),
  v.record(
    v.pipe(text, v.regex(/^[^=\0]+$/, 'cannot be the name of a variable')),
    v.union(
      [v.pipe(v.string(), v.excludes('\0', 'must not hold a NUL character')), v.number(), v.boolean()],
      'must be text',
    ),
    'must be a map of names and values',
  ),
)

const scenarioSchema = v.strictObject({
  name: text,
  run: v.union(
    [text, v.pipe(v.array(text), v.nonEmpty('must not be empty'))],
    'must be text or a list of words',
  ),
  shell: v.optional(v.boolean('must be true or false')),
  'working-directory': v.optional(text),
  env: v.optional(environment),
  ready: v.optional(text),
  'ready-timeout': v.optional(duration),
  until: v.optional(text),
  workload: v.optional(text),
  'workload-timeout': v.optional(duration),
  soak: v.optional(duration),
  'settle-timeout': v.optional(duration),
  'stop-signal': v.optional(text),
  'stop-timeout': v.optional(duration),
  runs: v.optional(count),
  'max-runs': v.optional(count),
  warmup: v.optional(count),
  budgets: v.optional(
    v.partial(v.strictObject(v.entriesFromList(METRIC_NAMES, v.string('must be text in quotes')))),
  ),
})

const fileSchema = v.strictObject({
  baseline: v.optional(text),
  runs: v.optional(count),
  'max-runs': v.optional(count),
  warmup: v.optional(count),
  'on-missing-baseline': v.optional(v.picklist(ON_MISSING_BASELINE)),
  'on-inconclusive': v.optional(v.picklist(ON_INCONCLUSIVE)),
  scenarios: v.pipe(
    v.array(scenarioSchema, 'must be a list of scenarios'),
    v.nonEmpty('must hold at least one scenario'),
  ),
})

export type FileText = v.InferOutput<typeof fileSchema>

/** A configuration file, with its values still as written, and where each of them stands. */
export interface ConfigFile {
  readonly path: string
  readonly content: FileText
  /** `footprint.yml:7` for the key at a path such as `['scenarios', 0, 'ready']`. */
  readonly placeOf: (path: readonly (string | number)[]) => string
}

/**
 * Reads `footprint.yml`.
 *
 * @throws UserError when it is missing, no YAML, or has an unknown key or a value of the wrong kind; with the line
 */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  let source: string
  try {
    source = await readFile(path, 'utf8')
  } catch (error) {
    const cause = error as NodeJS.ErrnoException
    throw cause.code === 'ENOENT' ? errors.configMissing(path) : errors.configUnreadable(path, cause)
  }
  return parseConfigFile(source, path)
}

/** Like {@link readConfigFile}, of a text that has been read. Pure. */
export function parseConfigFile(source: string, path: string): ConfigFile {
  const lineCounter = new LineCounter()
  const document = parseDocument(source, { lineCounter, prettyErrors: false })
  const lineAt = (offset: number): string => `${path}:${lineCounter.linePos(offset).line}`
  const [problem] = [...document.errors, ...document.warnings]
  if (problem !== undefined) throw errors.configMalformed(lineAt(problem.pos[0]), problem.message)

  function placeOf(keys: readonly (string | number)[]): string {
    let offset = 0
    let node: unknown = document.contents
    for (const key of keys) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key)
        if (pair === undefined) break
        if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset
        node = pair.value
      } else if (isSeq(node) && typeof key === 'number') {
        node = node.items[key]
        if (isMap(node) || isScalar(node)) offset = node.range?.[0] ?? offset
      } else break
    }
    return lineAt(offset)
  }

  if (!isMap(document.contents)) {
    throw errors.configMalformed(lineAt(0), 'the file must be a map of keys and values')
  }
  const parsed = v.safeParse(fileSchema, valueOf(document, path))
  if (!parsed.success) {
    // A misspelt key is missing under its right name too: the mistake is told, not its consequence.
    const issue = parsed.issues.find(isUnknownKey) ?? parsed.issues[0]
    const keys = (issue.path ?? []).map(({ key }) => key as string | number)
    throw errors.configMalformed(placeOf(keys), describeIssue(issue, keys))
  }
  return { path, content: parsed.output, placeOf }
}

function valueOf(document: Document.Parsed, path: string): unknown {
  try {
    return document.toJS()
  } catch (error) {
    // An alias of nothing, or aliases of aliases that would fill the memory.
    throw errors.configMalformed(path, error instanceof Error ? error.message : String(error))
  }
}

function isUnknownKey({ type, expected }: v.BaseIssue<unknown>): boolean {
  return type === 'strict_object' && expected === 'never'
}

function describeIssue(issue: v.BaseIssue<unknown>, keys: readonly (string | number)[]): string {
  const name =
    keys.length === 0
      ? 'the file'
      : keys.map((key) => (typeof key === 'number' ? `[${key}]` : key)).join(' › ')
  if (issue.type === 'strict_object') {
    const key = String(keys.at(-1))
    if (isUnknownKey(issue)) return `unknown key "${key}"; use one of: ${legalKeys(keys).join(', ')}`
    if (issue.received === 'undefined') return `${name} is missing`
    return `${name} must be a map of keys and values`
  }
  if (issue.type === 'picklist')
    return `${name} cannot be ${issue.received}; use one of: ${issue.expected ?? ''}`
  return `${name} ${issue.message}`
}

/** The keys that are legal where an unknown one stands. */
function legalKeys(keys: readonly (string | number)[]): readonly string[] {
  if (keys.includes('budgets')) return METRIC_NAMES
  return Object.keys(keys[0] === 'scenarios' ? scenarioSchema.entries : fileSchema.entries)
}
