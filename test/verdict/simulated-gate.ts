import type { Metric } from '../../src/model/metrics.ts'
import type { Run } from '../../src/model/run.ts'
import type { BaselineMatch } from '../../src/verdict/baseline-match.ts'
import { decideNext } from '../../src/verdict/decide-next.ts'
import type { ScenarioResult } from '../../src/verdict/result.ts'
import { found, HERE, runOf, scenarioOf } from './cases.ts'
import type { Noise } from '../helpers/noise-sources.ts'

/** A program with 40 MB of writable memory and 10,000 faults. */
const LEVEL = { writable: 40_000_000, 'minor-faults': 10_000 } as const satisfies Partial<
  Record<Metric, number>
>

export interface SimulatedGate {
  readonly noise: Noise
  /** What one unit of noise is, as a share of the level. */
  readonly scale: number
  readonly budget: string
  /** How many runs each recording of the baseline has. */
  readonly recordings: readonly number[]
  /** What the head adds to writable memory; `detectable` of an unchanged head when asked as such. */
  readonly addedBytes?: number
}

/** Two metrics with independent noise, which is the worst case of false alarms. */
const figuresOf = ({ noise, scale }: SimulatedGate, addedBytes: number) => ({
  writable: LEVEL.writable * (1 + scale * noise()) + addedBytes,
  'minor-faults': LEVEL['minor-faults'] * (1 + scale * noise()),
})

export const simulatedRun = (gate: SimulatedGate, addedBytes = 0): Run => runOf(figuresOf(gate, addedBytes))

export function simulatedBaseline(gate: SimulatedGate): BaselineMatch {
  return found(
    ...gate.recordings.map((count) => {
      const runs = Array.from({ length: count }, () => figuresOf(gate, 0))
      return {
        writable: runs.map((run) => run.writable),
        'minor-faults': runs.map((run) => run['minor-faults']),
      }
    }),
  )
}

export const simulatedScenario = (budget: string) => scenarioOf({ writable: budget, 'minor-faults': budget })

/** The whole loop, from an empty head to its verdict. */
export function playGate(gate: SimulatedGate, baseline = simulatedBaseline(gate)): ScenarioResult {
  const scenario = simulatedScenario(gate.budget)
  const runs: Run[] = []
  for (;;) {
    const next = decideNext({ scenario, runs, environment: HERE, baseline })
    if (next.kind === 'enough') return next.result
    for (let i = 0; i < next.count; i += 1) runs.push(simulatedRun(gate, gate.addedBytes))
  }
}
