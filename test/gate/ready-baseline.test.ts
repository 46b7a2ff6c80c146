import { describe, expect, test } from 'vitest'
import { readyBaseline } from '../../src/gate/ready-baseline.ts'
import { BASELINE_SCHEMA, type Baseline } from '../../src/model/baseline.ts'
import { parseBaseline } from '../../src/store/parse.ts'
import { renderBaseline } from '../../src/store/render.ts'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import { matchOf } from '../../src/verdict/baseline-match.ts'
import type { GateResult } from '../../src/verdict/result.ts'
import { entryOf, HERE, runOf, scenarioOf } from '../verdict/cases.ts'

const MIB = 1024 ** 2
const stored: Baseline = {
  schema: BASELINE_SCHEMA,
  entries: [
    entryOf([{ writable: [12, 12, 12, 12, 12].map((size) => size * MIB) }]),
    entryOf([{ writable: [MIB] }], { scenario: 'store' }),
  ],
}

function resultOf(
  measured: number,
  baseline: Baseline | null,
  changes: Partial<GateResult> = {},
): GateResult {
  const scenario = scenarioOf({ writable: '+1%' })
  const runs = Array.from({ length: 5 }, () => runOf({ writable: measured * MIB }))
  const entry = baseline?.entries.find((one) => one.scenario === scenario.name) ?? null
  const judged = judgeScenario({ scenario, runs, environment: HERE, baseline: matchOf(entry, HERE) })
  return { verdict: judged.verdict, environment: HERE, scenarios: [judged], ...changes }
}

const levels = (baseline: Baseline | null) =>
  baseline?.entries.map(({ scenario, recordings }) => [
    scenario,
    recordings.map(({ samples }) => samples.writable?.[0]),
  ])

describe('the baseline with the samples of a run', () => {
  test('has the new level alone of what has grown, and the rest as it was', () => {
    const ready = readyBaseline(resultOf(14, stored), stored, 'c0ffee')
    expect(levels(ready)).toEqual([
      ['manager', [14 * MIB]],
      ['store', [MIB]],
    ])
    expect(ready?.entries[0]?.recordings[0]?.commit).toBe('c0ffee')
    const text = renderBaseline(ready ?? stored)
    expect(parseBaseline(text, 'baseline.json').entries).toHaveLength(2)
  })

  test('is a first one where there was none', () => {
    expect(levels(readyBaseline(resultOf(14, null), null, null))).toEqual([['manager', [14 * MIB]]])
  })

  test('is none of a pass, of what has no run that counts, and of a base that was measured and stored nowhere', () => {
    expect(readyBaseline(resultOf(12, stored), stored, null)).toBeNull()
    const { scenarios, ...rest } = resultOf(14, null)
    const unmeasured = { ...rest, scenarios: scenarios.map((scenario) => ({ ...scenario, runs: [] })) }
    expect(readyBaseline(unmeasured, null, null)).toBeNull()
    const pair = { rule: 'named', commit: null, name: 'main', changed: [], recorded: [], log: null } as const
    expect(readyBaseline(resultOf(14, null, { pair }), null, null)).toBeNull()
  })
})
