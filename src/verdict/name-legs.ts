import type { Origin } from '../model/stored-result.ts'

/** The values of a leg are told in so many characters. */
const LONGEST = 100

/**
 * What each result is called beside the others: the values of its leg, with its job where there are several of them.
 * Empty where there is nothing to tell apart.
 */
export function nameLegs(origins: readonly Origin[]): readonly string[] {
  if (origins.length < 2) return origins.map(() => '')
  const hasJobs = new Set(origins.map(({ job }) => job)).size > 1
  return origins.map(({ job, leg }) =>
    [hasJobs ? job : null, leg === null ? null : valuesOf(leg)].filter((part) => part !== null).join(': '),
  )
}

/** `{"os":"debian","python":"3.13"}` → `debian, 3.13`. What is no such text is told as it stands. */
function valuesOf(leg: string): string {
  let values: unknown
  try {
    values = JSON.parse(leg)
  } catch {
    return shorten(leg)
  }
  if (typeof values !== 'object' || values === null) return shorten(leg)
  return shorten(
    Object.values(values)
      .map((value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)))
      .join(', '),
  )
}

function shorten(text: string): string {
  const characters = Array.from(text)
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST - 1).join('')}…`
}
