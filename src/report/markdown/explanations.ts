import type { TraceDoubt } from '../../model/trace-doubt.ts'
import type { GateResult, ScenarioResult } from '../../verdict/result.ts'
import { sayDoubt, saysWho } from '../phrases/tracing.ts'
import { worstFirst } from '../rows.ts'
import type { Detail } from './degrade.ts'
import { escapeCell, escapeCode } from './escape.ts'
import { renderChange } from './explanation.ts'

/** Where the memory of those scenarios came from of which a run was traced, the worst first. */
export function renderExplanations(result: GateResult, { growth, nameLength }: Detail): readonly string[] {
  return worstFirst(result.scenarios)
    .map((scenario) => renderScenario(scenario, result.scenarios.length > 1, nameLength))
    .filter((block) => block !== '')
    .slice(0, growth)
}

function renderScenario({ name, explanation }: ScenarioResult, isNamed: boolean, nameLength: number): string {
  if (explanation === undefined) return ''
  const { attribution, difference, doubts } = explanation
  return [
    ...(isNamed ? [`**${escapeCell(name, nameLength)}**`] : []),
    ...(saysWho(explanation) ? [renderChange(attribution, difference)] : []),
    ...doubts.slice(0, 1).map(renderDoubt),
  ].join('\n\n')
}

function renderDoubt(doubt: TraceDoubt): string {
  const { what, cure } = sayDoubt(doubt)
  return `_${escapeCell(what)}_${cure === null ? '' : ` ${escapeCode(cure, 200)}`}`
}
