import { createColors } from 'picocolors'
import type { Environment } from '../../model/environment.ts'
import { METRICS } from '../../model/metrics.ts'
import { formatFigure } from '../../model/units.ts'
import type { MetricNoise, SelftestResult } from '../../verdict/selftest.ts'
import { formatShare } from '../figures.ts'
import { BUDGETS_TO_PASTE, sayNoise, saySelftest } from '../phrases/selftest.ts'
import { neutralize, oneLine } from '../untrusted.ts'
import { columnWidths, elideToWidth, padEnd, padStart, wrapBehind } from './columns.ts'

/** The result for a person at a terminal: the answer first, then the noise of each metric, then what to do. */
export function renderSelftest(
  result: SelftestResult,
  environment: Environment,
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const colors = createColors(color)
  const gated = result.metrics.filter((metric) => metric.gated)
  const context = result.metrics.filter((metric) => !metric.gated)
  const notes = sayNoise(result, environment)
  const lines = [
    ...wrapBehind('', saySelftest(result, oneLine(result.name)), width).map((line) => colors.bold(line)),
    '',
    ...table(gated, width),
    '',
    ...table(context, width).map((line) => colors.dim(line)),
    ...(notes.length === 0
      ? []
      : ['', ...notes.flatMap((note) => wrapBehind('- ', neutralize(note), width))]),
    '',
    ...wrapBehind('', BUDGETS_TO_PASTE, width),
    ...gated.map(({ budget }) => `  --budget ${budget}`),
  ]
  return `${lines.join('\n')}\n`
}

function table(metrics: readonly MetricNoise[], width: number): readonly string[] {
  if (metrics.length === 0) return []
  const rows = metrics.map(({ metric, unit, median, spread, detectable }) => [
    METRICS[metric].label,
    formatFigure(median, unit),
    spread === 0 ? '0' : `${formatFigure(spread, unit)}${shareOf(spread, median)}`,
    detectable === null ? '' : `+${formatFigure(detectable, unit)}`,
  ])
  const all = [['', 'median', 'spread', 'detects'], ...rows]
  const widths = columnWidths(all)
  return all.map((row) => {
    const cells = row.map((cell, column) => (column === 0 ? padEnd : padStart)(cell, widths[column] ?? 0))
    return elideToWidth(cells.join('  ').trimEnd(), width)
  })
}

/** ` (0.43 %)`; nothing where there is no whole to be a share of. */
function shareOf(spread: number, whole: number): string {
  const share = formatShare(spread, whole)
  return share === null ? '' : ` (${share})`
}
