import type { Clock } from '../../src/model/world.ts'

export interface SimulatedClock extends Clock {
  /** Uses so much of a CPU. */
  readonly use: (ms: number) => void
}

/**
 * A clock on which time passes only while somebody sleeps.
 *
 * @param wakeMs what it takes of a CPU to be woken
 * @param at what happens at some times
 */
export function simulatedClock(
  wakeMs: number,
  at: Readonly<Record<number, () => void>> = {},
): SimulatedClock {
  let now = 0
  let usedMs = 0
  const due = Object.entries(at).map(([time, happen]) => ({ time: Number(time), happen }))
  return {
    now: () => now,
    cpuMs: () => usedMs,
    use: (ms) => (usedMs += ms),
    sleep: async (ms, wake) => {
      const until = now + ms
      while (due[0] !== undefined && due[0].time <= until) {
        now = due[0].time
        due.shift()?.happen()
        // What happens may wake by way of a promise.
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
        if (wake?.aborted === true) break
      }
      if (wake?.aborted !== true) now = until
      usedMs += wakeMs
    },
  }
}
