import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import * as v from 'valibot'
import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { errors } from '../model/errors.ts'
import { UserError } from '../model/errors/user-error.ts'
import { formatFigure } from '../model/units.ts'
import { METRIC_NAMES } from '../model/metrics.ts'
import { type FileContent, fileSchema } from './file-schema.ts'
import { GATE_KEYS, SCENARIO_KEYS } from './options.ts'

/** A configuration file, with its values still as written, and where each of them stands. */
export interface ConfigFile {
  readonly path: string
  readonly content: FileContent
  /** `footprint.yml:7` for the key at a path such as `['scenarios', 0, 'ready']`. */
  readonly placeOf: (path: readonly (string | number)[]) => string
}

/** Whether there is a file, or anything else of that name. */
export function isThere(path: string): boolean {
  return existsSync(path)
}

/**
 * Reads `footprint.yml`.
 *
 * @throws UserError when it is missing, no YAML, or has an unknown key or a value of the wrong kind; with the line
 */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  return parseConfigFile(decode(await readBytes(path), path), path)
}

/** Thousands of scenarios. */
const MAX_FILE_BYTES = 4 * 1024 ** 2

async function readBytes(path: string): Promise<Buffer> {
  try {
    // A pipe would wait forever, and a device never end.
    const stats = await stat(path)
    if (!stats.isFile()) throw errors.configNoFile(path)
    if (stats.size > MAX_FILE_BYTES)
      throw errors.configTooLarge(
        path,
        formatFigure(stats.size, 'bytes'),
        formatFigure(MAX_FILE_BYTES, 'bytes'),
      )
    return await readFile(path)
  } catch (error) {
    if (error instanceof UserError) throw error
    const cause = error as NodeJS.ErrnoException
    throw cause.code === 'ENOENT' ? errors.configMissing(path) : errors.configUnreadable(path, cause)
  }
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw errors.configNotText(path)
  }
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
  // The schema is made of the same table as the type, key by key; only the compiler cannot see it.
  return { path, content: parsed.output as unknown as FileContent, placeOf }
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
    if (isUnknownKey(issue)) return describeUnknownKey(key, keys)
    if (issue.received === 'undefined') return `${name} is missing`
    return `${name} must be a map of keys and values`
  }
  if (issue.type === 'picklist')
    return `${name} cannot be ${issue.received}; use one of: ${issue.expected ?? ''}`
  return `${name} ${issue.message}`
}

function describeUnknownKey(key: string, path: readonly (string | number)[]): string {
  const inScenario = path[0] === 'scenarios'
  if (!path.includes('budgets')) {
    if (!inScenario && isOneOf(SCENARIO_KEYS, key)) return `"${key}" belongs to a scenario, below "scenarios"`
    if (inScenario && isOneOf(GATE_KEYS, key))
      return `"${key}" belongs to the top of the file, not to a scenario`
  }
  return `unknown key "${key}"; use one of: ${validKeys(path).join(', ')}`
}

function validKeys(path: readonly (string | number)[]): readonly string[] {
  if (path.includes('budgets')) return METRIC_NAMES
  return path[0] === 'scenarios' ? SCENARIO_KEYS : [...GATE_KEYS, 'scenarios']
}

function isOneOf(keys: readonly string[], key: string): boolean {
  return keys.includes(key)
}
