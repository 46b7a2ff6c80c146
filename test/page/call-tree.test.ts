import { expect, test } from 'vitest'
import { growCalls, listFunctions } from '../../src/page/call-tree.ts'
import type { PageStacks } from '../../src/report/page/document.ts'

/** main → work → work (calls itself) → alloc, and main → alloc. */
const stacks: PageStacks = {
  frames: ['main', 'work', 'alloc'].map((name) => ({ name, module: 'app' })),
  nodes: [
    [-1, 0, 0, 1],
    [0, 1, 10, 2],
    [1, 1, 0, 4],
    [2, 2, 0, 8],
    [0, 2, 5, 16],
  ],
}

test('a call has what all below it made', () => {
  const root = growCalls(stacks)
  expect(root).toMatchObject({ base: 15, head: 31 })
  expect(root.children).toMatchObject([
    {
      name: 'main',
      base: 15,
      head: 31,
      children: [
        { name: 'work', base: 10, head: 14 },
        { name: 'alloc', head: 16 },
      ],
    },
  ])
})

test('a function that calls itself counts each byte once', () => {
  const functions = listFunctions(stacks, growCalls(stacks))
  expect(functions).toEqual([
    { name: 'alloc', module: 'app', base: 5, head: 24, total: 24 },
    { name: 'work', module: 'app', base: 10, head: 6, total: 14 },
    { name: 'main', module: 'app', base: 0, head: 1, total: 31 },
  ])
})
