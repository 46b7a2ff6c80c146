import type { ScenarioExplanation } from '../../model/explanation.ts'
import type { GateResult } from '../../verdict/result.ts'
import { sayDoubt, saysWho, sayUnexplained } from '../phrases/tracing.ts'
import { capitalized } from '../phrases/words.ts'
import { worstFirst } from '../rows.ts'
import { oneLine } from '../untrusted.ts'
import { elideToWidth, wrapBehind } from './columns.ts'
import { renderBrief } from './explanation.ts'
import type { Colors } from './table.ts'

/** Beyond these nobody reads on at a terminal. */
const SCENARIOS = 5

/** Where the memory of those scenarios came from of which a run was traced, the worst first. */
export function renderExplanations(
  result: GateResult,
  colors: Colors,
  width: number,
): readonly (readonly string[])[] {
  const told = worstFirst(result.scenarios).filter(
    ({ explanation, unexplained }) => explanation !== undefined || unexplained !== undefined,
  )
  return told.slice(0, SCENARIOS).map(({ name, explanation, unexplained }) => {
    const reasons = unexplained === undefined ? [] : [capitalized(sayUnexplained(unexplained))]
    return [
      ...(result.scenarios.length === 1 ? [] : [colors.bold(elideToWidth(oneLine(name), width))]),
      ...(explanation === undefined ? [] : renderScenarioExplanation(explanation, colors, width)),
      ...reasons.flatMap((reason) => wrapBehind('! ', reason, width)).map((line) => colors.yellow(line)),
    ]
  })
}

/** Who made the memory, or what changed, as far as anybody saw it, and the first thing that kept them from it. */
export function renderScenarioExplanation(
  explanation: ScenarioExplanation,
  colors: Colors,
  width: number,
): readonly string[] {
  const [doubt] = explanation.doubts.map(sayDoubt)
  return [
    ...(saysWho(explanation) ? renderBrief(explanation, colors, width) : []),
    ...(doubt === undefined ? [] : wrapBehind('! ', doubt.what, width).map((line) => colors.yellow(line))),
    // A command to paste is a line of its own, and whole.
    ...[doubt?.cure ?? []].flat().map((cure) => `    ${cure}`),
  ]
}
