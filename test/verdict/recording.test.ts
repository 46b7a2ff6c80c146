import { expect, test } from 'vitest'
import { recordingOf } from '../../src/verdict/recording.ts'
import type { Run } from '../../src/model/run.ts'

const denied = { kind: 'memory-denied', process: '12 (su)' } as const
const creeping = { kind: 'creeping', bytesPerSecond: 10_240, overMs: 60_000 } as const

const meta = {
  recordedAt: new Date('2026-01-31T12:00:00.789Z'),
  commit: '0de4f1c',
  tool: '0.1.0',
}

function run(changes: Partial<Run>): Run {
  return {
    settlement: { kind: 'settled', steadyAtMs: 900, windowMs: 1000 },
    gaps: [],
    warnings: [],
    figures: { writable: 1000 },
    readings: [],
    unseenMs: 50,
    events: [],
    processes: [],
    groups: {},
    ...changes,
  }
}

test('takes a sample of each run and says when, of what and by what', () => {
  const runs = [run({ figures: { writable: 3, growth: -2 } }), run({ figures: { writable: 1, growth: 0.5 } })]
  expect(recordingOf(runs, meta)).toEqual({
    recordedAt: '2026-01-31T12:00:00Z',
    commit: '0de4f1c',
    tool: '0.1.0',
    samples: { writable: [3, 1], growth: [-2, 0.5] },
    groups: {},
  })
})

test('leaves out a metric that one of the runs lacks', () => {
  const runs = [run({ figures: { writable: 3, rss: 9 } }), run({ figures: { writable: 1 } })]
  expect(recordingOf(runs, meta)?.samples).toEqual({ writable: [3, 1] })
})

test('takes the median of every group, and zero where a run lacks it', () => {
  const runs = [
    run({ groups: { '[heap]': 10, lib: 4 } }),
    run({ groups: { '[heap]': 30 } }),
    run({ groups: { '[heap]': 20, lib: 8 } }),
  ]
  expect(recordingOf(runs, meta)?.groups).toEqual({ '[heap]': 20, lib: 4 })
  expect(recordingOf(runs.slice(0, 2), meta)?.groups).toEqual({ '[heap]': 20, lib: 2 })
})

test('leaves out runs that are no evidence', () => {
  const runs = [
    run({ figures: { writable: 1 } }),
    run({ figures: { writable: 2 }, gaps: [denied] }),
    run({ figures: { writable: 3 }, settlement: creeping }),
    run({ figures: { writable: 4 }, settlement: { kind: 'exited' }, unseenMs: 0 }),
  ]
  expect(recordingOf(runs, meta)?.samples.writable).toEqual([1, 4])
})

test('records nothing when no run is evidence', () => {
  expect(recordingOf([run({ settlement: creeping }), run({ gaps: [denied] })], meta)).toBeNull()
  expect(recordingOf([], meta)).toBeNull()
  expect(recordingOf([run({ figures: {} })], meta)).toBeNull()
})
