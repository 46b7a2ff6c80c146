import * as v from 'valibot'
import { GROUP_KINDS, UNACCOUNTED_REASONS } from '../model/attribution.ts'
import { STACK_MEANS } from '../model/trace-record.ts'
import { amount, MEMORY, NUMBER } from './file-schema.ts'

/** How much of an explanation is taken. */
export interface Bounds {
  /** Rows of each view. */
  readonly rows: number
  /** Calls. */
  readonly nodes: number
  /** Characters of a name. */
  readonly name: number
}

/** Of a file that the same people keep: a hundred times what a large program has. */
export const FILE_BOUNDS: Bounds = { rows: 1_000_000, nodes: 10_000_000, name: 1_000_000 }

const finite = v.pipe(v.number(), v.finite('expected a finite number'))
/** Of a share or a change: what is given back, and an estimate, may be negative. */
export const bytes = v.pipe(
  finite,
  v.check((figure) => Math.abs(figure) <= MEMORY.max, MEMORY.message),
)
export const place = v.pipe(amount(NUMBER), v.integer('expected a whole number'))
/** The place of a call, or -1. */
export const caller = v.pipe(v.number(), v.integer('expected a whole number'), v.minValue(-1))

export const SPAN_KINDS = ['start', 'import', 'file', 'library', 'phase', 'mark', 'rest'] as const

export function listOf<Item extends v.GenericSchema>(item: Item, most: number) {
  return v.pipe(v.array(item), v.maxLength(most, `expected at most ${most} of these`))
}

export function textOf(most: number) {
  return v.pipe(v.string(), v.maxLength(most, `expected a text of at most ${most} characters`))
}

/** What every form of an attribution has: all but its stacks. */
export function attributionEntries({ rows, name: longest }: Bounds) {
  const name = textOf(longest)
  const times = listOf(bytes, rows)
  return {
    total: v.object({ writable: bytes, frames: place, minorFaults: place }),
    gate: v.nullable(v.object({ writable: bytes, here: bytes, delta: bytes })),
    coverage: v.object({
      accounted: bytes,
      reasons: listOf(v.object({ reason: v.picklist(UNACCOUNTED_REASONS), bytes }), rows),
      withStack: bytes,
      completeStacks: v.nullable(finite),
      stackMeans: v.exactOptional(v.picklist(STACK_MEANS)),
      lostSamples: place,
      means: listOf(
        v.picklist(['perf', 'strace', 'output-marks', 'probe:cpython', 'probe:node', 'probe:ruby']),
        rows,
      ),
    }),
    processes: listOf(
      v.object({
        id: place,
        pid: place,
        parent: v.nullable(place),
        command: name,
        ended: v.boolean(),
        writable: bytes,
        ownBytes: bytes,
        inheritedBytes: bytes,
        unsharedBytes: bytes,
        shareableBytes: v.exactOptional(bytes),
      }),
      rows,
    ),
    groups: listOf(v.object({ group: name, kind: v.picklist(GROUP_KINDS), writable: bytes }), rows),
    spans: v.pipe(
      listOf(
        v.object({
          id: place,
          parent: v.nullable(place),
          kind: v.picklist(SPAN_KINDS),
          name,
          process: v.nullable(place),
          t0: finite,
          t1: finite,
          self: bytes,
          cumulative: bytes,
          faults: place,
          readBytes: v.exactOptional(bytes),
          retained: v.exactOptional(bytes),
        }),
        rows,
      ),
      v.check((spans) => areNested(spans), 'expected spans of different ids after those around them'),
    ),
    timeline: v.pipe(
      v.object({
        t: listOf(finite, rows),
        stays: times,
        passing: times,
        events: listOf(
          v.object({
            t: finite,
            kind: v.picklist(['library', 'process', 'phase', 'mark', 'end']),
            name,
            process: v.nullable(place),
          }),
          rows,
        ),
      }),
      v.check(
        ({ t, stays, passing }) => stays.length === t.length && passing.length === t.length,
        'expected as many figures as times',
      ),
    ),
  }
}

interface Stacks<Node> {
  readonly frames: readonly { readonly name: string; readonly module: string }[]
  readonly nodes: readonly Node[]
}

/** Calls, whose callers come before them: else nobody would find the way out. */
export function stacksSchema<Node extends readonly [parent: number, frame: number, ...bytes: number[]]>(
  node: v.GenericSchema<unknown, Node>,
  { rows, nodes: most, name: longest }: Bounds,
): v.GenericSchema<unknown, Stacks<Node>> {
  const name = textOf(longest)
  return v.pipe(
    v.object({
      frames: listOf(v.object({ name, module: name }), rows),
      nodes: listOf(node, most),
    }),
    v.check(
      ({ frames, nodes }) => nodes.every(([parent, frame], index) => parent < index && frame < frames.length),
      'expected callers before their callees, and frames that are there',
    ),
  )
}

/** Whether spans come after those around them, and no two are called the same. */
function areNested(spans: readonly { readonly id: number; readonly parent: number | null }[]): boolean {
  const seen = new Set<number>()
  return spans.every(({ id, parent }) => {
    const isFine = !seen.has(id) && (parent === null || seen.has(parent))
    seen.add(id)
    return isFine
  })
}
