import { expect, test } from 'vitest'
import { BASELINE_SCHEMA, type Baseline } from '../../src/model/baseline.ts'
import { selectBaseline } from '../../src/verdict/baseline-match.ts'
import { entryOf, HERE, scenarioOf } from './cases.ts'

const samples = [{ writable: [1] }]
const baseline = (...entries: Baseline['entries']): Baseline => ({ schema: BASELINE_SCHEMA, entries })
const scenario = scenarioOf({ writable: '+0' })

test('of entries side by side the one of this environment is picked', () => {
  const other = entryOf(samples, { environment: { ...HERE, cpus: 4 } })
  const same = entryOf(samples)
  expect(selectBaseline(baseline(other, same), scenario, HERE)).toEqual({ kind: 'found', entry: same })
})

test('failing that the closest one, and of equals the newest', () => {
  const far = entryOf([...samples, ...samples, ...samples], {
    environment: { ...HERE, cpus: 4, kernel: '5.15' },
  })
  const old = entryOf(samples, { environment: { ...HERE, cpus: 4 } })
  const young = entryOf([...samples, ...samples], { environment: { ...HERE, cpus: 8 } })
  expect(selectBaseline(baseline(far, old, young), scenario, HERE)).toEqual({
    kind: 'other-environment',
    entry: young,
    differences: [{ fact: 'cpus', before: 8, after: 2 }],
  })
})

test('another scenario, no entry and no file are all no baseline', () => {
  const foreign = entryOf(samples, { scenario: 'another' })
  expect(selectBaseline(baseline(foreign), scenario, HERE)).toEqual({ kind: 'missing' })
  expect(selectBaseline(baseline(), scenario, HERE)).toEqual({ kind: 'missing' })
  expect(selectBaseline(null, scenario, HERE)).toEqual({ kind: 'missing' })
})
