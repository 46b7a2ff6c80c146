import { randomUUID } from 'node:crypto'
import { formatFigure } from '../model/units.ts'
import type { Progress } from '../model/progress.ts'

type Write = (text: string) => void

/**
 * Prints text in which nothing is a workflow command: the runner reads every line of a step's output, and
 * names of scenarios and the end of a program's output are untrusted text. The token that ends the pause is
 * drawn after the text was made, so that no text can hold it.
 */
export function printInert(text: string, write: Write): void {
  const token = randomUUID()
  write(`::stop-commands::${token}\n${text.replace(/\n$/, '')}\n::${token}::\n`)
}

/**
 * Tells progress as a log likes it: one line for each run, once it is over, with its last reading. Call
 * `end` when the last run is over.
 */
export function createProgressLog(write: Write): {
  onProgress: (progress: Progress) => void
  end: () => void
} {
  let last: Progress | null = null
  const flush = () => {
    if (last === null) return
    const { scenario, kind, run, runs, writableBytes, elapsedMs } = last
    const figure = writableBytes === null ? '' : `: ${formatFigure(writableBytes, 'bytes')}`
    printInert(`${scenario}: ${kind} ${run} of ${runs}${figure}, ${(elapsedMs / 1000).toFixed(1)} s`, write)
    last = null
  }
  return {
    onProgress: (progress) => {
      if (last !== null && !isSameRun(last, progress)) flush()
      last = progress
    },
    end: flush,
  }
}

function isSameRun(a: Progress, b: Progress): boolean {
  return a.scenario === b.scenario && a.kind === b.kind && a.run === b.run
}
