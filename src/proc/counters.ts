import type { ProcessStat } from './stat.ts'

/**
 * What moves when a process takes memory or gives it back, of all processes of a tree. Not all of it: lazily freed
 * pages (MADV_FREE), pages of shared memory that somebody else writes or no longer shares, and the pages that the
 * resident size lags behind move nothing here. Full readings see these.
 */
export interface Counters {
  /** Four of each process, in the order of the pids: its pid, faults, faults of its ended children, pages in memory. */
  readonly figures: Float64Array
  /** Pages in memory of all of them, each as often as it is mapped. */
  readonly residentPages: number
}

const FIGURES = 4

/** Of processes that live. */
export function countersOf(living: readonly ProcessStat[]): Counters {
  const counters = createCounters(living.length)
  living.forEach((stat, index) => counters.put(index, stat.pid, stat))
  return counters.done()
}

type Counted = Pick<
  ProcessStat,
  'minorFaults' | 'majorFaults' | 'childMinorFaults' | 'childMajorFaults' | 'residentPages'
>

export function createCounters(processes: number): {
  put: (index: number, pid: number, stat: Counted) => void
  done: () => Counters
} {
  const figures = new Float64Array(processes * FIGURES)
  let residentPages = 0
  return {
    put: (index, pid, stat) => {
      figures[index * FIGURES] = pid
      figures[index * FIGURES + 1] = stat.minorFaults + stat.majorFaults
      figures[index * FIGURES + 2] = stat.childMinorFaults + stat.childMajorFaults
      figures[index * FIGURES + 3] = stat.residentPages
      residentPages += stat.residentPages
    },
    done: () => ({ figures, residentPages }),
  }
}

/** Whether any counter has moved, or the processes are others. Faults are counted up alone: what moved stays moved. */
export function haveMoved(before: Counters, now: Counters): boolean {
  const { figures } = now
  return (
    figures.length !== before.figures.length ||
    figures.some((figure, index) => figure !== before.figures[index])
  )
}

const SPACE = 0x20
const CLOSE = 0x29
const ZERO = 0x30
/** A pid, and a command of at most 63 bytes in parentheses, as those of kernel threads may be. */
const LONGEST_NAME = 80
/** The places of fields behind the command, as `parseStat` has them. */
const FIELDS = 22

/** What a look at a line of stat takes from it: no text is made, which would take ten times as long. */
export interface StatFigures extends Counted {
  isZombie: boolean
  startTime: number
}

/** Into the same object each time; `false` when the line is none that a kernel prints. */
export function createStatScanner(): (text: Uint8Array, length: number) => Readonly<StatFigures> | null {
  const fields = new Float64Array(FIELDS)
  const field = (index: number): number => fields[index] ?? 0
  return (text, length) => {
    let at = Math.min(length, LONGEST_NAME) - 1
    while (at > 0 && text[at] !== CLOSE) at -= 1
    const state = at + 2
    at += 4
    if (at <= 4) return null
    let value = 0
    let index = 1
    for (; at < length && index < FIELDS; at += 1) {
      const byte = text[at] ?? SPACE
      if (byte === SPACE) {
        fields[index] = value
        index += 1
        value = 0
      } else {
        value = value * 10 + byte - ZERO
      }
    }
    if (index < FIELDS) return null
    return {
      // The first thread may have ended before the others.
      isZombie: text[state] === 0x5a && field(17) <= 1,
      minorFaults: field(7),
      childMinorFaults: field(8),
      majorFaults: field(9),
      childMajorFaults: field(10),
      startTime: field(19),
      residentPages: field(21),
    }
  }
}
