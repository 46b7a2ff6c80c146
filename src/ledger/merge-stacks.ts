import type { AttributedStacks } from '../model/attribution.ts'

interface MergedNode {
  readonly parent: number
  readonly frame: number
  /** By side. */
  readonly bytes: number[]
}

interface MergedStacks {
  readonly frames: AttributedStacks['frames']
  readonly nodes: readonly MergedNode[]
}

/** One tree of the stacks of several ledgers. A frame is the same by its name and its module's, whatever the folder. */
export function mergeStacks(sides: readonly AttributedStacks[]): MergedStacks {
  const frames: { name: string; module: string }[] = []
  const framePlaces = new Map<string, number>()
  const nodes: MergedNode[] = []
  const nodePlaces = new Map<string, number>()
  sides.forEach((stacks, side) => {
    const ownFrames = stacks.frames.map(({ name, module }) => {
      const key = JSON.stringify([name, module.slice(module.lastIndexOf('/') + 1)])
      const place = framePlaces.get(key) ?? frames.push({ name, module }) - 1
      framePlaces.set(key, place)
      return place
    })
    const ownNodes: number[] = []
    for (const [parent, frame, self] of stacks.nodes) {
      const at = { parent: ownNodes[parent] ?? -1, frame: ownFrames[frame] ?? 0 }
      const key = `${at.parent} ${at.frame}`
      const place = nodePlaces.get(key) ?? nodes.push({ ...at, bytes: sides.map(() => 0) }) - 1
      nodePlaces.set(key, place)
      ownNodes.push(place)
      const bytes = nodes[place]?.bytes
      if (bytes !== undefined) bytes[side] = (bytes[side] ?? 0) + self
    }
  })
  return { frames, nodes }
}
