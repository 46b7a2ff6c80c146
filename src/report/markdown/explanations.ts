import type { ScenarioExplanation } from '../../model/explanation.ts'
import type { TraceDoubt } from '../../model/trace-doubt.ts'
import type { GateResult, ScenarioResult } from '../../verdict/result.ts'
import { sayDoubt, saysWho, sayUnexplained } from '../phrases/tracing.ts'
import { capitalized } from '../phrases/words.ts'
import { worstFirst } from '../rows.ts'
import type { Detail } from './degrade.ts'
import { escapeCell, escapeCode } from './escape.ts'
import { renderChange } from './explanation.ts'
import { renderSparkline } from './timeline.ts'

/** Where the memory of those scenarios came from of which a run was traced, the worst first. */
export function renderExplanations(
  result: GateResult,
  { growth, nameLength, timeline }: Detail,
): readonly string[] {
  return worstFirst(result.scenarios)
    .map((scenario) => renderScenario(scenario, result.scenarios.length > 1, { nameLength, timeline }))
    .filter((block) => block !== '')
    .slice(0, growth)
}

function renderScenario(
  { name, explanation, unexplained }: ScenarioResult,
  isNamed: boolean,
  { nameLength, timeline }: Pick<Detail, 'nameLength' | 'timeline'>,
): string {
  const blocks = [
    ...(explanation === undefined ? [] : renderOne(explanation, timeline)),
    ...(unexplained === undefined ? [] : [`_${escapeCell(capitalized(sayUnexplained(unexplained)), 400)}_`]),
  ]
  if (blocks.length === 0) return ''
  return [...(isNamed ? [`**${escapeCell(name, nameLength)}**`] : []), ...blocks].join('\n\n')
}

function renderOne(explanation: ScenarioExplanation, showsTime: boolean): readonly string[] {
  const { attribution, difference, heavy, doubts } = explanation
  return [
    ...(saysWho(explanation) ? [renderChange(attribution, difference, heavy)] : []),
    ...(showsTime ? [renderSparkline(attribution)] : []),
    ...doubts.slice(0, 1).map(renderDoubt),
  ].filter((block) => block !== '')
}

function renderDoubt(doubt: TraceDoubt): string {
  const { what, cure } = sayDoubt(doubt)
  return `_${escapeCell(what)}_${cure === null ? '' : ` ${escapeCode(cure, 200)}`}`
}
