import { abortOnSignals, type SignalSource } from '../model/interrupt.ts'

/** Of node's process what the command line touches: injected, so that a test can be one. */
export interface ProcessLike extends SignalSource {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: Output
  readonly stderr: Output
  readonly cwd: () => string
}

type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
}

/** Where results, progress and notices go, and how they may look there. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Throws where it has been deleted. */
  readonly cwd: string
  /** Results, to stdout. */
  readonly print: (text: string) => void
  /** Progress and notices, to stderr. */
  readonly say: (text: string) => void
  readonly color: { readonly stdout: boolean; readonly stderr: boolean }
  /** Columns of stdout now, as a window may be made smaller; 80 where nobody knows. */
  readonly width: number
  /** The stream for a live line of progress; `null` when nobody watches. */
  readonly live: Output | null
  /** The stream for results that are drawn anew in their place; `null` where stdout is no terminal. */
  readonly screen: Output | null
  /** Whether anybody reads stdout: false when the reader of a pipe has gone, or the disk is full. */
  readonly isHeard: () => boolean
  /** Aborted by SIGINT and SIGTERM, with an `Interrupted` as its reason. */
  readonly signal: AbortSignal
  /** What kept a result from being written, such as a full disk; a reader that has gone (`| head`) is no mistake. */
  readonly outputError: () => NodeJS.ErrnoException | null
  readonly close: () => void
}

const USUAL_WIDTH = 80

export function createTerminal(process: ProcessLike): Terminal {
  const { env, stdout, stderr } = process
  const { signal, release } = abortOnSignals(process)
  let outputError: NodeJS.ErrnoException | null = null
  let isHeard = true
  stdout.on('error', () => (isHeard = false))
  for (const stream of [stdout, stderr]) {
    // Without a listener node ends with status 1, which is that of a regression.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') outputError ??= error
    })
  }
  return {
    env,
    get cwd() {
      return process.cwd()
    },
    print: (text) => void stdout.write(text),
    say: (text) => void stderr.write(text),
    color: { stdout: wantsColor(stdout, env), stderr: wantsColor(stderr, env) },
    get width() {
      return columnsOf(stdout)
    },
    live: isDrawable(stderr, env) ? stderr : null,
    screen: isDrawable(stdout, env) ? stdout : null,
    isHeard: () => isHeard,
    signal,
    outputError: () => outputError,
    close: release,
  }
}

/** Whether a line can be written over. */
function isDrawable({ isTTY, columns }: Output, env: Readonly<Record<string, string | undefined>>): boolean {
  return isTTY === true && columns !== 0 && env['TERM'] !== 'dumb'
}

/** A terminal that nobody gave a size has 0 columns. */
export function columnsOf({ columns }: Pick<Output, 'columns'>): number {
  return columns === undefined || columns === 0 ? USUAL_WIDTH : columns
}

/** https://no-color.org, and its opposite. */
function wantsColor(stream: Output, env: Readonly<Record<string, string | undefined>>): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false
  if ((env['FORCE_COLOR'] ?? '') !== '') return env['FORCE_COLOR'] !== '0'
  return stream.isTTY === true && env['TERM'] !== 'dumb'
}
