import type { TraceEvent, TraceMeans } from '../model/trace-record.ts'

/** What a probe wrote: a mark, or that it is there. */
export type ProbeLine =
  | Extract<TraceEvent, { kind: 'begin' | 'end' | 'open' }>
  | { readonly kind: 'hello'; readonly t: number; readonly pid: number; readonly means: TraceMeans }

const LINE = /^(\d{1,19}) (\d{1,10}) (\d{1,10}) (\S+) (.*)$/
/** Longer names are none. */
const LONGEST_NAME = 500

/**
 * Reads a line of a probe, such as `81234567890 77 77 +import xml.dom`. The program could write there as well: whatever
 * is no mark is nothing.
 */
export function parseProbeLine(line: string): ProbeLine | null {
  const match = LINE.exec(line)
  if (match === null) return null
  const [, t = '', pid = '', tid = '', what = '', text = ''] = match
  const at = { t: Number(t), pid: Number(pid), tid: Number(tid) }
  const name = text.slice(0, LONGEST_NAME)
  switch (what) {
    case '+import':
      return { ...at, kind: 'begin', span: 'import', name }
    case '-import':
      return { ...at, kind: 'end', span: 'import', name }
    case 'open':
      return { ...at, kind: 'open', file: name }
    case 'hello': {
      const [probe = ''] = name.split(' ')
      return isProbe(probe) ? { t: at.t, pid: at.pid, kind: 'hello', means: `probe:${probe}` } : null
    }
    default:
      return null
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
