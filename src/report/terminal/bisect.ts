import { createColors } from 'picocolors'
import { formatChange, formatFigure } from '../../model/units.ts'
import type { BisectResult, TriedCommit } from '../../verdict/bisect.ts'
import { NOTHING } from '../figures.ts'
import { sayBisection, shortCommit, STANDING_WORDS, UNDECIDED } from '../phrases/bisect.ts'
import { saysWho } from '../phrases/tracing.ts'
import { oneLine } from '../untrusted.ts'
import { columnWidths, elideToWidth, padEnd, padStart, wrapBehind } from './columns.ts'
import { renderScenarioExplanation } from './explanations.ts'

const SHOWN_GROUPS = 5

/** The commit that did it, who made the memory there or at least where it is, and what was tried. */
export function renderBisection(
  result: BisectResult,
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const colors = createColors(color)
  const { found, growth, unit, tried, explanation } = result
  const told = explanation === undefined ? [] : renderScenarioExplanation(explanation, colors, width)
  const isTold = explanation !== undefined && saysWho(explanation)
  // Who made it says more than where it is.
  const grown = (isTold ? [] : (growth?.mappings ?? []))
    .filter(({ delta }) => delta > 0)
    .slice(0, SHOWN_GROUPS)
  const groups = grown.map(({ group, delta }) => ['', formatChange(delta, 'bytes'), oneLine(group)])
  const lines = [
    ...wrapBehind('', sayBisection(result, oneLine(found?.subject ?? '')), width).map((line) =>
      colors.bold(line),
    ),
    ...(found === null ? wrapBehind('', UNDECIDED, width) : []),
    ...(groups.length === 0 ? [] : ['', ...layOut(groups, width)]),
    ...(told.length === 0 ? [] : ['', ...told]),
    '',
    ...layOut(
      tried.map((commit) => cellsOf(commit, unit)),
      width,
    ).map((line, index) => {
      const paint = { good: colors.green, bad: colors.red, unknown: colors.dim }
      return paint[tried[index]?.standing ?? 'unknown'](line)
    }),
  ]
  return `${lines.join('\n')}\n`
}

function cellsOf({ commit, subject, standing, why, figure }: TriedCommit, unit: BisectResult['unit']) {
  return [
    STANDING_WORDS[standing],
    figure === null ? NOTHING : formatFigure(figure, unit),
    shortCommit(commit),
    oneLine(why ?? subject),
  ]
}

function layOut(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const widths = columnWidths(rows)
  return rows.map((row) =>
    elideToWidth(
      row
        .map((cell, column) => (column === 1 ? padStart : padEnd)(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
      width,
    ),
  )
}
