import { describe, expect, test } from 'vitest'
import { figureOutputs } from '../../src/github/outputs.ts'
import type { ScenarioResult } from '../../src/verdict/result.ts'
import { faults, gate, metric, regressedScenario } from '../report/samples.ts'

const scenario = (changes: Partial<ScenarioResult>): ScenarioResult => ({
  ...regressedScenario,
  verdict: 'pass',
  ...changes,
})

describe('the figures of the outputs', () => {
  test('are plain numbers', () => {
    const writable = metric('writable', { base: [1000], head: [5096] })
    expect(figureOutputs(gate('pass', scenario({ metrics: [writable, faults()] })))).toEqual({
      writable: '5096',
      'writable-delta': '4096',
      'minor-faults': '2557',
      'minor-faults-delta': '0',
    })
  })

  test('are empty where there is none', () => {
    const writable = metric('writable', { base: null, head: [5096] })
    expect(figureOutputs(gate('no-baseline', scenario({ metrics: [writable] })))).toEqual({
      writable: '5096',
      'writable-delta': '',
      'minor-faults': '',
      'minor-faults-delta': '',
    })
  })

  test('are those of the scenario with the worst verdict', () => {
    const alone = figureOutputs(gate('regressed', regressedScenario))
    const improved = scenario({ name: 'other', verdict: 'improved', metrics: [] })
    expect(figureOutputs(gate('regressed', scenario({ metrics: [] }), regressedScenario, improved))).toEqual(
      alone,
    )
    expect(alone['writable']).toBe('10600448')
  })
})
