import type { createColors } from 'picocolors'
import type { GateResult, ScenarioResult, Verdict } from '../../verdict/result.ts'
import { NOTHING, describeChange, describeLimit, describeMedian } from '../figures.ts'
import { LOOKS, verdictWord } from '../looks.ts'
import { columnWidths, elideToWidth, padEnd, padStart } from './columns.ts'
import { gatedMetrics, shownMetrics, worstFirst } from '../rows.ts'
import { plural } from '../phrases/words.ts'
import { oneLine } from '../untrusted.ts'

export type Colors = ReturnType<typeof createColors>

/** Of more scenarios than this, as the legs of a matrix have, those that pass are counted. */
const SCENARIOS_IN_SIGHT = 40

/** Two blanks between columns, or one where that makes all of them fit. */
const GAPS = ['  ', ' '] as const

const INDENT = '  '

const [METRIC, BASE, HEAD_FIGURE, CHANGE, LIMIT, VERDICT] = [0, 1, 2, 3, 4, 5] as const
type ColumnIndex = 0 | 1 | 2 | 3 | 4 | 5
type Cells = readonly [
  metric: string,
  base: string,
  head: string,
  change: string,
  limit: string,
  verdict: string,
]
const HEAD: Cells = ['', 'base', 'head', 'change', 'limit', '']

/** Columns that a narrow terminal does without, the first to go first. The verdict stays. */
const DISPENSABLE = [LIMIT, BASE, HEAD_FIGURE, CHANGE] as const

interface Line {
  readonly cells: Cells
  readonly verdict: Verdict
}

/**
 * The gated metrics under the name of their scenario, failing scenarios first, in columns by display width
 * and without borders. No line is wider than `width`: columns go before figures are cut.
 */
export function renderTerminalTable(result: GateResult, colors: Colors, width: number): string[] {
  const told =
    result.scenarios.length > SCENARIOS_IN_SIGHT ? result.scenarios.filter(isOfInterest) : result.scenarios
  const passed = result.scenarios.length - told.length
  const scenarios = worstFirst(told).map((scenario) => ({ scenario, lines: linesOf(scenario) }))
  const all = scenarios.flatMap(({ lines }) => lines.map(({ cells }) => cells))
  const others = passed === 0 ? [] : [colors.dim(`${plural(passed, 'scenario')} within budget`)]
  if (all.length === 0) return others
  const widths = columnWidths([HEAD, ...all])
  const { columns, gap } = chooseColumns(widths, width - INDENT.length)
  const layOut = (mark: string, cells: Cells) => {
    const padded = columns.map((column) => {
      const pad = column === METRIC || column === VERDICT ? padEnd : padStart
      return pad(cells[column], widths[column] ?? 0)
    })
    return elideToWidth(mark + padded.join(gap).trimEnd(), width)
  }
  return [
    colors.dim(layOut(INDENT, HEAD)),
    ...scenarios.flatMap(({ scenario, lines }) => [
      colors.bold(elideToWidth(oneLine(scenario.name), width)),
      ...lines.map(({ cells, verdict }) =>
        verdict === 'pass'
          ? layOut(INDENT, cells)
          : colors[LOOKS[verdict].color](layOut(LOOKS[verdict].mark, cells)),
      ),
    ]),
    ...others,
  ]
}

function isOfInterest({ verdict }: ScenarioResult): boolean {
  return verdict !== 'pass'
}

function linesOf(scenario: ScenarioResult): readonly Line[] {
  const lines = worstFirst(shownMetrics(scenario)).map((metric): Line => ({
    verdict: metric.verdict,
    cells: [
      metric.metric,
      describeMedian(metric.base, metric),
      describeMedian(metric.head, metric),
      describeChange(metric),
      oneLine(describeLimit(metric)),
      verdictWord(metric.verdict, metric),
    ],
  }))
  if (gatedMetrics(scenario).some(({ verdict }) => verdict === scenario.verdict)) return lines
  const { verdict } = scenario
  return [{ verdict, cells: ['scenario', NOTHING, NOTHING, NOTHING, NOTHING, LOOKS[verdict].word] }, ...lines]
}

function chooseColumns(
  widths: readonly number[],
  room: number,
): { readonly columns: readonly ColumnIndex[]; readonly gap: string } {
  let columns: readonly ColumnIndex[] = [METRIC, BASE, HEAD_FIGURE, CHANGE, LIMIT, VERDICT]
  for (const next of [...DISPENSABLE, null]) {
    const cells = columns.reduce<number>((sum, column) => sum + (widths[column] ?? 0), 0)
    const gap = GAPS.find(({ length }) => cells + length * (columns.length - 1) <= room)
    if (gap !== undefined) return { columns, gap }
    columns = columns.filter((column) => column !== next)
  }
  return { columns, gap: GAPS[1] }
}
