import { expect, test } from 'vitest'
import { noisesOf, seededRandom } from '../helpers/noise-sources.ts'
import { playGate } from './simulated-gate.ts'

test.each(['normal', 'lognormal', 'bimodal', 'two values', 'none'])(
  'equal programs with %s noise are praised at most once in 300 gates under +0',
  (name) => {
    const noise = noisesOf(seededRandom(11))[name] ?? (() => Number.NaN)
    const gates = 1500
    const praised = Array.from({ length: gates }, () =>
      playGate({ noise, scale: 0.001, budget: '+0', recordings: [5] }),
    ).filter(({ metrics }) => metrics.some(({ verdict }) => verdict === 'improved')).length
    expect(praised / gates).toBeLessThanOrEqual(1 / 300)
  },
)
