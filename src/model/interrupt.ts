/** The reason of an abort by a signal. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  /** As a shell tells a death by signal. */
  readonly exitCode: 130 | 143

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`stopped by ${signal}`)
    this.exitCode = signal === 'SIGINT' ? 130 : 143
  }
}

/** Of node's process, what it takes to hear of signals. */
export interface SignalSource {
  readonly on: (signal: 'SIGINT' | 'SIGTERM', handler: () => void) => unknown
  readonly off: (signal: 'SIGINT' | 'SIGTERM', handler: () => void) => unknown
}

/**
 * At SIGUSR1, which any program of the same user may send, node lets a debugger in: it could change the exit code,
 * or hold us forever. Node leaves the signal alone while somebody else listens for it.
 */
export function refuseDebugger(process: {
  readonly on: (signal: 'SIGUSR1', handler: () => void) => unknown
}): void {
  process.on('SIGUSR1', () => undefined)
}

/**
 * A file that reaches the limit of its size (ulimit -f) brings SIGXFSZ, which kills without a word; where it is
 * caught, the write fails like that on a full disk.
 */
export function surviveFileLimits(process: {
  readonly on: (signal: 'SIGXFSZ', handler: () => void) => unknown
}): void {
  process.on('SIGXFSZ', () => undefined)
}

/**
 * Aborted by SIGINT and SIGTERM, with an {@link Interrupted} as its reason. A cancelled workflow step gets SIGINT,
 * SIGTERM 7.5 seconds later, and SIGKILL 2.5 seconds after that.
 */
export function abortOnSignals(process: SignalSource): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController()
  const handlers = (['SIGINT', 'SIGTERM'] as const).map((signal) => {
    const handler = () => controller.abort(new Interrupted(signal))
    process.on(signal, handler)
    return { signal, handler }
  })
  return {
    signal: controller.signal,
    release: () => handlers.forEach(({ signal, handler }) => process.off(signal, handler)),
  }
}
