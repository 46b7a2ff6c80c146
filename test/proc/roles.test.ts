import fc from 'fast-check'
import { expect, test } from 'vitest'
import { endedBelow, type Kin, roleOf } from '../../src/proc/roles.ts'

const tree = (kin: Readonly<Record<number, readonly [command: string, parentPid: number]>>) =>
  new Map<number, Kin>(
    Object.entries(kin).map(([pid, [command, parentPid]]) => [Number(pid), { command, parentPid }]),
  )

test('a process is named by those above it, without numbers and ids', () => {
  const members = tree({
    10: ['nginx', 9],
    11: ['nginx', 10],
    12: ['worker-4711', 11],
    13: ['worker2', 11],
    14: ['42', 10],
  })
  expect([10, 11, 12, 13, 14].map((pid) => roleOf(pid, members))).toEqual([
    'nginx',
    'nginx > nginx',
    'nginx > nginx > worker',
    'nginx > nginx > worker',
    'nginx > *',
  ])
})

test('whatever the names and parents, a role is short and never the same process twice', () => {
  const kin = fc.tuple(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 9 }))
  fc.assert(
    fc.property(fc.array(kin, { minLength: 1, maxLength: 10 }), (all) => {
      const members = tree(Object.fromEntries(all.map(([command, parent], pid) => [pid, [command, parent]])))
      for (const pid of members.keys()) {
        const role = roleOf(pid, members)
        expect(role).not.toBe('')
        expect(role.length).toBeLessThanOrEqual(4 * 40 + 3 * 3)
      }
    }),
  )
})

test('of a helper that has ended the name is known below the process that waited for it', () => {
  const living = tree({ 10: ['python3', 9], 11: ['python3', 10] })
  const seen = tree({
    10: ['python3', 9],
    11: ['python3', 10],
    12: ['gst-plugin-scan', 10],
    13: ['sh', 12],
    14: ['cp', 11],
  })
  expect(endedBelow(10, seen, living)).toEqual(['gst-plugin-scan', 'sh'])
  expect(endedBelow(11, seen, living)).toEqual(['cp'])
})
