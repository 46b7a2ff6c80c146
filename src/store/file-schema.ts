import * as v from 'valibot'
import { LARGEST_FIGURES, METRIC_NAMES, METRICS, type Metric, type Unit } from '../model/metrics.ts'
import {
  type Environment,
  ENVIRONMENT_FACTS,
  environmentKey,
  FACT_NAMES,
  type EnvironmentFact,
  NAMED_FACT_NAMES,
  type NamedFacts,
} from '../model/environment.ts'
import {
  BASELINE_SCHEMA,
  type Baseline,
  MAX_ROLES,
  OLD_BASELINE_SCHEMA,
  type RoleFigures,
} from '../model/baseline.ts'

export const text = v.pipe(v.string(), v.nonEmpty('expected a non-empty text'))

interface Bound {
  readonly max: number
  readonly message: string
}

export const NUMBER: Bound = {
  max: LARGEST_FIGURES.count,
  message: `expected a number <= ${LARGEST_FIGURES.count}`,
}
export const MEMORY: Bound = {
  max: LARGEST_FIGURES.bytes,
  message: `expected at most ${LARGEST_FIGURES.bytes} bytes (4 PiB, more than any machine has)`,
}
const BOUNDS: Readonly<Record<Unit, Bound>> = {
  bytes: MEMORY,
  'bytes/s': MEMORY,
  count: NUMBER,
  ms: NUMBER,
}

const anyFigure = ({ max, message }: Bound) =>
  v.pipe(
    v.number(),
    v.check((figure) => Math.abs(figure) <= max, message),
  )
export const amount = (bound: Bound) => v.pipe(anyFigure(bound), v.minValue(0, 'expected a number >= 0'))
export const count = v.pipe(
  v.number(),
  v.integer('expected a whole number'),
  v.minValue(1, 'expected a number >= 1'),
  v.maxValue(NUMBER.max, NUMBER.message),
)

/** Every figure but growth counts something, and so is never negative; a program may well shrink. */
export const figureOf = (metric: Metric) => {
  const bound = BOUNDS[METRICS[metric].unit]
  return metric === 'growth' ? anyFigure(bound) : amount(bound)
}
const samplesOf = (metric: Metric) =>
  v.pipe(v.array(figureOf(metric)), v.minLength(1, 'expected at least one sample'))

const samples = v.pipe(
  v.strictObject(
    Object.fromEntries(METRIC_NAMES.map((metric) => [metric, v.exactOptional(samplesOf(metric))])),
  ),
  v.check((byMetric) => Object.keys(byMetric).length > 0, 'expected the samples of at least one metric'),
)

// Not v.record, which silently drops keys such as `constructor`: a library or a variable may be called anything.
function objectOf<Value>(schema: v.GenericSchema<Value>, values: string, value: string) {
  return v.pipe(
    v.custom<Record<string, Value>>(
      (given) => typeof given === 'object' && given !== null && !Array.isArray(given),
      `expected an object of ${values}`,
    ),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return
      const input = dataset.value
      for (const [key, item] of Object.entries(input)) {
        const [issue] = v.safeParse(schema, item).issues ?? []
        if (issue === undefined) continue
        addIssue({
          message: issue.kind === 'schema' ? `expected ${value}` : issue.message,
          path: [{ type: 'object', origin: 'value', input, key, value: item }],
        })
      }
    }),
  )
}

/** By code unit: the order of a file must not depend on anyone's language. */
function byName<Value>(values: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

export const groups = v.pipe(
  objectOf(amount(MEMORY), 'bytes by group', 'a number of bytes'),
  v.transform(byName<number>),
)

const LONGEST_ROLE = 1000

const roleFigures: v.GenericSchema<RoleFigures> = v.strictObject({
  count: amount(NUMBER),
  writable: amount(MEMORY),
  faults: amount(NUMBER),
})

export const roles = v.pipe(
  objectOf(roleFigures, 'figures by process', '{ "count", "writable", "faults" }, each a number >= 0'),
  v.check(
    (found) => Object.keys(found).every((role) => role !== '' && role.length <= LONGEST_ROLE),
    `expected names of processes of 1 to ${LONGEST_ROLE} characters`,
  ),
  // One more name for all others.
  v.check(
    (found) => Object.keys(found).length <= MAX_ROLES + 1,
    `expected at most ${MAX_ROLES} kinds of processes`,
  ),
  v.transform((found) =>
    byName(
      Object.fromEntries(
        Object.entries(found).map(([role, { count: number, writable, faults }]) => [
          role,
          { count: number, writable, faults },
        ]),
      ),
    ),
  ),
)

export const namedFacts: v.GenericSchema<unknown, NamedFacts> = v.strictObject(
  v.entriesFromList(NAMED_FACT_NAMES, v.nullable(count)),
)

export const recording = v.strictObject({
  recordedAt: v.pipe(
    v.string(),
    v.regex(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
      'expected a time in UTC, such as 2026-01-31T12:00:00Z',
    ),
  ),
  commit: v.nullable(text),
  tool: text,
  facts: v.exactOptional(namedFacts),
  samples,
  groups,
  processes: v.exactOptional(roles),
})

function factSchema(fact: EnvironmentFact) {
  const definition = ENVIRONMENT_FACTS[fact]
  if ('values' in definition) return v.picklist(definition.values)
  return definition.kind === 'text' ? text : count
}

// The keys come from the table, which the type is made of: a schema of fixed keys could not be told from it.
export const environment = v.strictObject(
  Object.fromEntries(FACT_NAMES.map((fact) => [fact, factSchema(fact)])),
) as unknown as v.GenericSchema<unknown, Environment>

/** Names of variables; of the values that version 1 had by name, nothing is kept. */
const names = v.pipe(
  v.union(
    [v.array(text), v.pipe(objectOf(v.string(), 'texts by variable', 'a text'), v.transform(Object.keys))],
    'expected a list of names',
  ),
  v.transform((found) => found.toSorted()),
)

export const subject = v.strictObject({
  command: v.pipe(v.array(v.string()), v.minLength(1, 'expected the program, at least')),
  env: names,
  until: v.picklist(['steady', 'exit']),
  ready: v.exactOptional(v.array(text)),
  target: v.exactOptional(text),
  workload: v.nullable(v.string()),
  prepare: v.exactOptional(v.nullable(v.string())),
  cleanup: v.exactOptional(v.nullable(v.string())),
  soakMs: v.nullable(amount(NUMBER)),
})

const entry = v.strictObject({
  scenario: text,
  environment,
  subject,
  recordings: v.pipe(v.array(recording), v.minLength(1, 'expected at least one recording')),
})

/**
 * What a baseline file must be, to the last key: it decides whether other people's work passes, so nothing in it is
 * guessed or skipped. What it gives has its keys in the order that they have here. Messages that begin with `expected` are completed with the value that was found.
 */
export const baselineSchema: v.GenericSchema<unknown, Baseline> = v.strictObject({
  schema: v.picklist([BASELINE_SCHEMA, OLD_BASELINE_SCHEMA]),
  entries: v.pipe(
    v.array(entry),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return
      const input = dataset.value
      const seen = new Set<string>()
      input.forEach((value, key) => {
        const identity = `${value.scenario}\n${environmentKey(value.environment)}`
        if (seen.has(identity)) {
          addIssue({
            message: `a second entry for "${value.scenario}" in the same environment`,
            path: [{ type: 'array', origin: 'value', input, key, value }],
          })
        }
        seen.add(identity)
      })
    }),
  ),
})
