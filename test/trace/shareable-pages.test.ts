import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countShareable } from '../../src/trace/shareable-pages.ts'

/** Contents of pages by process and address. */
type Contents = readonly Readonly<Record<number, string>>[]

const reader = (contents: Contents) => (process: number, addresses: readonly number[]) =>
  new Map(addresses.map((address) => [address, contents[process]?.[address] ?? '']))

test('the same page in several processes is spared in all but the first, and another one in none', () => {
  const processes = [
    { exclusive: [1, 2, 3], shared: [] },
    { exclusive: [1, 2], shared: [] },
    { exclusive: [1, 4], shared: [] },
  ]
  const contents = [
    { 1: 'a', 2: 'b', 3: 'c' },
    { 1: 'a', 2: 'B' },
    { 1: 'a', 4: 'c' },
  ]
  expect(countShareable(processes, reader(contents))).toEqual([0, 1, 1])
})

test('a copy that is still what it was a copy of is spared, also in the first process', () => {
  const processes = [
    { exclusive: [1], shared: [2] },
    { exclusive: [2], shared: [1] },
    { exclusive: [], shared: [1, 2] },
  ]
  const contents = [
    { 1: 'a', 2: 'b' },
    { 1: 'a', 2: 'other' },
    { 1: 'a', 2: 'b' },
  ]
  expect(countShareable(processes, reader(contents))).toEqual([1, 0, 0])
})

test('what one process alone has, or all share, is not read', () => {
  const processes = [
    { exclusive: [1], shared: [3] },
    { exclusive: [2], shared: [3] },
  ]
  const never = () => {
    throw new Error('read')
  }
  expect(countShareable(processes, never)).toEqual([0, 0])
})

test('where one may not be read, or there is too much, nothing is said', () => {
  const processes = [
    { exclusive: [1], shared: [] },
    { exclusive: [1], shared: [] },
  ]
  expect(countShareable(processes, (process) => (process === 0 ? new Map([[1, 'a']]) : null))).toBeNull()
  const many = Array.from({ length: 140_000 }, (_, at) => at)
  const large = [
    { exclusive: many, shared: [] },
    { exclusive: many, shared: [] },
  ]
  expect(countShareable(large, () => new Map())).toBeNull()
})

test('what is spared is what all pages take beyond one for each address and content', () => {
  const page = fc.record({ address: fc.nat(4), content: fc.constantFrom('a', 'b') })
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(page, { selector: ({ address }) => address }), { maxLength: 5 }),
      (tree) => {
        const processes = tree.map((pages) => ({
          exclusive: pages.map(({ address }) => address).sort((a, b) => a - b),
          shared: [],
        }))
        const contents = tree.map((pages) =>
          Object.fromEntries(pages.map(({ address, content }) => [address, content])),
        )
        const spared = countShareable(processes, reader(contents)) ?? []
        const all = tree.flat()
        const distinct = new Set(all.map(({ address, content }) => `${address} ${content}`)).size
        expect(spared.reduce((sum, count) => sum + count, 0)).toBe(all.length - distinct)
      },
    ),
  )
})
