import { createColors } from 'picocolors'
import { METRICS } from '../../model/metrics.ts'
import { formatFigure } from '../../model/units.ts'
import type { Environment } from '../../model/environment.ts'
import type { MetricNoise, SelftestResult } from '../../verdict/selftest.ts'
import { formatPercent } from '../figures.ts'
import { padEnd, padStart, wrapBehind } from './columns.ts'
import { neutralise, oneLine, plural } from '../untrusted.ts'

/** What the machine adds to the noise, and what to do about it; empty on a quiet one. */
export function environmentAdvice(environment: Environment): readonly string[] {
  const advice: string[] = []
  if (environment.launcher === 'randomised') {
    advice.push(
      'Addresses are randomised, as setarch -R is refused here: the same program spreads by 0.03 % to 0.2 % instead of 0. ' +
        'In a container, allow the personality system call (docker: --security-opt seccomp=unconfined), or run on the host.',
    )
  }
  if (environment.transparentHugePages === 'always') {
    advice.push(
      'Transparent huge pages are always on: memory comes in steps of 2 MiB, and where it lands decides how much counts. ' +
        'Set /sys/kernel/mm/transparent_hugepage/enabled to madvise before the step.',
    )
  }
  if (environment.cpus > 8) {
    advice.push(
      `The program may use ${environment.cpus} CPUs: allocator arenas and thread pools follow their number. ` +
        'Pin it (taskset -c 0-3) if jobs run on machines of different sizes.',
    )
  }
  return advice
}

/** The result for a person at a terminal: the answer first, then the noise of each metric, then what to do. */
export function renderSelftest(
  result: SelftestResult,
  environment: Environment,
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const colors = createColors(color)
  const gated = result.metrics.filter((metric) => metric.gated)
  const context = result.metrics.filter((metric) => !metric.gated)
  const lines = [
    ...wrapBehind('', answer(result), width).map((line) => colors.bold(line)),
    '',
    ...table(gated, width),
    '',
    ...table(context, width).map((line) => colors.dim(line)),
  ]
  const notes = [
    ...result.unusable.map((doubt) => `A run is no evidence: ${oneLine(doubt)}.`),
    ...gated
      .filter(({ twoGroups }) => twoGroups)
      .map(
        ({ metric }) =>
          `The runs of ${metric} fall into two groups: find what makes the difference, as a median describes neither.`,
      ),
    ...environmentAdvice(environment),
  ]
  if (notes.length > 0) lines.push('', ...notes.flatMap((note) => wrapBehind('- ', neutralise(note), width)))
  lines.push(
    '',
    ...wrapBehind('', 'Budgets that stay above this noise (twice it), to paste:', width),
    ...gated.map(({ budget }) => `  --budget ${budget}`),
  )
  return `${lines.join('\n')}\n`
}

function answer({ name, gates, verdicts, runs, unusable }: SelftestResult): string {
  const called = oneLine(name)
  if (gates === 0)
    return `${called}: ${plural(runs - unusable.length, 'usable run')} of ${runs}: too few to tell anything`
  const alarms = (verdicts.regressed ?? 0) + (verdicts['over-limit'] ?? 0)
  const doubts = verdicts.inconclusive ?? 0
  const told =
    alarms === 0
      ? 'no false alarm'
      : `${plural(alarms, 'false alarm')} (${((alarms / gates) * 100).toFixed(1)} %)`
  const unsure = doubts === 0 ? '' : `, ${doubts} inconclusive`
  return `${called}: ${told}${unsure} in ${gates} pretended gates of an unchanged program (${runs} runs)`
}

function table(metrics: readonly MetricNoise[], width: number): readonly string[] {
  if (metrics.length === 0) return []
  const rows = metrics.map(({ metric, unit, median, spread, detectable }) => [
    METRICS[metric].label,
    formatFigure(median, unit),
    spread === 0 ? '0' : `${formatFigure(spread, unit)}${shareOf(spread, median)}`,
    detectable === null ? '' : `+${formatFigure(detectable, unit)}`,
  ])
  const all = [['', 'median', 'spread', 'would be seen'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? padEnd(cell, widths[0] ?? 0) : padStart(cell, widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
      .slice(0, width),
  )
}

/** ` (0.43 %)`; nothing where there is no whole to be a share of. */
function shareOf(spread: number, whole: number): string {
  const percent = formatPercent(spread, whole)
  return percent === null ? '' : ` (${percent.replace('+', '')})`
}
