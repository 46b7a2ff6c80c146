import { expect, test } from 'vitest'
import type { Unsettled } from '../../src/model/run.ts'
import { doubtsOfRuns } from '../../src/verdict/doubts-of-runs.ts'
import { repeat, runOf } from './cases.ts'

const creepingBy = (bytesPerSecond: number) => ({ kind: 'creeping', bytesPerSecond, overMs: 60_000 }) as const
const noisy = { kind: 'noisy', spreadBytes: 8192, levelBytes: 1_048_576 } as const
const sawtooth = { kind: 'sawtooth', falls: 4, spreadBytes: 8192, levelBytes: 1_048_576 } as const
const unread = { kind: 'unread', readings: 3 } as const
const denied = (process: string) => ({ kind: 'memory-denied', process }) as const

const settled = runOf({ writable: 1 })
const unsettled = (settlement: Unsettled) => runOf({}, { settlement })
const incomplete = (...processes: string[]) => runOf({ writable: 1 }, { gaps: processes.map(denied) })

test('nothing is in doubt of runs that count, nor of none', () => {
  expect(doubtsOfRuns([settled, runOf({ writable: 1 }, { settlement: { kind: 'exited' } })])).toEqual([])
  expect(doubtsOfRuns([])).toEqual([])
})

test('a warning is no doubt', () => {
  expect(doubtsOfRuns([runOf({ writable: 1 }, { warnings: [{ kind: 'no-ready-condition' }] })])).toEqual([])
})

test('runs are numbered from 1, among all runs', () => {
  expect(doubtsOfRuns([unsettled(unread)])).toEqual([
    { kind: 'unsettled-runs', of: 1, runs: [{ run: 1, settlement: unread }] },
  ])
  expect(doubtsOfRuns([settled, settled, unsettled(unread), settled])).toEqual([
    { kind: 'unsettled-runs', of: 4, runs: [{ run: 3, settlement: unread }] },
  ])
  expect(doubtsOfRuns([settled, incomplete('77 (sudo)')])).toEqual([
    { kind: 'incomplete-runs', of: 2, runs: [{ run: 2, gaps: [denied('77 (sudo)')] }] },
  ])
})

test('runs that did the same are one reason, each with its own figures', () => {
  const runs = [creepingBy(100), creepingBy(300), creepingBy(200)]
  expect(doubtsOfRuns(runs.map(unsettled))).toEqual([
    {
      kind: 'unsettled-runs',
      of: 3,
      runs: runs.map((settlement, index) => ({ run: index + 1, settlement })),
    },
  ])
})

test('each kind of cause is a reason of its own, in the order in which they first came', () => {
  const runs = [noisy, creepingBy(100), sawtooth, noisy, unread, creepingBy(200)]
  expect(doubtsOfRuns([settled, ...runs.map(unsettled)])).toEqual([
    {
      kind: 'unsettled-runs',
      of: 7,
      runs: [
        { run: 2, settlement: noisy },
        { run: 5, settlement: noisy },
      ],
    },
    {
      kind: 'unsettled-runs',
      of: 7,
      runs: [
        { run: 3, settlement: creepingBy(100) },
        { run: 7, settlement: creepingBy(200) },
      ],
    },
    { kind: 'unsettled-runs', of: 7, runs: [{ run: 4, settlement: sawtooth }] },
    { kind: 'unsettled-runs', of: 7, runs: [{ run: 6, settlement: unread }] },
  ])
})

test('runs that were not read in full are one reason, whatever they lack', () => {
  expect(doubtsOfRuns([incomplete('7 (a)'), settled, incomplete('8 (b)', '9 (c)')])).toEqual([
    {
      kind: 'incomplete-runs',
      of: 3,
      runs: [
        { run: 1, gaps: [denied('7 (a)')] },
        { run: 3, gaps: [denied('8 (b)'), denied('9 (c)')] },
      ],
    },
  ])
})

test('a run that neither settled nor was read in full is in both reasons', () => {
  const both = runOf({}, { settlement: noisy, gaps: [denied('7 (a)')] })
  expect(doubtsOfRuns([both, ...repeat(2, settled)])).toEqual([
    { kind: 'unsettled-runs', of: 3, runs: [{ run: 1, settlement: noisy }] },
    { kind: 'incomplete-runs', of: 3, runs: [{ run: 1, gaps: [denied('7 (a)')] }] },
  ])
})
