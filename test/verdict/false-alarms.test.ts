import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../src/verdict/result.ts'
import { noisesOf, seededRandom } from '../helpers/noise-sources.ts'
import { playGate } from './simulated-gate.ts'

/** GATES=20000 prints the rates more closely; the hardest case needs many gates to be measured at all. */
const MORE_GATES = process.env['GATES']
const gatesOf = (usual: number) => Number(MORE_GATES ?? usual)

/** How often a gate of equal programs, with two gated metrics, comes to each verdict. */
function countVerdicts(noiseName: string, budget: string, recordings: readonly number[], gates: number) {
  const noise = noisesOf(seededRandom(20070705))[noiseName]
  if (noise === undefined) throw new Error(noiseName)
  const counts = new Map<Verdict, number>()
  let runs = 0
  for (let gate = 0; gate < gates; gate += 1) {
    const result = playGate({ noise, scale: 0.001, budget, recordings })
    counts.set(result.verdict, (counts.get(result.verdict) ?? 0) + 1)
    runs += result.runs.length
  }
  const rateOf = (verdict: Verdict) => (counts.get(verdict) ?? 0) / gates
  if (MORE_GATES !== undefined) {
    console.log(
      noiseName,
      budget,
      recordings.join('+'),
      Object.fromEntries(counts),
      (runs / gates).toFixed(2),
    )
  }
  return { regressed: rateOf('regressed'), inconclusive: rateOf('inconclusive'), runs: runs / gates }
}

/**
 * Equal programs through the whole loop, with two gated metrics of independent noise. Budget `+0` is the hardest:
 * the noise floor and the test are then all there is. Measured with GATES=12000, against one recording of five
 * runs: regressed 1 in 923 (normal), 461 (lognormal), 500 (bimodal), 12,000 (two values), none (no noise);
 * inconclusive 0.3 %, 0.8 %, 2.9 %, 1.2 %, 0. Against two recordings of five: regressed none, 1 in 1714, 4000, none,
 * none; inconclusive at most 0.35 %. Under `+1%`: none of either.
 */
describe('equal programs', () => {
  const noises = ['normal', 'lognormal', 'bimodal', 'two values', 'none']

  test.each(noises)(
    'with %s noise fail at most once in 300 gates under +0, against one recording',
    (noise) => {
      const { regressed, runs } = countVerdicts(noise, '+0', [5], gatesOf(3000))
      expect(regressed).toBeLessThanOrEqual(1 / 300)
      expect(runs).toBeLessThan(5)
    },
  )

  test.each(noises)('with %s noise hardly ever fail or doubt under +0, against two recordings', (noise) => {
    const { regressed, inconclusive } = countVerdicts(noise, '+0', [5, 5], gatesOf(600))
    expect(regressed).toBeLessThanOrEqual(1 / 500)
    expect(inconclusive).toBeLessThanOrEqual(1 / 200)
  })

  test.each(noises)('with %s noise never fail or doubt under a budget of one percent', (noise) => {
    const { regressed, inconclusive, runs } = countVerdicts(noise, '+1%', [5], gatesOf(600))
    expect({ regressed, inconclusive, runs }).toEqual({ regressed: 0, inconclusive: 0, runs: 3 })
  })
})
