import type { GateWorld } from '../gate/gate.ts'
import { neutralise } from '../report/untrusted.ts'
import { createLiveProgress } from './progress.ts'
import type { Terminal } from './terminal.ts'

/** The world of a gate that is run from a terminal; `done` takes the line of progress away. */
export function gateWorld(terminal: Terminal): { world: GateWorld; done: () => void } {
  const progress = createLiveProgress(terminal)
  return {
    world: {
      env: terminal.env,
      signal: terminal.signal,
      onProgress: progress.onProgress,
      onNotice: (notice) => {
        progress.clear()
        terminal.tell(`note: ${neutralise(notice)}\n`)
      },
    },
    done: progress.clear,
  }
}
