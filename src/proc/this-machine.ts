import type { Clock, World } from '../model/world.ts'
import { createProcFiles } from './files.ts'

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, wake) =>
    new Promise((resolve) => {
      if (wake?.aborted === true) {
        resolve()
        return
      }
      const end = () => {
        clearTimeout(timer)
        wake?.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      wake?.addEventListener('abort', end)
    }),
  cpuMs: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
}

/** The world as it is on this machine, for whoever brings the rest of it. */
export function onThisMachine(rest: Omit<World, 'clock' | 'proc'>): World {
  return { ...rest, clock: systemClock, proc: createProcFiles() }
}
