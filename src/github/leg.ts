import { createHash } from 'node:crypto'

/** A longer text has its end replaced by its digest: a matrix may hold whole lists, and a comment is short. */
const LONGEST_CHARACTERS = 200
const DIGEST_CHARACTERS = 16

/**
 * Which leg of a matrix a job is, from what `toJSON(matrix)` says: the same short text for the same values,
 * whatever their order. `null` where there is no matrix.
 *
 * @throws SyntaxError or RangeError for a text that is not a JSON object or `null`.
 */
export function parseLeg(matrix: string): string | null {
  const values: unknown = JSON.parse(matrix)
  if (values === null) return null
  if (typeof values !== 'object' || Array.isArray(values)) throw new SyntaxError('it is not a JSON object')
  const leg = canonicalJson(values)
  return leg === '{}' ? null : bound(leg)
}

/** Compact JSON whose keys are sorted by code unit, at every depth. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
}

function bound(text: string): string {
  const characters = Array.from(text)
  if (characters.length <= LONGEST_CHARACTERS) return text
  const digest = createHash('sha256').update(text).digest('hex').slice(0, DIGEST_CHARACTERS)
  return `${characters.slice(0, LONGEST_CHARACTERS - DIGEST_CHARACTERS - 1).join('')}…${digest}`
}
