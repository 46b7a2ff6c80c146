import type { ProgramOutput } from '../launch/output.ts'
import { parseOutputMark } from './parse-marks.ts'

/** A line `footprint-gate: mark NAME` of the program, when it came here: nanoseconds of CLOCK_MONOTONIC. */
export interface OutputMark {
  readonly t: number
  readonly name: string
}

/** A program that marks without end has said enough. */
const MOST_MARKS = 10_000

/** Collects the marks that a program prints; the list grows until the output is closed. */
export function watchMarks(output: Pick<ProgramOutput, 'watchLines'>): readonly OutputMark[] {
  const marks: OutputMark[] = []
  output.watchLines((lines) => {
    const t = Number(process.hrtime.bigint())
    for (const line of lines) {
      const name = parseOutputMark(line)
      if (name !== null) marks.push({ t, name })
    }
    return marks.length >= MOST_MARKS
  })
  return marks
}
