import type { GateResult, ScenarioExplanation } from '../../verdict/result.ts'
import { sayDoubt, saysWho } from '../phrases/tracing.ts'
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
  const explained = worstFirst(result.scenarios).flatMap(({ name, explanation }) =>
    explanation === undefined ? [] : [{ name, explanation }],
  )
  return explained.slice(0, SCENARIOS).map(({ name, explanation }) => {
    return [
      ...(result.scenarios.length === 1 ? [] : [colors.bold(elideToWidth(oneLine(name), width))]),
      ...renderScenarioExplanation(explanation, colors, width),
    ]
  })
}

/** Who made the memory, or what changed, as far as anybody saw it, and the first thing that kept them from it. */
export function renderScenarioExplanation(
  explanation: ScenarioExplanation,
  colors: Colors,
  width: number,
): readonly string[] {
  const { attribution, difference, doubts } = explanation
  const [doubt] = doubts.map(sayDoubt)
  return [
    ...(saysWho(explanation) ? renderBrief(attribution, difference, colors, width) : []),
    ...(doubt === undefined ? [] : wrapBehind('! ', doubt.what, width).map((line) => colors.yellow(line))),
    // A command to paste is a line of its own, and whole.
    ...[doubt?.cure ?? []].flat().map((cure) => `    ${cure}`),
  ]
}
