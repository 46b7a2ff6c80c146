import * as v from 'valibot'

/**
 * Who wrote a comment, and for which run: the first line of every comment of ours, as an HTML comment that
 * no reader sees.
 */
export interface Marker {
  /** Tells the comments of one pull request apart: one per gate. */
  readonly key: string
  /** Grows with every run of a repository. */
  readonly run: number
  /** From 1; grows when the same run is started again. */
  readonly attempt: number
  /** The measured commit. */
  readonly head: string
}

const PREFIX = '<!-- footprint-gate/comment@1 '
const SUFFIX = ' -->'

const MarkerSchema = v.object({
  key: v.string(),
  run: v.pipe(v.number(), v.safeInteger()),
  attempt: v.pipe(v.number(), v.safeInteger()),
  head: v.string(),
})

/** One line. Angle brackets of the key are escaped as JSON allows, so that no key can end the HTML comment. */
export function renderMarker(marker: Marker): string {
  const { key, run, attempt, head } = marker
  const json = JSON.stringify({ key, run, attempt, head })
  return PREFIX + json.replace(/</g, '\\u003c').replace(/>/g, '\\u003e') + SUFFIX
}

/** Reads the marker from a comment's first line; `null` when there is none that we could have written. */
export function parseMarker(body: string): Marker | null {
  const [line = ''] = body.split(/\r?\n/, 1)
  if (!line.startsWith(PREFIX) || !line.endsWith(SUFFIX)) return null
  let json: unknown
  try {
    json = JSON.parse(line.slice(PREFIX.length, -SUFFIX.length))
  } catch {
    return null
  }
  const parsed = v.safeParse(MarkerSchema, json)
  return parsed.success ? parsed.output : null
}

/** Below 0 when `a` was written by an older run than `b`, 0 when by the same. */
export function compareAge(a: Marker, b: Marker): number {
  return a.run - b.run || a.attempt - b.attempt
}

/** What the key of a comment is made of where people gave none. */
export interface Gate {
  readonly workflow: string
  readonly job: string
  /** `null` where there is no matrix. */
  readonly leg: string | null
  readonly name: string | undefined
}

/** Two workflows, two jobs, two legs of a matrix, or two steps of different names keep a comment each. */
export function defaultKey({ workflow, job, leg, name }: Gate): string {
  return [workflow, job, leg, name].filter((part) => typeof part === 'string').join(' / ')
}
