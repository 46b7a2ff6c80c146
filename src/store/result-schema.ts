import * as v from 'valibot'
import { type Budget, parseBudget } from '../config/budget.ts'
import { UserError } from '../model/errors/user-error.ts'
import { METRIC_NAMES, type Metric } from '../model/metrics.ts'
import { BASE_RULES, type Pair } from '../model/pair.ts'
import type { Gap, ProcessFigure, Reading, Run, RunEvent, RunWarning, Settlement } from '../model/run.ts'
import { describe } from './parse.ts'
import {
  RESULT_SCHEMA,
  type StoredResult,
  type StoredScenario,
  type StoredSide,
} from '../model/stored-result.ts'
import { listOf, textOf } from './attribution-schema.ts'
import { explanationSchema, unexplainedSchema } from './explanation-schema.ts'
import {
  amount,
  count,
  environment,
  figureOf,
  groups,
  MEMORY,
  namedFacts,
  NUMBER,
  recording,
  subject,
} from './file-schema.ts'

/** Linux gives a program no longer argument (MAX_ARG_STRLEN); nothing else is as long. */
const LONGEST_TEXT = 131_072
/** A name of 200 characters, and the leg of a matrix behind it. */
const LONGEST_NAME = 1000
const LONGEST_BUDGET = 200
/** SHA-256 has 64 digits. */
const LONGEST_COMMIT = 64

const text = textOf(LONGEST_TEXT)
const name = v.pipe(textOf(LONGEST_NAME), v.nonEmpty('expected a non-empty text'))

/** No gate is near these. */
const MOST = {
  scenarios: 1000,
  runs: 1000,
  recordings: 100,
  readings: 200_000,
  groups: 20_000,
  processes: 20_000,
  others: 1000,
} as const

const whole = v.pipe(amount(NUMBER), v.integer('expected a whole number'))
const plannedRuns = v.pipe(whole, v.maxValue(MOST.runs, `expected at most ${MOST.runs} runs`))
const bytes = amount(MEMORY)
const ms = amount(NUMBER)

const settlement: v.GenericSchema<unknown, Settlement> = v.variant('kind', [
  v.object({ kind: v.literal('settled'), steadyAtMs: ms, windowMs: ms }),
  v.object({ kind: v.literal('exited') }),
  v.object({ kind: v.literal('creeping'), bytesPerSecond: bytes, overMs: ms }),
  v.object({ kind: v.literal('sawtooth'), falls: whole, spreadBytes: bytes, levelBytes: bytes }),
  v.object({ kind: v.literal('noisy'), spreadBytes: bytes, levelBytes: bytes }),
  v.object({ kind: v.literal('unread'), readings: whole }),
])

const gap: v.GenericSchema<unknown, Gap> = v.variant('kind', [
  v.object({ kind: v.literal('memory-denied'), process: text }),
  v.object({ kind: v.literal('hidden'), process: text }),
  v.object({ kind: v.literal('nothing-read') }),
])

const warning: v.GenericSchema<unknown, RunWarning> = v.variant('kind', [
  v.object({ kind: v.literal('no-ready-condition') }),
  v.object({ kind: v.literal('memory-never-read') }),
  v.object({ kind: v.literal('no-rest-before-workload'), waitedMs: ms }),
  v.object({ kind: v.literal('unkillable'), pids: listOf(whole, MOST.processes) }),
])

const reading: v.GenericSchema<unknown, Reading> = v.object({
  atMs: ms,
  writable: bytes,
  dirtyCache: bytes,
  rss: bytes,
  pss: bytes,
  minorFaults: whole,
  majorFaults: whole,
  processes: whole,
  threads: whole,
})

const event: v.GenericSchema<unknown, RunEvent> = v.object({
  atMs: ms,
  event: v.picklist([
    'launched',
    'ready',
    'workload-started',
    'workload-ended',
    'steady',
    'soaked',
    'exited',
  ]),
})

/** By groups of mappings that programs name. */
const boundedGroups = v.pipe(
  groups,
  v.check(
    (found) => Object.keys(found).every((key) => key.length <= LONGEST_TEXT),
    `expected names of at most ${LONGEST_TEXT} characters`,
  ),
  v.check(
    (found) => Object.keys(found).length <= MOST.groups,
    `expected at most ${MOST.groups} groups of mappings`,
  ),
)

const processFigure: v.GenericSchema<unknown, ProcessFigure> = v.object({
  pid: whole,
  command: text,
  writable: bytes,
  role: v.exactOptional(textOf(LONGEST_NAME)),
  faults: v.exactOptional(whole),
  endedFaults: v.exactOptional(whole),
  ended: v.exactOptional(listOf(textOf(LONGEST_NAME), MOST.others)),
})

const run: v.GenericSchema<unknown, Run> = v.object({
  settlement,
  gaps: listOf(gap, MOST.processes),
  warnings: listOf(warning, MOST.others),
  figures: v.object(
    Object.fromEntries(METRIC_NAMES.map((metric) => [metric, v.exactOptional(figureOf(metric))])),
  ),
  readings: listOf(reading, MOST.readings),
  unseenMs: ms,
  events: listOf(event, MOST.others),
  processes: listOf(processFigure, MOST.processes),
  groups: boundedGroups,
  soakGroups: v.exactOptional(boundedGroups),
})

const budgetTexts = v.object(
  Object.fromEntries(METRIC_NAMES.map((metric) => [metric, v.exactOptional(textOf(LONGEST_BUDGET))])),
)

/** Of a budget the text is taken, as people gave it; what it allows is read again, as everything that decides. */
const planned = v.pipe(
  v.object({
    runs: plannedRuns,
    maxRuns: plannedRuns,
    budgets: budgetTexts,
    byDefault: listOf(v.picklist(METRIC_NAMES), METRIC_NAMES.length),
  }),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const { runs, maxRuns, budgets: texts, byDefault } = dataset.value
    const budgets: Partial<Record<Metric, Budget>> = {}
    for (const metric of METRIC_NAMES) {
      const written = texts[metric]
      if (written === undefined) continue
      try {
        const budget = parseBudget(metric, written)
        budgets[metric] = byDefault.includes(metric) ? { ...budget, isDefault: true } : budget
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        addIssue({ message: error.message })
        return NEVER
      }
    }
    return { runs, maxRuns, budgets }
  }),
)

const baseline = v.object({
  scenario: name,
  environment,
  subject,
  recordings: v.pipe(
    listOf(v.object({ ...recording.entries, groups: boundedGroups }), MOST.recordings),
    v.minLength(1, 'expected at least one recording'),
  ),
})

const pair = v.pipe(
  v.object({
    rule: v.picklist(BASE_RULES),
    commit: v.nullable(textOf(LONGEST_COMMIT)),
    name: text,
    changed: listOf(text, MOST.others),
  }),
  v.transform((found): Pair => ({ ...found, log: null })),
)

const figure = v.pipe(v.number(), v.finite('expected a finite number'))

const side: v.GenericSchema<unknown, StoredSide> = v.object({
  raised: listOf(
    v.object({ metric: v.picklist(METRIC_NAMES), from: figure, to: figure }),
    METRIC_NAMES.length,
  ),
  isRemoved: v.boolean(),
  isRefused: v.boolean(),
})

const scenario = v.pipe(
  v.object({
    name,
    environment: v.exactOptional(environment),
    facts: v.nullable(namedFacts),
    doubts: listOf(text, MOST.others),
    side: v.exactOptional(side),
    planned,
    subject: v.nullable(subject),
    baseline: v.nullable(baseline),
    // It decides nothing, so one that cannot be read spoils nothing.
    explanation: v.exactOptional(v.unknown(), null),
    unexplained: v.exactOptional(v.unknown(), null),
    runs: listOf(run, MOST.runs),
  }),
  v.check(
    ({ subject: known, runs }) => known !== null || runs.length === 0,
    'its runs are of nobody knows what: there is no subject',
  ),
)

/**
 * Additions that the exact test needs at most: for N samples, of which the smaller side has k, 2 · (N · k)². A second
 * takes a thousand million of them; a usual gate has a million.
 */
const MOST_ADDITIONS = 1e10

type Weighed = Pick<v.InferOutput<typeof scenario>, 'planned' | 'baseline' | 'runs'>

function additionsFor({ planned: terms, baseline: compared, runs }: Weighed): number {
  const bases = Object.keys(terms.budgets).map((metric) =>
    (compared?.recordings ?? []).reduce((sum, { samples }) => sum + (samples[metric]?.length ?? 0), 0),
  )
  return bases.reduce((sum, base) => sum + 2 * ((base + runs.length) * Math.min(base, runs.length)) ** 2, 0)
}

const explanation = explanationSchema(settlement, gap)

/** What cannot be read is said in place of it. */
function readExplanation({
  explanation: given,
  unexplained: said,
}: Record<'explanation' | 'unexplained', unknown>): Pick<StoredScenario, 'explanation' | 'unexplained'> {
  const [found, reason] = [
    v.safeParse(v.nullable(explanation), given, { abortEarly: true }),
    v.safeParse(v.nullable(unexplainedSchema), said, { abortEarly: true }),
  ]
  const [issue] = [...(found.issues ?? []), ...(reason.issues ?? [])]
  if (issue !== undefined) return { unexplained: { kind: 'unreadable', why: describe(issue) } }
  return {
    ...(found.success && found.output !== null && { explanation: found.output }),
    ...(reason.success && reason.output !== null && { unexplained: reason.output }),
  }
}

/**
 * What a result file must be for its evidence to be read: every figure finite and within what a machine can hold,
 * every text and list of a bounded length. Its verdicts, medians and differences are passed over, as is every key
 * that is not known here.
 */
export const resultSchema: v.GenericSchema<unknown, StoredResult> = v.pipe(
  v.object({
    schema: v.literal(RESULT_SCHEMA),
    tool: v.nullable(textOf(LONGEST_NAME)),
    measuredAt: v.nullable(
      v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'expected a time in UTC')),
    ),
    commit: v.nullable(textOf(LONGEST_COMMIT)),
    job: v.nullable(textOf(LONGEST_NAME)),
    leg: v.nullable(textOf(LONGEST_NAME)),
    legs: v.nullable(count),
    run: v.nullable(count),
    attempt: v.nullable(count),
    failure: v.nullable(text),
    environment,
    pair: v.exactOptional(v.nullable(pair), null),
    scenarios: v.pipe(
      listOf(scenario, MOST.scenarios),
      v.check(
        (all) => all.reduce((sum, one) => sum + additionsFor(one), 0) <= MOST_ADDITIONS,
        'it has more samples than can be compared in a reasonable time',
      ),
    ),
  }),
  v.transform(
    ({ environment: common, failure, pair: compared, scenarios, tool, measuredAt, commit, ...ofJob }) => {
      const { job, leg, legs, run: number, attempt } = ofJob
      return {
        origin: { tool, measuredAt, commit, job, leg, legs, run: number, attempt },
        environment: common,
        failure,
        ...(compared !== null && { pair: compared }),
        scenarios: scenarios.map((one): StoredScenario => ({
          terms: { name: one.name, ...one.planned, subject: one.subject },
          environment: one.environment ?? common,
          facts: one.facts,
          baseline: one.baseline,
          doubts: one.doubts,
          ...(one.side !== undefined && { side: one.side }),
          ...readExplanation(one),
          runs: one.runs,
        })),
      }
    },
  ),
)
