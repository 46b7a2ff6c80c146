import { createLogUpdate } from 'log-update'
import { sayRest } from '../report/phrases/show.ts'
import type { Terminal } from './terminal.ts'

export interface Screen {
  readonly show: (text: string) => void
  /** Leaves the last text where it is, and the cursor below it. */
  readonly end: () => void
}

const USUAL_HEIGHT = 24

/** Texts of which each takes the place of the one before; where stdout is no terminal, a block each. */
export function createScreen({ screen, print }: Terminal): Screen {
  if (screen === null) return { show: (text) => print(`${text}\n`), end: () => undefined }
  const draw = createLogUpdate(screen)
  let last = ''
  return {
    show: (text) => {
      last = text
      draw(cut(text, screen.rows ?? USUAL_HEIGHT))
    },
    end: () => {
      // The whole text, as it may scroll away now.
      draw.clear()
      draw.done()
      print(last)
    },
  }
}

/** What a screen holds of a text: its beginning, where the answer is. */
function cut(text: string, rows: number): string {
  const lines = text.trimEnd().split('\n')
  const room = Math.max(1, rows - 1)
  if (lines.length <= room) return lines.join('\n')
  return [...lines.slice(0, room - 1), sayRest(lines.length - room + 1)].join('\n')
}
