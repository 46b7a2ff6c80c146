import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { nameOwner } from '../proc/owner.ts'
import { replaceFile } from './replace-file.ts'
import {
  ATTRIBUTION_SCHEMA,
  type Attribution,
  GROUP_KINDS,
  UNACCOUNTED_REASONS,
} from '../model/attribution.ts'
import { errors } from '../model/errors.ts'
import { UserError } from '../model/errors/user-error.ts'

const amount = v.pipe(v.number(), v.finite())
const place = v.pipe(v.number(), v.integer(), v.minValue(0))
const SPAN_KINDS = ['start', 'import', 'file', 'library', 'phase', 'mark', 'rest'] as const

/** What two explanations are compared by, with all its fields: as `explain --json` writes it. */
const attributionSchema = v.looseObject({
  schema: v.literal(ATTRIBUTION_SCHEMA),
  environment: v.nullable(
    v.object({
      architecture: v.string(),
      kernel: v.string(),
      pageSize: amount,
      cpus: amount,
      transparentHugePages: v.string(),
      libc: v.string(),
      launcher: v.picklist(['fixed-addresses', 'randomised']),
    }),
  ),
  total: v.object({ writable: amount, frames: amount, minorFaults: amount }),
  gate: v.nullable(v.object({ writable: amount, here: amount, delta: amount })),
  coverage: v.object({
    accounted: amount,
    reasons: v.array(v.object({ reason: v.picklist(UNACCOUNTED_REASONS), bytes: amount })),
    withStack: amount,
    completeStacks: v.nullable(amount),
    lostSamples: amount,
    means: v.array(
      v.picklist(['perf', 'strace', 'output-marks', 'probe:cpython', 'probe:node', 'probe:ruby']),
    ),
  }),
  processes: v.array(
    v.object({
      id: place,
      pid: place,
      parent: v.nullable(place),
      command: v.string(),
      ended: v.boolean(),
      writable: amount,
      ownBytes: amount,
      inheritedBytes: amount,
      unsharedBytes: amount,
    }),
  ),
  groups: v.array(v.object({ group: v.string(), kind: v.picklist(GROUP_KINDS), writable: amount })),
  spans: v.array(
    v.object({
      id: place,
      parent: v.nullable(place),
      kind: v.picklist(SPAN_KINDS),
      name: v.string(),
      process: v.nullable(place),
      t0: amount,
      t1: amount,
      self: amount,
      cumulative: amount,
      faults: amount,
      readBytes: v.exactOptional(amount),
    }),
  ),
  stacks: v.nullable(
    v.object({
      frames: v.array(v.object({ name: v.string(), module: v.string() })),
      nodes: v.array(v.tuple([v.pipe(v.number(), v.integer(), v.minValue(-1)), place, amount])),
    }),
  ),
  timeline: v.object({
    t: v.array(amount),
    stays: v.array(amount),
    passing: v.array(amount),
    events: v.array(
      v.object({
        t: amount,
        kind: v.picklist(['library', 'process', 'phase', 'mark', 'end']),
        name: v.string(),
        process: place,
      }),
    ),
  }),
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
