import { type Budget, parseBudget } from './budget.ts'
import { errors } from '../model/errors.ts'
import { isMetric, type Metric, METRIC_NAMES, METRICS } from '../model/metrics.ts'

/** Takes a metric out of the gate that is in it by default. */
const NONE = 'none'

const ASSIGNMENT = /^\s*(?<metric>[\w-]+)\s*=(?<spec>.*)$/s

/**
 * The budgets in force: those of the command line or the inputs, else those of the file, else the defaults.
 *
 * @param ofFile spec by metric
 * @param requested `METRIC=SPEC` each
 * @param soaks whether growth is measured at all
 * @param name how the request's budgets are called where the person wrote them
 * @throws UserError for an unknown metric, a metric given twice, or a budget that cannot be read
 */
export function allowedBudgets(
  ofFile: Readonly<Partial<Record<Metric, string>>>,
  requested: readonly string[],
  soaks: boolean,
  name: string,
): Partial<Record<Metric, Budget>> {
  const specs = new Map<Metric, string>()
  for (const metric of METRIC_NAMES) {
    const spec = ofFile[metric]
    if (spec !== undefined) specs.set(metric, spec)
  }
  for (const [metric, spec] of readAssignments(requested, name)) specs.set(metric, spec)
  const budgets: Partial<Record<Metric, Budget>> = {}
  for (const metric of METRIC_NAMES) {
    const asked = specs.get(metric)
    const usual = METRICS[metric].defaultBudget
    if (asked === NONE) continue
    if (asked !== undefined) budgets[metric] = parseBudget(metric, asked)
    else if (usual !== null) budgets[metric] = { ...parseBudget(metric, usual), isDefault: true }
  }
  if (budgets.growth !== undefined && !soaks) {
    throw errors.contradiction(
      'a budget for growth',
      'no soak',
      'Growth is measured while the program is held: give "soak", such as 60s.',
    )
  }
  return budgets
}

/**
 * Budgets with some of them replaced, as for a result that was measured by others.
 *
 * @param requested `METRIC=SPEC` each
 * @throws UserError as {@link allowedBudgets}
 */
export function replaceBudgets(
  before: Readonly<Partial<Record<Metric, Budget>>>,
  requested: readonly string[],
  name: string,
): Partial<Record<Metric, Budget>> {
  const asked = readAssignments(requested, name)
  const kept = Object.entries(before).filter(([metric]) => !(isMetric(metric) && asked.has(metric)))
  const given = [...asked].flatMap(([metric, spec]) =>
    spec === NONE ? [] : [[metric, parseBudget(metric, spec)] as const],
  )
  return Object.fromEntries([...kept, ...given])
}

function readAssignments(requested: readonly string[], name: string): ReadonlyMap<Metric, string> {
  const specs = new Map<Metric, string>()
  for (const assignment of requested) {
    const { metric, spec } = ASSIGNMENT.exec(assignment)?.groups ?? {}
    if (metric === undefined || spec === undefined) {
      throw errors.badValue(name, assignment, 'METRIC=SPEC, such as writable=+1% or writable=<=20MiB')
    }
    if (!isMetric(metric)) throw errors.unknownMetric(metric)
    if (specs.has(metric)) throw errors.badBudget(metric, assignment, 'the metric has a budget already')
    specs.set(metric, spec.trim())
  }
  return specs
}
