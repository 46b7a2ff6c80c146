import type { Metric } from '../model/metrics.ts'
import { VERDICTS, type GateResult, type ScenarioResult } from '../verdict/result.ts'

/** The figures of the step's outputs, by their names in action.yml: plain numbers, empty where there is none. */
export function figureOutputs(result: GateResult): Readonly<Record<string, string>> {
  const scenario = worstScenario(result)
  const find = (metric: Metric) => scenario?.metrics.find((candidate) => candidate.metric === metric)
  const writable = find('writable')
  const faults = find('minor-faults')
  return {
    writable: text(writable?.head?.median),
    'writable-delta': text(writable?.delta),
    'minor-faults': text(faults?.head?.median),
    'minor-faults-delta': text(faults?.delta),
  }
}

/** The scenario whose verdict holds for the gate; the first of several such. */
function worstScenario({ scenarios }: GateResult): ScenarioResult | undefined {
  const gravity = ({ verdict }: ScenarioResult) => VERDICTS.indexOf(verdict)
  return [...scenarios].sort((a, b) => gravity(b) - gravity(a))[0]
}

function text(figure: number | null | undefined): string {
  return figure === null || figure === undefined ? '' : String(figure)
}
