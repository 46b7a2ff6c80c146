import type { TraceEvent, TraceMeans } from '../model/trace-record.ts'

/** What a probe wrote: a mark, or that it is there. */
export type ProbeLine = (
  | Extract<TraceEvent, { kind: 'begin' | 'end' | 'open' | 'ask' }>
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

const LINE = /^(\d{1,19}) (\d{1,10}) (\d{1,10}) ([+-]import|open|ask|hello)(?:@(\d{1,15}))? (.*)$/
/** Longer names are none. */
const LONGEST_NAME = 500
/** Nor are longer statements: some name a hundred things of one module. */
const LONGEST_STATEMENT = 20_000

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
    case 'ask': {
      const asked = parseStatement(text)
      return asked === null ? null : { ...at, kind: 'ask', ...asked }
    }
    default: {
      const [probe = '', version = ''] = name.split(' ')
      return isProbe(probe) ? { ...at, kind: 'hello', means: `probe:${probe}`, version } : null
    }
  }
}

const STATEMENT = /^([^/]*)\/([^/]*)\/(\d{1,3})\/([^/]*)\/([^/]*)$/

/**
 * Who asks for which modules, `importer/package/level/name/from,from` as `__import__` is given it. What is imported from
 * a module may be a module inside it, or none.
 */
function parseStatement(text: string): { importer: string; modules: readonly string[] } | null {
  const match = text.length > LONGEST_STATEMENT ? null : STATEMENT.exec(text)
  if (match === null) return null
  const [, importer = '', package_ = '', level = '', name = '', from = ''] = match
  const module = resolveName(name, Number(level), package_)
  if (module === null) return null
  const inside = from.split(',').filter((part) => part !== '' && part !== '*')
  return { importer, modules: [module, ...inside.map((part) => `${module}.${part}`)] }
}

/** The full name of what is imported with so many dots before it; `null` where they lead out of the package. */
function resolveName(name: string, level: number, package_: string): string | null {
  if (level === 0) return name === '' ? null : name
  const parents = package_.split('.')
  if (package_ === '' || level > parents.length) return null
  return [...parents.slice(0, parents.length - level + 1), ...(name === '' ? [] : [name])].join('.')
}

function isProbe(name: string): name is 'cpython' | 'node' | 'ruby' {
  return name === 'cpython' || name === 'node' || name === 'ruby'
}

const OUTPUT_MARK = /^footprint-gate: mark (.+)$/

/** The name of a mark that the program printed, `footprint-gate: mark NAME`; `null` for any other line. */
export function parseOutputMark(line: string): string | null {
  return OUTPUT_MARK.exec(line.trimEnd())?.[1]?.trim().slice(0, LONGEST_NAME) ?? null
}
