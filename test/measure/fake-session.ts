import { createMotion } from '../../src/measure/motion.ts'
import type { Session } from '../../src/measure/session.ts'
import { NO_HUGE_PAGES } from '../../src/proc/huge-pages.ts'
import type { MemoryOf, ProcessMemory } from '../../src/proc/memory.ts'
import { createTotals } from '../../src/proc/smaps.ts'
import { type Counters, countersOf } from '../../src/proc/counters.ts'
import { parseStat, type ProcessStat } from '../../src/proc/stat.ts'
import { simulatedClock } from '../helpers/simulated-clock.ts'
import { quietWorld } from '../helpers/world.ts'
import { createFakeProc, type FakeProcess, statOf } from '../proc/fake-proc.ts'
import { HERE, scenarioOf } from '../verdict/cases.ts'

export interface FakeSession {
  /** What a reading takes of a CPU. */
  readonly readingMs?: number
  /** What it takes of a CPU to be woken. */
  readonly wakeMs?: number
  readonly signal?: AbortSignal
  /** What happens at some times. */
  readonly at?: Readonly<Record<number, () => void>>
  readonly scenario?: Session['scenario']
  readonly program?: Partial<Session['program']>
  /** Asked at every scan: before and after each reading, and once or twice at the end of a run. */
  readonly members?: (nowMs: number) => readonly ProcessStat[]
  /** What a look at the counters takes of a CPU. */
  readonly lookMs?: number
  /** What a look finds; when it is not given, what a scan would. */
  readonly counters?: (nowMs: number) => Counters | null
  readonly memory?: Partial<Session['memory']>
}

/** A session on a clock of its own, of a program that does what the test says. */
export function fakeSession(fake: FakeSession = {}): Session {
  const { readingMs = 0, lookMs = 0, wakeMs = 0, signal, at, scenario = scenarioOf({}) } = fake
  const { members = () => [], counters = (nowMs: number) => countersOf(members(nowMs)) } = fake
  const clock = simulatedClock(wakeMs, at)
  const createCookie = () => ({ value: 'c0ffee', lockLimit: null })
  const tree: Session['tree'] = {
    // A reading scans the tree before and after.
    scan: () => {
      clock.use(readingMs / 2)
      return { members: members(clock.now()), hidden: [], supervisor: null }
    },
    look: () => {
      clock.use(lookMs)
      return counters(clock.now())
    },
    hasLiving: () => false,
    close: () => undefined,
  }
  return {
    scenario,
    machine: { environment: HERE, openFiles: null, prefix: () => [], createCookie },
    world: quietWorld({ clock, proc: createFakeProc().files, ...(signal && { signal }) }),
    program: {
      launchedAt: 0,
      report: () => null,
      isGone: () => false,
      ended: new Promise(() => undefined),
      ...fake.program,
    } as Session['program'],
    tree,
    launchedTree: tree,
    target: null,
    memory: {
      readTotals: () => ({ kind: 'ended' }),
      readMappings: () => ({ kind: 'ended' }),
      ...fake.memory,
    },
    readings: [],
    members: [],
    seen: new Map(),
    events: [],
    motion: createMotion(0),
    onReading: () => undefined,
  }
}

export const memberOf = (process: FakeProcess): ProcessStat => parseStat(statOf(process))

/** What is read of a process that holds so much. */
export const holding = (bytes: number): MemoryOf<ProcessMemory> => ({
  kind: 'read',
  memory: {
    ...createTotals(),
    mappings: 1,
    rss: bytes,
    pss: bytes,
    writable: bytes,
    sharedHugePages: NO_HUGE_PAGES,
  },
})
