import { type AttributedStacks, NO_STACK, REST_NAMES, UNACCOUNTED_REASONS } from '../model/attribution.ts'
import type { TraceRecord } from '../model/trace-record.ts'
import type { Cell } from './cells.ts'

/** The stacks that made something that is still there, callers before callees; `null` where none were recorded. */
export function listStacks({ stacks }: TraceRecord, cells: readonly Cell[]): AttributedStacks | null {
  if (stacks === undefined) return null
  const frames: { name: string; module: string }[] = []
  const nodes: [parent: number, frame: number, self: number][] = []
  // Those of the record, and one for each reason to have none.
  const mostFrames = stacks.frames.length + UNACCOUNTED_REASONS.length + 2
  const framePlaces = new Map<string, number>()
  const nodePlaces = new Map<number, number>()

  const placeFrame = (name: string, module: string): number => {
    const key = JSON.stringify([name, module])
    const place = framePlaces.get(key) ?? frames.push({ name, module }) - 1
    framePlaces.set(key, place)
    return place
  }
  const ownFrames = new Map<number, number>()
  const ownFrame = (index: number): number => {
    const { name = '', module = '' } = stacks.frames[index] ?? {}
    const place = ownFrames.get(index) ?? placeFrame(name, module)
    ownFrames.set(index, place)
    return place
  }
  // Stacks that read the same are one, whatever addresses they had.
  const placeNode = (parent: number, frame: number): number => {
    const key = (parent + 1) * mostFrames + frame
    const place = nodePlaces.get(key) ?? nodes.push([parent, frame, 0]) - 1
    nodePlaces.set(key, place)
    return place
  }
  const known = new Map<number, number>()
  const placeStack = (stack: number): number => {
    const callers: number[] = []
    let at = stack
    while (at >= 0 && !known.has(at) && callers.length <= stacks.nodes.length) {
      callers.push(at)
      at = stacks.nodes[at]?.parent ?? -1
    }
    let place = known.get(at) ?? -1
    for (const node of callers.reverse()) {
      place = placeNode(place, ownFrame(stacks.nodes[node]?.frame ?? -1))
      known.set(node, place)
    }
    return place
  }

  for (const { stack, reason, bytes } of cells) {
    const missing = reason === null ? NO_STACK : REST_NAMES[reason]
    const node = nodes[stack >= 0 ? placeStack(stack) : placeNode(-1, placeFrame(missing, ''))]
    if (node !== undefined) node[2] += bytes
  }
  return { frames, nodes }
}
