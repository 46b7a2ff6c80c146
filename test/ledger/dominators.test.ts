import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findDominators } from '../../src/ledger/dominators.ts'

/** The nodes that are reached from node 0 without going through one. */
function reach(successors: readonly (readonly number[])[], without: number): ReadonlySet<number> {
  const reached = new Set<number>()
  const open = without === 0 ? [] : [0]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === without || reached.has(node)) continue
    reached.add(node)
    open.push(...(successors[node] ?? []))
  }
  return reached
}

const graphs = fc
  .integer({ min: 1, max: 14 })
  .chain((count) =>
    fc.array(fc.array(fc.nat(count - 1), { maxLength: 4 }), { minLength: count, maxLength: count }),
  )

test('what a node dominates is what is no longer reached without it', () => {
  fc.assert(
    fc.property(graphs, (successors) => {
      const { order, dominators } = findDominators(successors)
      const whole = reach(successors, -1)
      expect(new Set(order)).toEqual(whole)
      const isAbove = (above: number, node: number): boolean => {
        for (let at = node; ; at = dominators[at] ?? 0) {
          if (at === above) return true
          if (at === 0) return false
        }
      }
      successors.forEach((_, node) => {
        if (!whole.has(node)) {
          expect(dominators[node]).toBe(-1)
          return
        }
        const rest = reach(successors, node)
        const gone = [...whole].filter((other) => !rest.has(other))
        expect(order.filter((other) => isAbove(node, other)).toSorted()).toEqual(gone.toSorted())
      })
    }),
    { numRuns: 500 },
  )
})

test('a node comes after its dominators, also in a chain that is longer than any stack', () => {
  const chain = Array.from({ length: 50_000 }, (_, node) => (node < 49_999 ? [node + 1] : []))
  const { order, dominators } = findDominators(chain)
  expect(order).toEqual(chain.map((_, node) => node))
  expect(dominators[49_999]).toBe(49_998)
})

test('a graph of nothing has no dominators', () => {
  expect(findDominators([]).order).toEqual([])
})
