import * as v from 'valibot'
import { ATTRIBUTION_SCHEMA, changeBetween, DIFFERENCE_SCHEMA, GROUP_KINDS } from '../model/attribution.ts'
import type { ScenarioExplanation, Unexplained } from '../model/explanation.ts'
import type { Gap, Settlement, Unsettled } from '../model/run.ts'
import type { TraceDoubt } from '../model/trace-doubt.ts'
import {
  attributionEntries,
  type Bounds,
  bytes,
  caller,
  listOf,
  place,
  SPAN_KINDS,
  stacksSchema,
  textOf,
} from './attribution-schema.ts'

/** Somewhat more than is ever written: see MOST_STORED. */
const BOUNDS: Bounds = { rows: 1000, nodes: 5000, name: 1000 }
const name = textOf(BOUNDS.name)

const sides = { base: bytes, head: bytes }

const row = v.object({
  kind: v.picklist([...SPAN_KINDS, 'files']),
  name,
  bytes,
  ...sides,
  inside: place,
  readBytes: v.nullable(bytes),
})

const difference = v.object({
  total: v.object(sides),
  processes: listOf(v.object({ command: name, ordinal: place, ...sides }), BOUNDS.rows),
  groups: listOf(v.object({ group: name, kind: v.picklist(GROUP_KINDS), ...sides }), BOUNDS.rows),
  spans: listOf(
    v.object({
      kind: v.picklist(SPAN_KINDS),
      name,
      ...sides,
      faults: place,
      readBytes: v.nullable(bytes),
    }),
    BOUNDS.rows,
  ),
})

const doubtOf = (
  settlement: v.GenericSchema<unknown, Settlement>,
  gap: v.GenericSchema<unknown, Gap>,
): v.GenericSchema<unknown, TraceDoubt> =>
  v.variant('kind', [
    v.object({
      kind: v.literal('lack'),
      means: v.picklist(['perf', 'dwarf', 'strace']),
      why: v.picklist(['absent', 'refused']),
      said: name,
    }),
    v.object({ kind: v.literal('estimated') }),
    v.object({ kind: v.literal('no-probe'), command: name }),
    v.object({ kind: v.literal('no-es-modules'), version: name }),
    v.object({
      kind: v.literal('unsettled'),
      settlement: v.custom<Unsettled>(
        (found) =>
          v.is(settlement, found) && !['settled', 'exited'].includes((found as { kind: string }).kind),
        'expected how it did not come to rest',
      ),
    }),
    v.object({ kind: v.literal('gaps'), gaps: listOf(gap, BOUNDS.rows) }),
  ])

/**
 * Where the memory came from, as a result has it. Everything in it is bounded, and nothing of it is counted upon: whoever
 * can write it can invent it.
 */
export function explanationSchema(
  settlement: v.GenericSchema<unknown, Settlement>,
  gap: v.GenericSchema<unknown, Gap>,
): v.GenericSchema<unknown, ScenarioExplanation> {
  return v.pipe(
    v.object({
      rows: listOf(row, BOUNDS.rows),
      others: v.object({ bytes, ...sides }),
      ...attributionEntries(BOUNDS),
      since: v.exactOptional(bytes),
      stacks: v.nullable(stacksSchema(v.tuple([caller, place, bytes, bytes]), BOUNDS)),
      areStacksCompared: v.boolean(),
      difference: v.nullable(difference),
      doubts: listOf(doubtOf(settlement, gap), BOUNDS.rows),
    }),
    v.transform((found): ScenarioExplanation => {
      const { rows, others, stacks, areStacksCompared, difference: changed, doubts, ...attribution } = found
      return {
        attribution: {
          schema: ATTRIBUTION_SCHEMA,
          environment: null,
          ...attribution,
          stacks: stacks === null ? null : headOf(stacks),
        },
        difference: changed === null ? null : withStates(changed, areStacksCompared ? stacks : null),
        heavy: { rows, others },
        doubts,
      }
    }),
  )
}

type Compared = NonNullable<NonNullable<ScenarioExplanation['difference']>['stacks']>

function headOf({ frames, nodes }: Compared): ScenarioExplanation['attribution']['stacks'] {
  return { frames, nodes: nodes.map(([parent, frame, , head]) => [parent, frame, head]) }
}

function withStates(
  { total, processes, groups, spans }: v.InferOutput<typeof difference>,
  stacks: Compared | null,
): ScenarioExplanation['difference'] {
  const withState = <Row extends { base: number; head: number }>(one: Row) => ({
    ...one,
    ...changeBetween(one.base, one.head),
  })
  return {
    schema: DIFFERENCE_SCHEMA,
    total: withState(total),
    processes: processes.map(withState),
    groups: groups.map(withState),
    spans: spans.map(withState),
    stacks,
  }
}

export const unexplainedSchema: v.GenericSchema<unknown, Unexplained> = v.variant('kind', [
  v.object({ kind: v.picklist(['until-exit', 'target', 'leak-unseen']) }),
  v.object({ kind: v.literal('no-time'), limitMs: bytes }),
  v.object({ kind: v.picklist(['failed', 'unreadable']), why: name }),
])
