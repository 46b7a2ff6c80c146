import { createLogUpdate } from 'log-update'
import type { Progress } from '../model/progress.ts'
import { renderProgress } from '../report/terminal/progress.ts'
import { columnsOf, type Terminal } from './terminal.ts'

interface LiveProgress {
  readonly onProgress: (progress: Progress) => void
  /** Takes the line away, so that what is told next stands alone. */
  readonly clear: () => void
}

/** One line that shows the run, the phase and the current reading; nothing where nobody watches. */
export function createLiveProgress({ live, color }: Terminal): LiveProgress {
  if (live === null) return { onProgress: () => undefined, clear: () => undefined }
  const line = createLogUpdate(live)
  return {
    // Of this stream, as results may go elsewhere; and now, as a window may be made smaller.
    onProgress: (progress) => line(renderProgress(progress, { width: columnsOf(live), color: color.stderr })),
    clear: () => line.clear(),
  }
}
