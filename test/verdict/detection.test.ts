import { describe, expect, test } from 'vitest'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import { HERE, PAGE } from './cases.ts'
import { normalNoise, noisesOf, seededRandom } from '../helpers/noise-sources.ts'
import {
  playGate,
  simulatedBaseline,
  type SimulatedGate,
  simulatedRun,
  simulatedScenario,
} from './simulated-gate.ts'

const GATES = 600
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

/** An unchanged head says what it could have seen; another head with just this much more is then judged. */
function tellsDetectable(gate: SimulatedGate): boolean {
  const baseline = simulatedBaseline(gate)
  const judge = (addedBytes: number) =>
    judgeScenario({
      scenario: simulatedScenario(gate.budget),
      runs: times(5, () => simulatedRun(gate, addedBytes)),
      environment: HERE,
      baseline,
    })
  const detectable = judge(0).metrics[0]?.detectable
  if (typeof detectable !== 'number') throw new Error('nothing is detectable')
  return judge(detectable).verdict === 'regressed'
}

describe('an increase of the detectable size', () => {
  test.each(['+0', '+0.1%', '+1%'])(
    'is told in 95 %% of gates of five runs with normal noise under %s',
    (budget) => {
      const noise = normalNoise(seededRandom(42))
      const gate = { noise, scale: 0.001, budget, recordings: [5] }
      const told = times(GATES, () => tellsDetectable(gate)).filter(Boolean).length
      expect(told / GATES).toBeGreaterThanOrEqual(0.95)
    },
  )

  test('is at most twice the spread of the runs', () => {
    const noise = normalNoise(seededRandom(9))
    const gate = { noise, scale: 0.001, budget: '+0', recordings: [5, 5] }
    const ratios = times(300, () => {
      const writable = playGate(gate).metrics[0]
      const samples = [...(writable?.base?.samples ?? []), ...(writable?.head?.samples ?? [])]
      return (writable?.detectable ?? Number.NaN) / (Math.max(...samples) - Math.min(...samples))
    })
    expect(ratios.toSorted((a, b) => a - b)[150]).toBeLessThan(2)
  })
})

test('what a gate says it can see is never more than what it has seen, nor less than what it has not', () => {
  const noise = noisesOf(seededRandom(5))['lognormal'] ?? (() => Number.NaN)
  const told = times(900, (): [string, number, number] => {
    const index = noise() + 1
    const gate = { noise, scale: 0.002, budget: '+0.1%', recordings: [5], addedBytes: index * 150_000 }
    const { verdict, delta, detectable } = playGate(gate).metrics[0] ?? {}
    return [verdict ?? 'none', delta ?? Number.NaN, detectable ?? Infinity]
  })
  const isTrue = told.map(([verdict, delta, detectable]) =>
    verdict === 'regressed' ? detectable <= delta : detectable > delta,
  )
  expect(new Set(told.map(([verdict]) => verdict))).toEqual(new Set(['pass', 'regressed', 'inconclusive']))
  expect(isTrue).not.toContain(false)
})

test('without noise one page is told in every gate, and it takes eight runs', () => {
  const gate = { noise: () => 0, scale: 0, budget: '+0', recordings: [5], addedBytes: PAGE }
  const results = times(50, () => playGate(gate))
  expect(results.every((result) => result.verdict === 'regressed' && result.runs.length === 8)).toBe(true)
})

test('half a percent more is told in 95 % of gates of a program that spreads by 0.2 %', () => {
  // A range of 0.2 % over some ten runs is a standard deviation of about 0.065 %.
  const noise = noisesOf(seededRandom(77))['normal'] ?? (() => Number.NaN)
  const gate = { noise, scale: 0.00065, budget: '+0', recordings: [5], addedBytes: 200_000 }
  const told = times(GATES, () => playGate(gate)).filter((result) => result.verdict === 'regressed').length
  expect(told / GATES).toBeGreaterThanOrEqual(0.95)
})
