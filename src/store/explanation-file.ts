import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { nameOwner } from '../proc/owner.ts'
import { replaceFile } from './replace-file.ts'
import { ATTRIBUTION_SCHEMA, type Attribution } from '../model/attribution.ts'
import { attributionEntries, bytes, caller, FILE_BOUNDS, place, stacksSchema } from './attribution-schema.ts'
import { environment } from './file-schema.ts'
import { errors } from '../model/errors.ts'
import { UserError } from '../model/errors/user-error.ts'

/** What two explanations are compared by, with all its fields: as `explain --json` writes it. */
const attributionSchema = v.looseObject({
  schema: v.literal(ATTRIBUTION_SCHEMA),
  environment: v.nullable(environment),
  ...attributionEntries(FILE_BOUNDS),
  stacks: v.nullable(stacksSchema(v.tuple([caller, place, bytes]), FILE_BOUNDS)),
})

/** With `.json`, no file system has names of more bytes. */
const LONGEST_NAME = 200

/** Where the explanation of a scenario is kept: beside the baseline, and never in it, as it moves by some pages each time. */
export function explanationPath(baselinePath: string, scenario: string): string {
  const name = encodeURIComponent(scenario)
  const hash = createHash('sha256').update(scenario).digest('hex')
  return join(
    dirname(baselinePath),
    'footprint-explanation',
    `${name.length > LONGEST_NAME ? hash : name}.json`,
  )
}

export function hasExplanation(path: string): boolean {
  return existsSync(path)
}

/**
 * Keeps an explanation to compare with.
 *
 * @throws UserError `explanation-unusable` when it cannot be written
 */
export async function keepExplanation(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await replaceFile(path, `${path}.${nameOwner()}`, text)
  } catch (error) {
    throw errors.explanationUnusable(path, error instanceof Error ? error.message : String(error))
  }
}

/** A hundred times as large as one with deep stacks. */
const MAX_FILE_BYTES = 256 * 1024 ** 2

/**
 * Reads an explanation that was stored.
 *
 * @throws UserError `explanation-unusable` with what is wrong with it
 */
export async function readExplanation(path: string): Promise<Attribution> {
  return parseExplanation(await readPlain(path), path)
}

async function readPlain(path: string): Promise<string> {
  try {
    const stats = await stat(path)
    if (!stats.isFile()) throw errors.explanationUnusable(path, 'it is no file')
    if (stats.size > MAX_FILE_BYTES) throw errors.explanationUnusable(path, 'it is too large')
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof UserError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw errors.explanationUnusable(path, code === 'ENOENT' ? 'there is no such file' : message)
  }
}

/** Like {@link readExplanation}, of a text that has been read. `path` is named in messages only. */
export function parseExplanation(content: string, path: string): Attribution {
  let document: unknown
  try {
    document = JSON.parse(content)
  } catch {
    throw errors.explanationUnusable(path, 'it is not JSON')
  }
  const outcome = v.safeParse(attributionSchema, document)
  if (outcome.success) return outcome.output
  const [issue] = outcome.issues
  throw errors.explanationUnusable(path, `${v.getDotPath(issue) ?? 'the document'}: ${issue.message}`)
}
