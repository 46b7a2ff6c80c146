import { createColors } from 'picocolors'
import type { TraceDoubt } from '../../model/trace-doubt.ts'
import { sayDoubt } from '../phrases/tracing.ts'
import { wrapBehind } from './columns.ts'

/** What keeps an explanation from being whole, each with the command that would allow more. */
export function renderTraceDoubts(
  doubts: readonly TraceDoubt[],
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  if (doubts.length === 0) return ''
  const colors = createColors(color)
  const lines = doubts.map(sayDoubt).flatMap(({ what, cure }) => [
    ...wrapBehind('! ', what, width).map((line) => colors.yellow(line)),
    // A command to paste is a line of its own, and whole.
    ...(cure === null ? [] : [`    ${cure}`]),
  ])
  return `\n${colors.bold('not known')}\n${lines.join('\n')}\n`
}
