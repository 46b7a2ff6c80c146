/** A span that a thread is in, and the file that it read last in there; -1 for none. */
interface Frame {
  readonly span: number
  file: number
}

export interface Thread {
  readonly tid: number
  /** Spans that it began itself, the innermost last. */
  readonly frames: Frame[]
  /** Whether it ever began one: what it does outside of them is then not the main thread's. */
  hasSpans: boolean
  /** The file that it read last outside of its spans, and the base that this was in. */
  file: number
  fileBase: number
}

export function createThread(tid: number): Thread {
  return { tid, frames: [], hasSpans: false, file: -1, fileBase: -1 }
}

/** The innermost span of the thread that is no file, above its process's `base`. */
export function spanOf(thread: Thread | undefined, base: number): number {
  return thread?.frames.at(-1)?.span ?? base
}

/** The file that the thread is at in {@link spanOf}; -1 for none. A file ends with the base that it was read in. */
export function fileOf(thread: Thread | undefined, base: number): number {
  if (thread === undefined) return -1
  const frame = thread.frames.at(-1)
  if (frame !== undefined) return frame.file
  return thread.fileBase === base ? thread.file : -1
}

export function setFile(thread: Thread, file: number, base: number): void {
  const frame = thread.frames.at(-1)
  if (frame !== undefined) frame.file = file
  else {
    thread.file = file
    thread.fileBase = base
  }
}
