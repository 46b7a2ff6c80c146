import { createLogUpdate } from 'log-update'
import type { Progress } from '../measure/progress.ts'
import { renderProgress } from '../report/progress.ts'
import type { Terminal } from './terminal.ts'

interface LiveProgress {
  readonly onProgress: (progress: Progress) => void
  /** Takes the line away, so that what is told next stands alone. */
  readonly clear: () => void
}

/** One line that shows the run, the phase and the current reading; nothing where nobody watches. */
export function createLiveProgress({ live, width, color }: Terminal): LiveProgress {
  if (live === null) return { onProgress: () => undefined, clear: () => undefined }
  const line = createLogUpdate(live)
  return {
    onProgress: (progress) => line(renderProgress(progress, { width, color: color.stderr })),
    clear: () => line.clear(),
  }
}
