import { expect, test } from 'vitest'
import type { StackMeans } from '../../src/model/trace-record.ts'
import { createStackReader } from '../../src/trace/parse-stacks.ts'

/** What `perf script` prints of faults, each by `at`, and of samples, each with its lines. */
const fault = (thread: number, at: string) =>
  `  7/${thread} 12924.904348129:                    page-faults/period=1/u:      ${at}`
const sample = (thread: number, ...stack: readonly string[]) =>
  [
    `7/${thread} 12924.904348130: minor-faults/period=17,call-graph=dwarf/u: `,
    ...stack.map((each) => `\t            ${each}`),
    '',
  ].join('\n')

const FILL = '7f41c0 fill(char *, unsigned long) (/srv/app (2))'
const FILL_LATER = '7f41c9 fill(char *, unsigned long) (/srv/app (2))'
const CACHE = [
  '11c0 fill(char *, unsigned long) (/srv/app (2))',
  '11ed cache (/srv/app (2))',
  '1088 main (/srv/app (2))',
]
const PARSE = ['11c9 fill(char *, unsigned long) (/srv/app (2))', '12ed parse (/srv/app (2))']
const KERNEL = 'ffffffff81b73c18 _copy_to_user ([kernel.kallsyms])'

function read(
  lines: readonly string[],
  isKept: (fault: number) => boolean = () => true,
  how: StackMeans = 'dwarf',
) {
  const stacks: Record<number, string> = {}
  const given: [number, number][] = []
  const reader = createStackReader(how, isKept, (place, node) => given.push([place, node]))
  lines.join('\n').split('\n').forEach(reader.take)
  const { frames, nodes, complete, means } = reader.finish()
  const path = (node: number): string => {
    const { parent = -1, frame = -1 } = nodes[node] ?? {}
    const name = frames[frame]?.name.replace(/\(.*/, '') ?? ''
    return parent === -1 ? name : `${path(parent)} > ${name}`
  }
  for (const [place, node] of given) stacks[place] = path(node)
  return { stacks, complete, means }
}

test('a fault has the callers of the next sample of its function in its thread, or of the last', () => {
  const { stacks, complete, means } = read([
    fault(7, FILL),
    fault(8, FILL),
    fault(7, '7f4000 other (/srv/app (2))'),
    fault(7, FILL_LATER),
    sample(7, ...CACHE),
    fault(7, FILL),
    fault(8, FILL),
    sample(8, ...PARSE),
    fault(8, FILL_LATER),
  ])
  expect(stacks).toEqual({
    0: 'main > cache > fill',
    1: 'parse > fill',
    2: 'other',
    3: 'main > cache > fill',
    4: 'main > cache > fill',
    5: 'parse > fill',
    6: 'parse > fill',
  })
  expect(complete).toBe(3)
  expect(means).toBe('dwarf')
})

test('a sample whose own fault was lost says nothing of others', () => {
  expect(read([fault(7, '7f4000 other (/srv/app (2))'), sample(7, ...CACHE)]).stacks).toEqual({ 0: 'other' })
  expect(read([sample(7, ...CACHE), fault(7, FILL)]).stacks).toEqual({ 0: 'fill' })
})

test('what the kernel touched belongs to the code that called it', () => {
  const lines = [
    fault(7, KERNEL),
    fault(7, KERNEL),
    sample(
      7,
      KERNEL,
      'ffffffff81000130 entry ([kernel.kallsyms])',
      '9f550 read (/lib/libc.so.6)',
      '1088 main (/srv/app)',
    ),
  ]
  expect(read(lines).stacks).toEqual({ 0: 'main > read', 1: 'main > read' })
  // Alone, the kernel's function says nothing.
  expect(read([fault(7, KERNEL)]).stacks).toEqual({})
})

test('code without symbols is told apart by its address', () => {
  const lines = [
    fault(7, '7f4001 [unknown] (/srv/stripped)'),
    fault(7, '7f4002 [unknown] (/srv/stripped)'),
    sample(7, '4002 [unknown] (/srv/stripped)', '1088 main (/srv/stripped)'),
  ]
  expect(read(lines).stacks).toEqual({ 0: '[unknown]', 1: 'main > [unknown]' })
})

test('what is not wanted has none, and what cannot be read takes nothing with it', () => {
  const lines = [
    fault(7, FILL),
    fault(7, FILL),
    fault(7, 'nonsense'),
    sample(7, ...CACHE),
    fault(7, FILL),
    sample(7, ...PARSE),
  ]
  const { stacks, complete } = read(lines, (place) => place !== 0)
  expect(stacks).toEqual({ 1: 'parse > fill', 3: 'parse > fill' })
  expect(complete).toBe(0)
})

/** A fault with the stack that its frame pointers give. */
const faultWith = (thread: number, ...stack: readonly string[]) =>
  [
    `7/${thread} 12924.904348129:      page-faults/period=1,call-graph=fp/: `,
    ...stack.map((each) => `\t            ${each}`),
    '',
  ].join('\n')

const GARBAGE = '99 [unknown] ([unknown])'

test('a stack that frame pointers give is kept where it reaches its beginning', () => {
  const lines = [
    faultWith(7, 'ffffffff81775b9a do_user_addr_fault ([kernel.kallsyms])', ...CACHE),
    faultWith(8, CACHE[0] ?? '', GARBAGE, '27 _start (/srv/app)'),
    faultWith(8, 'ffffffff81775b9a do_user_addr_fault ([kernel.kallsyms])', GARBAGE),
  ]
  const { stacks, complete, means } = read(lines, () => true, 'frame-pointers')
  expect(stacks).toEqual({ 0: 'main > cache > fill', 1: '_start > [unknown] > fill', 2: '[unknown]' })
  expect({ complete, means }).toEqual({ complete: 2, means: 'frame-pointers' })
})

test('of both, dwarf completes what frame pointers leave short, and nothing else', () => {
  const lines = [
    faultWith(7, CACHE[0] ?? '', GARBAGE),
    faultWith(7, PARSE[0] ?? '', PARSE[1] ?? '', '1088 main (/srv/app (2))'),
    faultWith(7, CACHE[0] ?? ''),
    sample(7, ...CACHE),
    // Of this function dwarf knows no caller, frame pointers do.
    faultWith(7, '77 memset (/lib/libc.so.6)', '11ed cache (/srv/app (2))'),
    sample(7, '77 memset (/lib/libc.so.6)'),
  ]
  const { stacks, complete } = read(lines, () => true, 'both')
  expect(stacks).toEqual({
    0: 'main > cache > fill',
    1: 'main > parse > fill',
    2: 'main > cache > fill',
    3: 'cache > memset',
  })
  expect(complete).toBe(3)
})

test('a name may hold spaces and parentheses, and a path may', () => {
  const lines = [
    faultWith(
      7,
      '16e0ba std::vector<int, std::allocator<int> >::push_back(int) (/srv/my app (2)/lib.so)',
      '11ab main (/srv/app)',
    ),
  ]
  const reader = createStackReader(
    'frame-pointers',
    () => true,
    () => undefined,
  )
  lines.join('\n').split('\n').forEach(reader.take)
  expect(reader.finish().frames).toEqual([
    { name: 'std::vector<int, std::allocator<int> >::push_back(int)', module: '/srv/my app (2)/lib.so' },
    { name: 'main', module: '/srv/app' },
  ])
})
