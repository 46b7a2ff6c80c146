import { createColors } from 'picocolors'
import { formatDuration, formatFigure } from '../../model/units.ts'
import type { Progress } from '../../model/progress.ts'
import { elideToWidth } from './columns.ts'
import { PHASE_WORDS } from '../phrases/notices.ts'
import { oneLine } from '../untrusted.ts'
import stringWidth from 'string-width'

const GAP = '  '

/**
 * One line of at most `width` columns for a person who watches: `manager  run 2/5  settling  9.09 MiB  3.2s`.
 * A narrow terminal takes it from the name first.
 */
export function renderProgress(
  progress: Progress,
  { width, color }: { readonly width: number; readonly color: boolean },
): string {
  const { kind, run, runs, phase, writableBytes, elapsedMs } = progress
  const colors = createColors(color)
  const facts = [
    `${kind} ${run}/${runs}`,
    PHASE_WORDS[phase],
    writableBytes === null ? '' : formatFigure(writableBytes, 'bytes'),
    formatDuration(elapsedMs),
  ].filter((fact) => fact !== '')
  const rest = facts.join(GAP)
  const room = width - stringWidth(rest) - GAP.length
  if (room < 4) return elideToWidth(rest, width)
  return `${colors.bold(elideToWidth(oneLine(progress.scenario), room))}${GAP}${rest}`
}
