/**
 * Who dominates whom in a graph with one root, node 0: a node's immediate dominator is the last one that every way from
 * the root to it goes through (Cooper, Harvey and Kennedy, "A simple, fast dominance algorithm", 2001).
 *
 * @param successors by node
 * @returns `order`: the nodes that the root reaches, each after its dominators; `dominators`: of each node the immediate
 *   one; the root's is itself, and that of a node without a way to it is -1
 */
export function findDominators(successors: readonly (readonly number[])[]): {
  readonly order: readonly number[]
  readonly dominators: Int32Array
} {
  const order = orderFromRoot(successors)
  const rank = new Int32Array(successors.length).fill(-1)
  order.forEach((node, place) => {
    rank[node] = place
  })
  const predecessors = successors.map((): number[] => [])
  for (const node of order) for (const next of successors[node] ?? []) predecessors[next]?.push(node)
  const dominators = new Int32Array(successors.length).fill(-1)
  if (order.length > 0) dominators[0] = 0

  const nearestCommon = (one: number, other: number): number => {
    let [a, b] = [one, other]
    while (a !== b) {
      if ((rank[a] ?? 0) > (rank[b] ?? 0)) a = dominators[a] ?? 0
      else b = dominators[b] ?? 0
    }
    return a
  }

  for (let isChanged = true; isChanged;) {
    isChanged = false
    for (const node of order.slice(1)) {
      const known = (predecessors[node] ?? []).filter((before) => dominators[before] !== -1)
      const found = known.reduce(nearestCommon)
      if (dominators[node] !== found) isChanged = true
      dominators[node] = found
    }
  }
  return { order, dominators }
}

/** Reverse postorder of a walk into the depth, without recursion: programs have chains of hundreds of imports. */
function orderFromRoot(successors: readonly (readonly number[])[]): readonly number[] {
  if (successors.length === 0) return []
  const finished: number[] = []
  const seen = new Set([0])
  const walk = [{ node: 0, next: 0 }]
  for (let top = walk.at(-1); top !== undefined; top = walk.at(-1)) {
    const to = successors[top.node]?.[top.next]
    top.next += 1
    if (to === undefined) {
      finished.push(top.node)
      walk.pop()
    } else if (!seen.has(to)) {
      seen.add(to)
      walk.push({ node: to, next: 0 })
    }
  }
  return finished.toReversed()
}
