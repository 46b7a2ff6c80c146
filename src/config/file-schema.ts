import * as v from 'valibot'
import { type Metric, METRIC_NAMES } from '../model/metrics.ts'
import { mapOf } from './map-schema.ts'
import {
  GATE_KEYS,
  type GateKey,
  type ListOption,
  type OPTIONS,
  optionOf,
  SCENARIO_KEYS,
  type ScenarioKey,
} from './options.ts'

const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'))

/** The kernel keeps a variable as `NAME=value` with a NUL after it. */
const environment = mapOf<string | number | boolean>('must be a map of names and values', (name, value) => {
  if (!/^[^=\0]+$/.test(name)) return 'cannot be the name of a variable'
  if (!['string', 'number', 'boolean'].includes(typeof value)) return 'must be text'
  return typeof value === 'string' && value.includes('\0') ? 'must not hold a NUL character' : null
})

const budgets = v.partial(v.strictObject(v.entriesFromList(METRIC_NAMES, v.string('must be text in quotes'))))

const command = v.union(
  [text, v.pipe(v.array(text), v.nonEmpty('must not be empty'))],
  'must be text or a list of words',
)

const texts = v.union(
  [text, v.pipe(v.array(text), v.nonEmpty('must not be empty'))],
  'must be text or a list of texts',
)

function schemaOf(key: ScenarioKey | GateKey): v.GenericSchema {
  const { kind, choices, help, range: [least, most] = [0, Infinity] } = optionOf(key)
  const described = (schema: v.GenericSchema) => v.pipe(schema, v.description(help))
  if (key === 'run') return described(command)
  if (key === 'env') return described(environment)
  if (key === 'budgets') return described(budgets)
  switch (kind) {
    case 'count':
      return described(
        v.pipe(
          v.number('must be a number'),
          v.integer('must be a whole number'),
          v.minValue(least, `must be ${least} or more`),
          v.maxValue(most, `must be ${most} or less`),
        ),
      )
    case 'duration':
      return described(v.string('must be a duration with its unit, such as "2s"'))
    case 'switch':
      return described(v.boolean('must be true or false'))
    case 'choice':
      return described(v.picklist(choices ?? []))
    case 'list':
      return described(texts)
    case 'text':
    case 'map':
      return described(text)
  }
}

const REQUIRED: readonly string[] = ['name', 'run']

function entriesOf(keys: readonly (ScenarioKey | GateKey)[]): v.ObjectEntries {
  return Object.fromEntries(
    keys.map((key) => [key, REQUIRED.includes(key) ? schemaOf(key) : v.optional(schemaOf(key))]),
  )
}

/** What `footprint.yml` must be. Its keys are those of the options table. */
export const fileSchema = v.strictObject({
  ...entriesOf(GATE_KEYS),
  scenarios: v.pipe(
    v.array(v.strictObject(entriesOf(SCENARIO_KEYS)), 'must be a list of scenarios'),
    v.nonEmpty('must hold at least one scenario'),
  ),
})

type ValueOf<Key extends ScenarioKey | GateKey> = (typeof OPTIONS)[Key]['kind'] extends 'count'
  ? number
  : (typeof OPTIONS)[Key]['kind'] extends 'switch'
    ? boolean
    : Key extends ListOption
      ? string | readonly string[]
      : string

/** A scenario as the file has it. */
export type ScenarioEntry = {
  readonly [Key in Exclude<ScenarioKey, 'name' | 'run' | 'env' | 'budgets'>]?: ValueOf<Key>
} & {
  readonly name: string
  readonly run: string | readonly string[]
  readonly env?: Readonly<Record<string, string | number | boolean>>
  readonly budgets?: Readonly<Partial<Record<Metric, string>>>
}

export type FileContent = { readonly [Key in GateKey]?: ValueOf<Key> } & {
  readonly scenarios: readonly ScenarioEntry[]
}
