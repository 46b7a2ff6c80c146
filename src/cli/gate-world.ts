import { onThisMachine } from '../proc/this-machine.ts'
import type { World } from '../model/world.ts'
import { sayNotice } from '../report/phrases/notices.ts'
import { neutralize } from '../report/untrusted.ts'
import { createLiveProgress } from './progress.ts'
import type { Terminal } from './terminal.ts'

/** The world of a gate that is run from a terminal; `done` takes the line of progress away. */
export function gateWorld(terminal: Terminal): { world: World; done: () => void } {
  const progress = createLiveProgress(terminal)
  return {
    world: onThisMachine({
      env: terminal.env,
      signal: terminal.signal,
      onProgress: progress.onProgress,
      onNotice: (notice) => {
        progress.clear()
        terminal.say(`note: ${neutralize(sayNotice(notice))}\n`)
      },
    }),
    done: progress.clear,
  }
}

/** The token of a workflow's job, where a command line runs in one and was given it. */
export function tokenOf({ env }: Terminal): string | null {
  const { GITHUB_TOKEN: token = '' } = env
  return token === '' ? null : token
}
