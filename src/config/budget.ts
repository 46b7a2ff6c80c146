import { errors } from '../model/errors.ts'
import { LARGEST_FIGURES, METRICS, type Metric } from '../model/metrics.ts'
import { BYTE_UNITS } from '../model/units.ts'

/** What a person allows one metric to do. */
export interface Budget {
  /** The increases over the baseline that are allowed; a failure must exceed **all** that are given. */
  readonly increase: { readonly percent: number | null; readonly absolute: number | null } | null
  /** The figure that must never be exceeded, whatever the baseline says, in the metric's own unit. */
  readonly ceiling: number | null
  /** The count that must always be reached, whatever the baseline says: three workers are three. */
  readonly floor: number | null
  /** As written, with its spaces made even: what a report shows. */
  readonly text: string
  /** Nobody asked for it: it is the metric's own, and holds only where the metric can be gated. */
  readonly isDefault?: true
}

const TERM = /^(?<kind>\+|<=|>=)\s*(?<number>\d+(?:\.\d+)?)\s*(?<unit>%|[A-Za-z]+(?:\/s)?)?$/

/** A program that may grow to a thousand times its size is not gated. */
const MOST_PERCENT = 100_000

/**
 * Reads a budget such as `+2%, +64KiB, <=20MiB` (counts: `+100`, `<=5000`, `>=3`; growth: `+1KiB/s`).
 *
 * @throws UserError `bad-budget` when a term cannot be read, is given twice, has a unit that the metric lacks,
 *   or is a floor above its ceiling.
 */
export function parseBudget(metric: Metric, spec: string): Budget {
  const terms = spec
    .split(',')
    .map((term) => term.trim())
    .filter((term) => term !== '')
  if (terms.length === 0) throw errors.badBudget(metric, spec, 'it is empty')
  let percent: number | null = null
  let absolute: number | null = null
  let ceiling: number | null = null
  let floor: number | null = null
  const twice = (term: string) =>
    errors.badBudget(metric, spec, `"${term}" says a second time what is already said`)
  // A figure beyond what there can be would be a budget that nothing exceeds.
  const refuseTooLarge = (figure: number, most: number, term: string) => {
    if (figure <= most) return
    throw errors.badBudget(metric, spec, `"${term}" is too large; "none" lets a metric do what it wants`)
  }
  for (const term of terms) {
    const { kind, number, unit } = TERM.exec(term)?.groups ?? {}
    if (kind === undefined || number === undefined)
      throw errors.badBudget(metric, spec, `"${term}" is no budget`)
    if (unit === '%') {
      refuseTooLarge(Number(number), MOST_PERCENT, term)
      if (kind !== '+') {
        const limit = kind === '<=' ? 'ceiling' : 'floor'
        throw errors.badBudget(metric, spec, `a ${limit} cannot be a percentage: "${term}"`)
      }
      if (percent !== null) throw twice(term)
      percent = Number(number)
      continue
    }
    if (kind === '>=' && METRICS[metric].unit !== 'count')
      throw errors.badBudget(metric, spec, `a floor is for counts, such as processes: "${term}"`)
    const amount = Number(number) * scaleOf(metric, spec, unit ?? '')
    refuseTooLarge(amount, LARGEST_FIGURES[METRICS[metric].unit], term)
    if (kind === '+') {
      if (absolute !== null) throw twice(term)
      absolute = amount
    } else if (kind === '>=') {
      if (floor !== null) throw twice(term)
      floor = amount
    } else {
      if (ceiling !== null) throw twice(term)
      ceiling = amount
    }
  }
  const increase = percent === null && absolute === null ? null : { percent, absolute }
  if (floor !== null && ceiling !== null && floor > ceiling)
    throw errors.badBudget(metric, spec, 'its floor is above its ceiling')
  return { increase, ceiling, floor, text: terms.join(', ') }
}

/** How many of the metric's own units one of the written units is. */
function scaleOf(metric: Metric, spec: string, written: string): number {
  const { unit } = METRICS[metric]
  if (unit === 'count') {
    if (written === '') return 1
    throw errors.badBudget(metric, spec, `${metric} is a count and takes no unit, but has "${written}"`)
  }
  if (unit === 'ms') {
    if (written === '' || written === 'ms') return 1
    if (written === 's') return 1000
    throw errors.badBudget(metric, spec, `${metric} is a time and takes ms or s, not "${written}"`)
  }
  const bare = unit === 'bytes/s' ? written.replace(/\/s$/, '') : written
  const scale = BYTE_UNITS.get(bare)
  if (scale === undefined) {
    throw errors.badBudget(
      metric,
      spec,
      `"${written}" is no unit: use B, KiB, MiB or GiB (binary units only)`,
    )
  }
  return scale
}
