import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import * as v from 'valibot'
import { errors } from '../model/errors.ts'
import { RESULT_SCHEMA, type StoredResult } from '../model/stored-result.ts'
import { formatFigure } from '../model/units.ts'
import { findDuplicateKey } from './duplicate-key.ts'
import { describe, lineAt, offsetOf } from './parse.ts'
import { resultSchema } from './result-schema.ts'

/** Hundreds of scenarios, or a soak of hours; and little enough to hold several of them. */
const MAX_RESULT_BYTES = 64 * 1024 ** 2

/** What is taken of somebody, for each file and for all of them: a usual result has a tenth of a megabyte. */
interface Allowance {
  readonly each: number
  readonly all: number
}

const OWN: Allowance = { each: MAX_RESULT_BYTES, all: 2 * 1024 ** 3 }
const OF_STRANGERS: Allowance = { each: 8 * 1024 ** 2, all: 64 * 1024 ** 2 }

/** Ours has seven levels. JSON.parse takes any depth, at half a gigabyte for a file that is brackets alone. */
const MAX_DEPTH = 64

/**
 * Reads a result that a gate wrote, perhaps in another job, perhaps of somebody hostile: a plain file of bounded
 * size, and all of it as {@link resultSchema} wants it. A symbolic link is not followed.
 *
 * @throws UserError that names the file, and the place in it
 */
export async function readResult(path: string): Promise<StoredResult> {
  return parseResult(await readText(path, OWN.each), path)
}

/**
 * {@link readResult} of several files, one after the other, as each may be large.
 *
 * @param areStrange whether somebody else may have made them, of whom less is taken
 * @throws UserError that names the file, and the place in it
 */
export async function readResults(
  paths: readonly string[],
  { areStrange }: { readonly areStrange: boolean },
): Promise<readonly StoredResult[]> {
  const { each, all } = areStrange ? OF_STRANGERS : OWN
  const results: StoredResult[] = []
  let left = all
  for (const path of paths) {
    const content = await readText(path, Math.min(each, left))
    left -= Buffer.byteLength(content)
    results.push(parseResult(content, path))
  }
  return results
}

/**
 * The JSON of a plain file, with the same bounds; what it says is for the caller to check.
 *
 * @throws UserError that names the file
 */
export async function readDocument(path: string): Promise<unknown> {
  return parseJson(await readText(path, MAX_RESULT_BYTES), path)
}

/** {@link readResult} of a text; `path` is named in the messages only. */
export function parseResult(content: string, path: string): StoredResult {
  const document = parseJson(content, path)
  const { schema } = v.parse(v.fallback(v.object({ schema: v.string() }), { schema: '' }), document)
  if (schema !== RESULT_SCHEMA) throw otherSchema(path, schema)
  const outcome = v.safeParse(resultSchema, document, { abortEarly: true })
  if (outcome.success) return outcome.output
  throw errors.resultMalformed(path, outcome.issues.slice(0, 1).map(describe).join(''))
}

async function readText(path: string, limitBytes: number): Promise<string> {
  try {
    // To open a pipe without anybody at its other end would wait forever.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const stats = await file.stat()
      if (!stats.isFile()) throw errors.resultNoFile(path)
      if (stats.size > limitBytes) throw tooLarge(path, stats.size, limitBytes)
      const bytes = await file.readFile()
      // It may have grown meanwhile.
      if (bytes.length > limitBytes) throw tooLarge(path, bytes.length, limitBytes)
      return decode(bytes, path)
    } finally {
      await file.close()
    }
  } catch (error) {
    const cause = error as NodeJS.ErrnoException
    if (cause.syscall === undefined) throw error
    if (cause.code === 'ELOOP' || cause.code === 'EISDIR') throw errors.resultNoFile(path)
    throw errors.resultUnreadable(path, cause)
  }
}

function tooLarge(path: string, size: number, limitBytes: number) {
  return errors.resultTooLarge(path, formatFigure(size, 'bytes'), formatFigure(limitBytes, 'bytes'))
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw errors.resultNotJson(path, 'it is not UTF-8 text')
  }
}

function parseJson(content: string, path: string): unknown {
  if (isDeeperThan(MAX_DEPTH, content)) throw errors.resultNotJson(path, 'it is nested too deeply')
  let document: unknown
  try {
    document = JSON.parse(content)
  } catch (error) {
    const offset = error instanceof SyntaxError ? offsetOf(error.message, content) : null
    const where =
      offset === null ? 'nobody knows where' : `the mistake is at or before line ${lineAt(content, offset)}`
    throw errors.resultNotJson(path, content.trim() === '' ? 'it is empty' : where)
  }
  const duplicate = findDuplicateKey(content)
  if (duplicate === null) return document
  const line = lineAt(content, duplicate.offsets[1])
  throw errors.resultMalformed(
    path,
    `the key ${JSON.stringify(duplicate.key.slice(0, 60))} stands twice in one object (line ${line})`,
  )
}

/** Whether more brackets are open at once than that; of a text that is no JSON it may say anything. */
function isDeeperThan(most: number, content: string): boolean {
  let depth = 0
  let isInString = false
  for (let at = 0; at < content.length; at++) {
    const character = content[at]
    if (isInString) {
      if (character === '\\') at++
      else if (character === '"') isInString = false
    } else if (character === '"') isInString = true
    else if (character === '{' || character === '[') {
      if (++depth > most) return true
    } else if (character === '}' || character === ']') depth--
  }
  return false
}

function otherSchema(path: string, schema: string) {
  if (schema === '') return errors.resultForeign(path, null)
  const [kind = '', ours] = RESULT_SCHEMA.split('@')
  const version = schema.startsWith(`${kind}@`) ? Number(schema.slice(kind.length + 1)) : Number.NaN
  return version > Number(ours) ? errors.resultNewer(path, schema) : errors.resultForeign(path, schema)
}
