import type { createColors } from 'picocolors'
import { neutralize } from '../untrusted.ts'

/** The end of a program's output says why it failed; the beginning is long past. */
const LINES = 20
const LINE_LENGTH = 500

/** The end of untrusted output, line by line behind a bar. */
export function renderOutput(
  text: string,
  { dim }: Pick<ReturnType<typeof createColors>, 'dim'>,
): readonly string[] {
  const lines = text.trimEnd().split(/\r\n?|\n/)
  return lines
    .slice(-LINES)
    .flatMap((line) => neutralize(line, LINE_LENGTH).split('\n'))
    .map((line) => `${dim('  |')} ${line}`.trimEnd())
}
