import type { AttributionDifference, Attribution } from '../../model/attribution.ts'
import { formatChange, formatFigure } from '../../model/units.ts'

/** What each command is for that a reader may paste. */
export const PURPOSES: Readonly<Record<'check' | 'record' | 'explain', string>> = {
  check: 'To see the same figures on your machine:',
  explain: 'To trace the same again:',
  record: 'To make this the accepted level, record it in this environment and commit the baseline:',
}

/** The title of a page that only explains. */
export function sayWhatIsExplained(
  name: string,
  { total }: Attribution,
  difference: AttributionDifference | null,
): string {
  const bytes =
    difference === null
      ? formatFigure(total.writable, 'bytes')
      : formatChange(difference.total.delta, 'bytes')
  return `${name}: ${bytes} of writable memory, and where it came from`
}

/** The title of what a soak left behind. */
export function sayLeak(name: string): string {
  return `${name}: made in the soak, and still there`
}
