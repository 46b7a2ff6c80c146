import { expect, test } from 'vitest'
import { MAX_RECORDINGS } from '../../src/model/baseline.ts'
import { decideRecording } from '../../src/verdict/decide-recording.ts'
import type { MetricResult, Verdict } from '../../src/verdict/result.ts'
import { entry, recording, subject } from '../store/samples.ts'

const full = { ...entry, recordings: new Array(MAX_RECORDINGS).fill(recording) as (typeof recording)[] }
const side = { median: 4096, samples: [4096] }

function metric(changes: Partial<MetricResult>): MetricResult {
  return {
    metric: 'writable',
    unit: 'bytes',
    verdict: 'pass',
    budget: null,
    base: side,
    head: side,
    delta: 0,
    allowed: null,
    noiseLimited: false,
    detectable: null,
    pValue: null,
    reasons: [],
    ...changes,
  }
}
const rss = metric({ metric: 'rss' })

test('the first recording in an environment is stored', () => {
  expect(decideRecording(null, subject, [metric({ verdict: 'no-baseline' })])).toBe('first')
})

test('a level that has not moved is not stored again once there are enough recordings', () => {
  expect(decideRecording(full, subject, [metric({}), rss])).toBe('unchanged')
})

test('a recording less, and it is stored beside them', () => {
  const growing = { ...full, recordings: full.recordings.slice(1) }
  expect(decideRecording(growing, subject, [metric({}), rss])).toBe('beside')
})

test.each<[Verdict, string]>([
  ['regressed', 'moved'],
  ['improved', 'moved'],
  ['inconclusive', 'beside'],
  ['over-limit', 'beside'],
])('where a metric is %s, the recording is stored: %s', (verdict, decision) => {
  expect(decideRecording(full, subject, [rss, metric({ verdict })])).toBe(decision)
})

test('a metric that only one side has is stored', () => {
  expect(decideRecording(full, subject, [metric({}), metric({ metric: 'rss', base: null })])).toBe('beside')
  expect(decideRecording(full, subject, [metric({}), metric({ metric: 'rss', head: null })])).toBe('beside')
})

test('another subject replaces what was recorded, whatever the figures say', () => {
  const other = { ...subject, workload: './load.sh' }
  expect(decideRecording(full, other, [metric({}), rss])).toBe('other-subject')
})
