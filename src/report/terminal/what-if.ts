import { createColors } from 'picocolors'
import { formatChange } from '../../model/units.ts'
import type { Effect, TriedRemedy, WhatIfResult } from '../../verdict/what-if.ts'
import { NOTHING } from '../figures.ts'
import { sayNoEffect, sayWhatIf, WHAT_IF_NOTES } from '../phrases/what-if.ts'
import { oneLine } from '../untrusted.ts'
import { columnWidths, elideToWidth, padEnd, padStart, wrapBehind } from './columns.ts'

const HEAD = ['', 'writable', 'start', 'faults'] as const

/** The result for a person at a terminal: what gives most back, then each remedy with what it costs. */
export function renderWhatIf(
  result: WhatIfResult,
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const colors = createColors(color)
  const measured = result.tried
    .filter((it): it is TriedRemedy & { effect: Effect } => it.effect !== null)
    .toSorted((a, b) => rank(a.effect) - rank(b.effect))
  const failed = result.tried.filter(({ effect }) => effect === null)
  const rows = measured.map(({ remedy, effect }) => [
    oneLine(remedy.change),
    effect.isEvident ? formatChange(effect.delta, 'bytes') : 'in the noise',
    difference(effect.startMs, 'ms'),
    difference(effect.minorFaults, 'count'),
  ])
  const widths = columnWidths([HEAD, ...rows])
  const layOut = (cells: readonly string[]) =>
    elideToWidth(
      cells
        .map((cell, column) => (column === 0 ? padEnd : padStart)(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
      width,
    )
  const lines = [
    ...wrapBehind('', sayWhatIf(result, oneLine(result.name)), width).map((line) => colors.bold(line)),
    ...(rows.length === 0 ? [] : ['', colors.dim(layOut(HEAD))]),
    ...rows.map((cells, index) => paint(layOut(cells), measured[index]?.effect)),
    ...(failed.length === 0 ? [] : ['']),
    ...failed.flatMap((it) =>
      wrapBehind('- ', `${oneLine(it.remedy.change)}: ${oneLine(sayNoEffect(it))}`, width),
    ),
    '',
    ...WHAT_IF_NOTES.flatMap((note) => wrapBehind('', note, width)),
  ]
  return `${lines.join('\n')}\n`

  function paint(line: string, effect: Effect | undefined): string {
    if (effect?.isEvident !== true) return colors.dim(line)
    return effect.delta < 0 ? colors.green(line) : colors.red(line)
  }
}

/** What gives back first, then what cannot be told, then what takes more. */
function rank({ isEvident, delta }: Effect): number {
  return isEvident ? delta : 0
}

function difference({ before, after }: Effect['startMs'], unit: 'ms' | 'count'): string {
  return before === null || after === null ? NOTHING : formatChange(after - before, unit)
}
