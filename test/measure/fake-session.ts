import { onTestFinished, vi } from 'vitest'
import type { Session } from '../../src/measure/watch.ts'
import type { MemoryOf } from '../../src/proc/memory.ts'
import { createTotals, type SmapsTotals } from '../../src/proc/smaps.ts'
import { parseStat, type ProcessStat } from '../../src/proc/stat.ts'
import { type FakeProcess, statOf } from '../proc/fake-proc.ts'
import { scenarioOf } from '../verdict/cases.ts'

export interface FakeSession extends Partial<Omit<Session, 'program' | 'tree' | 'memory' | 'members'>> {
  /** What a reading takes of a CPU. */
  readonly readingMs?: number
  /** What it takes of a CPU to be woken. */
  readonly wakeMs?: number
  readonly program?: Partial<Session['program']>
  /** Asked at every scan: before and after each reading, and once or twice at the end of a run. */
  readonly members?: () => readonly ProcessStat[]
  readonly memory?: Partial<Session['memory']>
}

/** A session on a clock of its own, of a program that does what the test says. */
export function fakeSession(fake: FakeSession = {}): Session {
  const { readingMs = 0, wakeMs = 0, program, members = () => [], memory, ...rest } = fake
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  let usedMs = 0
  vi.spyOn(process, 'cpuUsage').mockImplementation(() => ({ user: usedMs * 600, system: usedMs * 400 }))
  const sleep = setTimeout
  vi.stubGlobal('setTimeout', (wakeUp: () => void, ms: number) =>
    sleep(() => {
      usedMs += wakeMs
      wakeUp()
    }, ms),
  )
  onTestFinished(() => {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
    vi.useRealTimers()
  })
  return {
    scenario: scenarioOf({}),
    program: {
      launchedAt: performance.now(),
      report: () => null,
      isGone: () => false,
      ...program,
    } as Session['program'],
    tree: {
      // A reading scans the tree before and after.
      scan: () => {
        usedMs += readingMs / 2
        return { members: members(), hidden: [], supervisor: null }
      },
    },
    memory: { readTotals: () => ({ kind: 'ended' }), readMappings: () => ({ kind: 'ended' }), ...memory },
    readings: [],
    members: [],
    events: [],
    signal: new AbortController().signal,
    onReading: () => undefined,
    ...rest,
  }
}

export const memberOf = (process: FakeProcess): ProcessStat => parseStat(statOf(process))

/** What is read of a process that holds so much. */
export const holding = (bytes: number): MemoryOf<SmapsTotals> => ({
  kind: 'read',
  memory: { ...createTotals(), mappings: 1, rss: bytes, pss: bytes, writable: bytes },
})
