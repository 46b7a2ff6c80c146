import type { TraceEvent, TraceMeans } from '../model/trace-record.ts'

/** What a probe wrote: a mark, or that it is there. */
export type ProbeLine = (
  | Extract<TraceEvent, { kind: 'begin' | 'end' | 'open' }>
  | {
      readonly kind: 'hello'
      readonly t: number
      readonly pid: number
      readonly tid: number
      readonly means: TraceMeans
      readonly version: string
    }
) & {
  /** Bytes that the process had written by then, by its own reading; absent unless it was asked for. */
  readonly size?: number
}

const LINE = /^(\d{1,19}) (\d{1,10}) (\d{1,10}) ([+-]import|open|hello)(?:@(\d{1,15}))? (.*)$/
/** Longer names are none. */
const LONGEST_NAME = 500

/**
 * Reads a line of a probe, such as `81234567890 77 77 +import xml.dom`, or `+import@8192 xml.dom` with kB. The program
 * could write there as well: whatever is no mark is nothing.
 */
export function parseProbeLine(line: string): ProbeLine | null {
  const match = LINE.exec(line)
  if (match === null) return null
  const [, t = '', pid = '', tid = '', what = '', size, text = ''] = match
  const at = {
    t: Number(t),
    pid: Number(pid),
    tid: Number(tid),
    ...(size === undefined ? {} : { size: Number(size) * 1024 }),
  }
  const name = text.slice(0, LONGEST_NAME)
  switch (what) {
    case '+import':
      return { ...at, kind: 'begin', span: 'import', name }
    case '-import':
      return { ...at, kind: 'end', span: 'import', name }
    case 'open':
      return { ...at, kind: 'open', file: name }
    default: {
      const [probe = '', version = ''] = name.split(' ')
      return isProbe(probe) ? { ...at, kind: 'hello', means: `probe:${probe}`, version } : null
    }
  }
}

function isProbe(name: string): name is 'cpython' | 'node' | 'ruby' {
  return name === 'cpython' || name === 'node' || name === 'ruby'
}

const OUTPUT_MARK = /^footprint-gate: mark (.+)$/

/** The name of a mark that the program printed, `footprint-gate: mark NAME`; `null` for any other line. */
export function parseOutputMark(line: string): string | null {
  return OUTPUT_MARK.exec(line.trimEnd())?.[1]?.trim().slice(0, LONGEST_NAME) ?? null
}
