import { expect, test } from 'vitest'
import { addRecording, findEntry } from '../../src/store/entries.ts'
import { MAX_RECORDINGS } from '../../src/model/baseline.ts'
import { baseline, entry, environment, recording, subject } from './samples.ts'

const at = (day: number) => ({
  ...recording,
  recordedAt: `2026-02-${String(day).padStart(2, '0')}T00:00:00Z`,
})
const days = (found: ReturnType<typeof findEntry>) =>
  found?.recordings.map(({ recordedAt }) => recordedAt.slice(8, 10))
const elsewhere = { ...environment, kernel: '6.8' }

test('the first recording makes the baseline', () => {
  expect(
    addRecording(null, { scenario: 'manager', environment, subject, recording }, { keep: 'recent' }),
  ).toEqual(baseline)
})

test('other scenarios and other environments are not touched', () => {
  const before = {
    ...baseline,
    entries: [{ ...entry, scenario: 'agent' }, entry, { ...entry, environment: elsewhere }],
  }
  const after = addRecording(
    before,
    { scenario: 'manager', environment, subject, recording: at(2) },
    { keep: 'none' },
  )
  expect(after.entries).toHaveLength(3)
  expect(after.entries[0]).toBe(before.entries[0])
  expect(after.entries[2]).toBe(before.entries[2])
  expect(after.entries[1]?.recordings).toEqual([at(2)])
})

test('two environments of a scenario live side by side', () => {
  const both = addRecording(
    baseline,
    { scenario: 'manager', environment: elsewhere, subject, recording: at(2) },
    { keep: 'recent' },
  )
  expect(findEntry(both, 'manager', environment)?.recordings).toEqual([recording])
  expect(findEntry(both, 'manager', elsewhere)?.recordings).toEqual([at(2)])
  expect(findEntry(both, 'manager', { ...environment, cpus: 64 })).toBeNull()
  expect(findEntry(both, 'agent', environment)).toBeNull()
})

test('the oldest recordings age out', () => {
  let growing = addRecording(
    null,
    { scenario: 'manager', environment, subject, recording: at(1) },
    { keep: 'recent' },
  )
  for (let day = 2; day <= MAX_RECORDINGS + 2; day++) {
    growing = addRecording(
      growing,
      { scenario: 'manager', environment, subject, recording: at(day) },
      { keep: 'recent' },
    )
  }
  expect(days(findEntry(growing, 'manager', environment))).toEqual(['03', '04', '05', '06', '07'])
})

test('a level changed on purpose drops what was recorded before', () => {
  const after = addRecording(
    baseline,
    { scenario: 'manager', environment, subject, recording: at(9) },
    { keep: 'none' },
  )
  expect(days(findEntry(after, 'manager', environment))).toEqual(['09'])
})

test.each([
  ['command', { ...subject, command: ['bin/manager', '--lean'] }],
  ['env', { ...subject, env: ['MALLOC_ARENA_MAX', 'OTHER'] }],
  ['ready condition', { ...subject, ready: [] }],
  ['prepare', { ...subject, prepare: 'mkdir data' }],
  ['cleanup', { ...subject, cleanup: 'rm -rf data' }],
  ['workload', { ...subject, workload: './load.sh' }],
  ['end', { ...subject, until: 'exit' as const }],
  ['soak', { ...subject, soakMs: 10_000 }],
])('another %s drops what was recorded before, as its figures cannot be compared', (_, other) => {
  const after = addRecording(
    baseline,
    { scenario: 'manager', environment, subject: other, recording: at(9) },
    { keep: 'recent' },
  )
  expect(findEntry(after, 'manager', environment)).toEqual({ ...entry, subject: other, recordings: [at(9)] })
})

test('what is given is never changed', () => {
  const before = structuredClone(baseline)
  addRecording(baseline, { scenario: 'manager', environment, subject, recording: at(2) }, { keep: 'recent' })
  expect(baseline).toEqual(before)
})
