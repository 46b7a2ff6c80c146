import { type AttributedSpan, type Attribution, SPAN_NAMES } from '../model/attribution.ts'
import { isDataFile } from './data-files.ts'

/** What a probe said of its process: where it was, and how much the process had written by then, in bytes. */
export interface SizedMark {
  readonly t: number
  readonly pid: number
  readonly kind: 'hello' | 'begin' | 'end' | 'open'
  /** The import, or the file. */
  readonly name: string
  readonly size: number
}

interface Building {
  readonly span: { -readonly [Key in keyof AttributedSpan]: AttributedSpan[Key] }
  /** The file that was opened last in it. */
  file: Building | null
}

/**
 * Where nobody saw the pages being touched: charges what a process grew between two marks to the span that it was in.
 * What was given back meanwhile is not seen, so these are estimates; but they add up to the figure.
 *
 * @param attribution of the same run, without faults
 */
export function estimateSpans(attribution: Attribution, marks: readonly SizedMark[]): Attribution {
  const ordered = marks.toSorted((a, b) => a.t - b.t)
  const first = ordered[0]?.t ?? 0
  const spans: Building[] = []
  for (const { id, pid, writable } of attribution.processes) {
    const own = ordered.filter((mark) => mark.pid === pid)
    buildProcess(spans, { id, writable, marks: own, first })
  }
  const finished = spans.map(({ span }) => span)
  for (const span of finished.toReversed()) {
    span.cumulative += span.self
    const parent = span.parent === null ? undefined : finished[span.parent]
    if (parent !== undefined) parent.cumulative += span.cumulative
  }
  return { ...attribution, spans: finished }
}

function buildProcess(
  spans: Building[],
  {
    id,
    writable,
    marks,
    first,
  }: { id: number; writable: number; marks: readonly SizedMark[]; first: number },
): void {
  const open = (kind: AttributedSpan['kind'], name: string, parent: number | null, t: number): Building => {
    const t0 = (t - first) / 1e6
    const figures = { t0, t1: t0, self: 0, cumulative: 0, faults: 0 }
    const building = { span: { id: spans.length, parent, kind, name, process: id, ...figures }, file: null }
    spans.push(building)
    return building
  }
  const program = open('rest', SPAN_NAMES.program, null, marks[0]?.t ?? first)
  const stack: Building[] = []
  let size = 0
  for (const { t, kind, name, size: now } of marks) {
    const top = stack.at(-1) ?? program
    const charged = kind === 'hello' ? open('start', SPAN_NAMES.start, null, t) : (top.file ?? top)
    charged.span.self += now - size
    charged.span.t1 = (t - first) / 1e6
    size = now
    if (kind === 'begin') stack.push(open('import', name, stack.at(-1)?.span.id ?? null, t))
    if (kind === 'end' && top.span.name === name) stack.pop()
    if (kind === 'open' && isDataFile(name)) top.file = open('file', name, stack.at(-1)?.span.id ?? null, t)
  }
  const last = stack.at(-1) ?? program
  const charged = last.file ?? last
  charged.span.self += writable - size
}
