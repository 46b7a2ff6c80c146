import { expect, test } from 'vitest'
import { createScenario } from '../../src/config/scenario-text.ts'
import { subjectOf } from '../../src/config/scenario.ts'
import { recordedBase } from '../../src/gate/recorded-base.ts'
import { BASELINE_SCHEMA, type Baseline, type BaselineEntry } from '../../src/model/baseline.ts'
import { VERSION } from '../../src/model/version.ts'
import { environment, recording as other } from '../store/samples.ts'

const COMMIT = 'c0ffee'.repeat(6)
const facts = { openFiles: 1024, directoryLength: 20 }
const recording = { ...other, commit: COMMIT, tool: VERSION, facts }

const scenarioOf = (run: string) =>
  createScenario({ name: 'manager', run }, { root: '/', budgets: [], nameOf: (key) => key })
const scenario = scenarioOf('bin/manager')
const entry: BaselineEntry = {
  scenario: 'manager',
  environment,
  subject: subjectOf(scenario),
  recordings: [recording],
}
const recentOf = (changes: Partial<BaselineEntry> = {}): Baseline => ({
  schema: BASELINE_SCHEMA,
  entries: [{ ...entry, ...changes }],
})

const here = { environment, factsOf: () => facts }

test('what was recorded of the base itself, here, stands for runs of it', () => {
  const both = recentOf({ recordings: [{ ...recording, commit: 'another' }, recording] })
  expect(recordedBase(both, scenario, COMMIT, here)).toEqual({ kind: 'found', entry })
})

test.each([
  ['there is none', null],
  ['another commit was recorded', recentOf({ recordings: [{ ...recording, commit: 'another' }] })],
  ['it has no commit', recentOf({ recordings: [{ ...recording, commit: null }] })],
  ['another version recorded it', recentOf({ recordings: [{ ...recording, tool: '0.0.1' }] })],
  ['the kernel was another', recentOf({ environment: { ...environment, kernel: '4.4' } })],
  [
    'the limit of open files was another',
    recentOf({ recordings: [{ ...recording, facts: { ...facts, openFiles: 1 } }] }),
  ],
  ['nobody knows where it ran', recentOf({ recordings: [other] })],
  ['the command was another', recentOf({ subject: subjectOf(scenarioOf('bin/other')) })],
  ['the scenario was another', recentOf({ scenario: 'store' })],
])('the base is measured where %s', (_, recent) => {
  expect(recordedBase(recent, scenario, COMMIT, here)).toBeNull()
})
