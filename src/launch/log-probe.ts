import type { Explanation, Probe, ReadyContext } from './ready.ts'
import { createLineFinder } from './line-pattern.ts'

/** A probe that holds when a line of the program's output has matched. It keeps what the groups of the pattern caught. */
export function createLogProbe(pattern: RegExp, { program }: ReadyContext): Probe {
  const find = createLineFinder(pattern)
  let match: RegExpExecArray | null = null
  let failure: Error | null = null
  let count = 0
  program.output.watchLines((lines) => {
    count += lines.length
    try {
      match = find(lines)
      return match !== null
    } catch (error) {
      failure = error as Error
      return true
    }
  })
  return {
    holds: () => {
      if (failure !== null) throw failure
      return match !== null
    },
    explain: () => explainLines(count, program.output.tail()),
    caught: () => match,
  }
}

function explainLines(count: number, tail: string): Explanation {
  if (tail === '') {
    return {
      why: 'did not hold: the program has printed nothing',
      cure: 'Many programs keep back what they write into a pipe. Start it by stdbuf -oL (Python: env PYTHONUNBUFFERED=1), or use another ready condition.',
    }
  }
  if (count === 0) return { why: 'did not hold: the program has printed no whole line' }
  return {
    why:
      count === 1
        ? 'did not hold: the only line that it printed does not match'
        : `did not hold: none of the ${count} lines that it printed matches`,
  }
}
