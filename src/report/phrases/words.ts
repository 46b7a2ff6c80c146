import { definitionOf, type Metric } from '../../model/metrics.ts'
import { formatNumber } from '../../model/units.ts'

/** `3 scenarios`, `1 scenario`. */
export function plural(count: number, noun: string): string {
  return `${formatNumber(count, 0, 0)} ${noun}${count === 1 ? '' : 's'}`
}

/** Beyond these a list in a sentence is no longer read. */
const LISTED = 5

/** `a`, `a and b`, `a, b and c`; of many the first ones, and how many more. */
export function list(words: readonly string[]): string {
  const shown = words.length > LISTED ? [...words.slice(0, LISTED), `${words.length - LISTED} more`] : words
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`
}

/** `is` or `are`, as the name of the metric has it. */
export function isOrAre(metric: Metric): string {
  return definitionOf(metric).isPlural === true ? 'are' : 'is'
}

/** The name of a metric at the start of a sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** As a shell would want it: only what needs quotes gets them, as `tcp:8080` reads better than `tcp\:8080`. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** `nginx > nginx`; of several `nginx > nginx (2)`; those that are more than before `nginx > nginx (3rd to 4th)`. */
export function nameProcesses({
  role,
  from,
  to,
  count,
}: {
  readonly role: string
  readonly from: number
  readonly to: number
  readonly count: string
}): string {
  if (from === 1) return to === 1 && count === '1' ? role : `${role} (${count})`
  return `${role} (${ordinal(from)}${from === to ? '' : ` to ${ordinal(to)}`})`
}

function ordinal(number: number): string {
  const lastTwo = number % 100
  const ending = lastTwo > 10 && lastTwo < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}
