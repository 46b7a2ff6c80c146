import type { Attribution, AttributionDifference } from '../model/attribution.ts'
import { SMALLER } from '../model/explanation.ts'

/** Of one run, the base has no bytes. */
export type ComparedStacks = NonNullable<AttributionDifference['stacks']>

/** So many nodes a browser draws at once; of several ledgers, all together. */
export const MOST_NODES = 5000
/** Of the whole: what is smaller is less than a pixel wide. */
const SMALLEST_SHARE = 0.001

/** The frame that stands for all callees that were left out. */
const SMALLER_FRAME = { name: SMALLER, module: '' }

/** Leaves out calls that are too small to be seen; what they made stands under their caller, so that the sum holds. */
export function pruneStacks({ frames, nodes }: ComparedStacks, mostNodes = MOST_NODES): ComparedStacks {
  const sums = sumsOf(nodes)
  const sizes = sums.map(({ base, head }) => Math.max(base, head))
  const whole = nodes.reduce((sum, [, , base, head]) => ({ base: sum.base + base, head: sum.head + head }), {
    base: 0,
    head: 0,
  })
  const atLeast = Math.max(
    Math.max(whole.base, whole.head) * SMALLEST_SHARE,
    sizes.toSorted((a, b) => b - a)[mostNodes] ?? 0,
  )
  const smaller = frames.length
  const kept: [parent: number, frame: number, base: number, head: number][] = []
  const places = new Map([[-1, -1]])
  const left = new Map<number, { base: number; head: number }>()
  nodes.forEach(([parent, frame, base, head], node) => {
    const caller = places.get(parent)
    if (caller === undefined) return
    if ((sizes[node] ?? 0) > atLeast) {
      places.set(node, kept.push([caller, frame, base, head]) - 1)
      return
    }
    const sum = left.get(caller) ?? { base: 0, head: 0 }
    sum.base += sums[node]?.base ?? 0
    sum.head += sums[node]?.head ?? 0
    left.set(caller, sum)
  })
  for (const [caller, { base, head }] of left) {
    if (base > 0 || head > 0) kept.push([caller, smaller, base, head])
  }
  return { frames: [...frames, SMALLER_FRAME], nodes: kept }
}

/** The same calls, with no frame that none of them has. */
export function dropUnusedFrames({ frames, nodes }: ComparedStacks): ComparedStacks {
  const used = new Map<number, number>()
  const placeOf = (frame: number) => {
    const place = used.get(frame) ?? used.size
    used.set(frame, place)
    return place
  }
  const renumbered = nodes.map(([parent, frame, base, head]) => [parent, placeOf(frame), base, head] as const)
  return { frames: [...used.keys()].flatMap((frame) => frames[frame] ?? []), nodes: renumbered }
}

/** The calls of one run, which has no base. */
export function aloneStacks({ frames, nodes }: NonNullable<Attribution['stacks']>): ComparedStacks {
  return { frames, nodes: nodes.map(([parent, frame, self]) => [parent, frame, 0, self]) }
}

/** What each node and all below it made. */
function sumsOf(nodes: ComparedStacks['nodes']): { base: number; head: number }[] {
  const sums = nodes.map(([, , base, head]) => ({ base, head }))
  for (let node = nodes.length - 1; node >= 0; node--) {
    const [sum, caller] = [sums[node], sums[nodes[node]?.[0] ?? -1]]
    if (sum === undefined || caller === undefined) continue
    caller.base += sum.base
    caller.head += sum.head
  }
  return sums
}
