import type { AttributedStacks, AttributionDifference } from '../model/attribution.ts'

/** A stack that matters, with what is deeper and does not matter by itself. */
export interface HeavyStack {
  readonly bytes: number
  readonly base: number
  readonly head: number
  /** The innermost first. */
  readonly frames: readonly { readonly name: string; readonly module: string }[]
}

const SHARE = 0.05

/**
 * Which functions made most of the figure, or of its change, each page in one row: as for spans. Deep stacks that
 * differ in their ends only (an interpreter's, a compiler's) are one at the function where they part.
 */
export function findHeavyStacks(
  stacks: AttributedStacks | null,
  difference: AttributionDifference | null,
): readonly HeavyStack[] {
  const source = difference === null ? stacks : difference.stacks
  if (source === null) return []
  const sums = source.nodes.map(([, , first, second]) =>
    second === undefined ? { base: 0, head: first } : { base: first, head: second },
  )
  const size = ({ base, head }: { base: number; head: number }) => (difference === null ? head : head - base)
  const whole = sums.reduce((sum, node) => sum + Math.abs(size(node)), 0)
  const least = Math.max(1, whole * SHARE)
  const framesOf = (node: number) => {
    const frames: { name: string; module: string }[] = []
    for (let at = node; at >= 0; at = source.nodes[at]?.[0] ?? -1) {
      const frame = source.frames[source.nodes[at]?.[1] ?? -1]
      if (frame !== undefined) frames.push(frame)
    }
    return frames
  }
  const rows: HeavyStack[] = []
  for (let node = sums.length - 1; node >= 0; node -= 1) {
    const sum = sums[node]
    const caller = sums[source.nodes[node]?.[0] ?? -1]
    if (sum === undefined) continue
    const bytes = size(sum)
    if (Math.abs(bytes) >= least) rows.push({ bytes, ...sum, frames: framesOf(node) })
    else if (caller !== undefined) {
      caller.base += sum.base
      caller.head += sum.head
    }
  }
  return rows.sort((a, b) => Math.abs(b.bytes) - Math.abs(a.bytes))
}
