import type { Scenario } from '../config/scenario.ts'
import type { Measurer } from '../measure/measurer.ts'
import type { BaseDoubt } from '../model/pair.ts'
import type { Run } from '../model/run.ts'
import type { BaselineMatch } from '../verdict/baseline-match.ts'
import { decideNext } from '../verdict/decide-next.ts'
import type { ScenarioResult } from '../verdict/result.ts'

/** Takes runs of the head until they suffice for a verdict. */
export async function checkScenario(
  scenario: Scenario,
  baseline: BaselineMatch,
  measurer: Measurer,
  baseDoubts: readonly BaseDoubt[] = [],
): Promise<ScenarioResult> {
  const { environment } = measurer
  await measurer.warmUp(scenario)
  const runs: Run[] = []
  const subject = { scenario, runs, environment, facts: measurer.factsOf(scenario), baseline, baseDoubts }
  for (;;) {
    const next = decideNext(subject)
    if (next.kind === 'enough') return next.result
    const planned = next.why === 'initial'
    runs.push(
      ...(await measurer.measure(scenario, next.count, {
        kind: planned ? 'run' : 'confirmation',
        run: runs.length + 1,
        runs: planned ? scenario.runs : runs.length + next.count,
      })),
    )
  }
}
