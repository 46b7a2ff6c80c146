import { expect, test } from 'vitest'
import type { ProcessFigure, Run } from '../../src/model/run.ts'
import { processChanges } from '../../src/verdict/process-changes.ts'
import { recordingOf } from '../../src/verdict/recording.ts'
import type { BaselineMatch } from '../../src/verdict/baseline-match.ts'
import { entryOf, runOf } from './cases.ts'

type Member = readonly [role: string, writable: number, faults: number]

const runWith = (members: readonly Member[]): Run =>
  runOf(
    { writable: 1 },
    {
      processes: members.map(([role, writable, faults], index): ProcessFigure => ({
        pid: 100 + index,
        command: 'x',
        writable,
        role,
        faults,
        endedFaults: 0,
        ended: [],
      })),
    },
  )

function baselineOf(...runs: readonly Run[]): BaselineMatch {
  const recording = recordingOf(runs, { recordedAt: new Date(0), commit: null, tool: '' })
  if (recording === null) throw new Error('nothing was recorded')
  return { kind: 'found', entry: { ...entryOf([]), recordings: [recording] } }
}

const MASTER: Member = ['nginx', 1000, 50]
const WORKER: Member = ['nginx > nginx', 400, 20]

test('a third worker is a row of its own', () => {
  const base = runWith([MASTER, WORKER, WORKER])
  const head = runWith([MASTER, WORKER, WORKER, ['nginx > nginx', 410, 25]])
  expect(processChanges([head, head, base], baselineOf(base, base))).toEqual([
    { role: 'nginx > nginx', from: 3, to: 3, base: null, head: { count: 1, writable: 410, faults: 25 } },
  ])
})

test('a new helper is a row of its own, and one that is gone', () => {
  const base = runWith([MASTER, WORKER, ['nginx > cache', 30, 3]])
  const head = runWith([['nginx', 1200, 50], WORKER, ['nginx > logger', 300, 9]])
  expect(processChanges([head], baselineOf(base))).toEqual([
    { role: 'nginx > logger', from: 1, to: 1, base: null, head: { count: 1, writable: 300, faults: 9 } },
    {
      role: 'nginx',
      from: 1,
      to: 1,
      base: { count: 1, writable: 1000, faults: 50 },
      head: { count: 1, writable: 1200, faults: 50 },
    },
    { role: 'nginx > cache', from: 1, to: 1, base: { count: 1, writable: 30, faults: 3 }, head: null },
  ])
})

test('a worker that is gone is seen by the number', () => {
  const base = runWith([MASTER, WORKER, WORKER])
  expect(processChanges([runWith([MASTER, WORKER])], baselineOf(base))).toEqual([
    {
      role: 'nginx > nginx',
      from: 1,
      to: 2,
      base: { count: 2, writable: 800, faults: 40 },
      head: { count: 1, writable: 400, faults: 20 },
    },
  ])
})

test('what few runs have is none', () => {
  const base = runWith([MASTER])
  const odd = runWith([MASTER, ['sleep', 5, 5]])
  expect(processChanges([base, odd, base], baselineOf(base))).toEqual([])
})

test('nothing is said where a side does not know what its processes are', () => {
  const old = runOf({ writable: 1 }, { processes: [{ pid: 1, command: 'x', writable: 5 }] })
  expect(recordingOf([old], { recordedAt: new Date(0), commit: null, tool: '' })).not.toHaveProperty(
    'processes',
  )
  expect(processChanges([runWith([MASTER])], baselineOf(old))).toEqual([])
  expect(processChanges([old], baselineOf(runWith([MASTER])))).toEqual([])
  expect(processChanges([runWith([MASTER])], { kind: 'missing' })).toEqual([])
})

test('a process may call itself what it likes', () => {
  const head = runWith([['__proto__', 1, 1], ['constructor', 2, 2], MASTER])
  expect(processChanges([head], baselineOf(runWith([MASTER]))).map(({ role }) => role)).toEqual([
    'constructor',
    '__proto__',
  ])
  const stored = baselineOf(head)
  expect(processChanges([head], stored)).toEqual([])
})

test('of thousands of kinds the largest are stored, and the rest together', () => {
  const many = Array.from({ length: 150 }, (_, index): Member => [
    `kind ${String.fromCodePoint(0x4e00 + index)}`,
    index,
    1,
  ])
  const match = baselineOf(runWith(many))
  const stored = match.kind === 'found' ? match.entry.recordings[0]?.processes : undefined
  expect(Object.keys(stored ?? {})).toHaveLength(101)
  expect(stored?.['…']).toEqual({ count: 50, writable: (49 * 50) / 2, faults: 50 })
  expect(processChanges([runWith(many)], match)).toEqual([])
})
