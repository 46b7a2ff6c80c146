import { attribute } from '../../src/ledger/attribute.ts'
import type { Attribution } from '../../src/model/attribution.ts'
import type { TraceStacks } from '../../src/model/trace-record.ts'
import {
  begin,
  end,
  events,
  exec,
  fault,
  fork,
  mapping,
  open,
  process,
  read,
  record,
} from '../ledger/records.ts'
import { environment } from './samples.ts'

const pages = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index)
const faults = (first: number, count: number, pid = 1, stack = 0) =>
  pages(first, count).map((page) => fault(page, pid, { stack }))

const stacks: TraceStacks = {
  frames: ['main', 'PyImport_ImportModule', 'XML_Parse', 'PyDict_New'].map((name) => ({
    name,
    module: 'python3.11',
  })),
  nodes: [-1, 0, 0, 2].map((parent, frame) => ({ parent, frame })),
  means: 'frame-pointers',
  complete: 2000,
}

const start = [exec('python3 manager.py'), ...faults(0, 800), begin('os'), ...faults(800, 60), end('os')]

/** Before: a program that imports little. */
export const before: Attribution = {
  ...attribute(
    record(
      events(...start, begin('xml.etree'), ...faults(900, 250), end('xml.etree')),
      [
        process(
          1,
          [
            mapping([...pages(0, 860), ...pages(900, 250)], { group: '[heap]' }),
            mapping([1_000_000], { group: '[stack]' }),
          ],
          {
            command: 'python3 manager.py',
          },
        ),
      ],
      { stacks },
    ),
  ),
  environment,
}

const minidom = [
  begin('xml.dom.minidom', 1),
  ...faults(2000, 85),
  begin('xml.dom.expatbuilder'),
  ...faults(2100, 35),
  begin('pyexpat'),
  ...faults(2150, 59, 1, 1),
  end('pyexpat'),
  end('xml.dom.expatbuilder'),
  end('xml.dom.minidom'),
]
const parsing = [open('/srv/registry.xml'), read('/srv/registry.xml', 3000, 29), ...faults(3100, 960, 1, 3)]
const held = [
  ...pages(0, 860),
  ...pages(2000, 85),
  ...pages(2100, 35),
  ...pages(2150, 59),
  ...pages(3000, 29),
  ...pages(3100, 960),
]

/** After: minidom, a large file, and a worker that writes to what it inherited. */
export const after: Attribution = {
  ...attribute(
    record(
      events(...start, ...minidom, ...parsing, fork(1, 2), ...faults(0, 40, 2, 1)),
      [
        process(
          1,
          [
            mapping(held, { group: '[heap]', writable: 40 * 4096 + (held.length - 40) * 2048 }),
            mapping([1_000_000], { group: '[stack]' }),
            mapping([], { group: '[memfd:ring]', writable: 65_536, sharedMemory: 65_536 }),
          ],
          { command: 'python3 manager.py' },
        ),
        process(2, [mapping(held, { group: '[heap]', writable: 40 * 4096 + (held.length - 40) * 2048 })], {
          command: 'manager: worker',
          parent: 1,
        }),
      ],
      { stacks, lostFaults: 3 },
    ),
  ),
  environment,
  gate: { writable: 8_462_336, here: 8_531_968, delta: 69_632 },
}

/** Names as a program may choose them, wherever one is shown. */
export function named(name: string): Attribution {
  const given = attribute(
    record(
      events(
        exec(name),
        begin(name),
        ...faults(0, 9),
        end(name),
        open(`/${name}`),
        read(`/${name}`, 20, 4),
        fork(1, 2),
        ...faults(30, 9, 2),
        { kind: 'mark', span: 'mark', name, pid: 1 },
        ...faults(50, 8),
      ),
      [
        process(1, [mapping([...pages(0, 9), ...pages(20, 4), ...pages(50, 8)], { group: name })], {
          command: name,
        }),
        process(2, [mapping(pages(30, 9), { group: `${name}.so` })], { command: name, parent: 1 }),
      ],
      { stacks: { ...stacks, frames: stacks.frames.map(() => ({ name, module: name })) } },
    ),
  )
  return { ...given, environment }
}
