import { expect, test } from 'vitest'
import { createStackReader } from '../../src/trace/parse-stacks.ts'

const TEXT = `1/1  1.128934123: 
\tffffffff81775b9a do_user_addr_fault ([kernel.kallsyms])
\t          16e0ba std::vector<int, std::allocator<int> >::push_back(int) (/srv/my app (2)/lib.so)
\t            11ab main (/srv/app)

1/1  1.128934124: 
\t            11ab main (/srv/app)

1/2  1.128934125: 
\t            99 [unknown] ([unknown])
\t            11ab main (/srv/app)
\t            27 _start (/srv/app)
`

test('stacks that are wanted become a tree of callers and callees', () => {
  const kept: [number, number][] = []
  const reader = createStackReader(
    (fault) => fault !== 1,
    (fault, node) => kept.push([fault, node]),
  )
  TEXT.split('\n').forEach(reader.take)
  const { frames, nodes, complete } = reader.finish()
  const read = (node: number): string[] => {
    const { parent = -1, frame = -1 } = nodes[node] ?? {}
    return node === -1 ? [] : [...read(parent), frames[frame]?.name ?? '']
  }
  expect(kept.map(([fault, node]) => [fault, ...read(node)])).toEqual([
    [0, 'main', 'std::vector<int, std::allocator<int> >::push_back(int)'],
    [2, '_start', 'main', '[unknown]'],
  ])
  expect(frames.find(({ name }) => name.startsWith('std'))?.module).toBe('/srv/my app (2)/lib.so')
  expect(complete).toBe(2)
})
