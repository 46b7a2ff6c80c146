import type { HiddenProcess } from '../proc/hidden.ts'
import { countOnce } from '../proc/huge-pages.ts'
import type { MemoryReader } from '../proc/memory.ts'
import { type Counters, countersOf } from '../proc/counters.ts'
import type { ProcessStat } from '../proc/stat.ts'
import { identityOf, isLiving } from '../proc/tree.ts'
import type { Started } from '../launch/program.ts'
import type { Clock } from '../model/world.ts'
import type { Reading } from '../model/run.ts'

/** A reading with what a run must know of it beside its figures. */
export interface TreeReading extends Reading {
  /** Same members, same text. */
  readonly membership: string
  /** Processes whose memory the kernel did not let us read, as `pid (command)`. */
  readonly denied: readonly string[]
  /** Processes that live, but that /proc does not show. */
  readonly hidden: readonly HiddenProcess[]
  /** Of the minor faults, those of children that have ended: of some that a living process has waited for, and zombies. */
  readonly endedFaults: number
  /** Whether the tree changed while it was read, time after time. */
  readonly torn: boolean
}

/** A full reading, with what came of its scans. */
export interface FullReading {
  readonly reading: TreeReading
  readonly members: readonly ProcessStat[]
  /** Before the memory of the first process was read, and after that of the last. */
  readonly before: Counters
  readonly after: Counters
}

const ATTEMPTS = 5

/**
 * Takes one reading of the whole tree. Processes are read one after the other, so a tree that changes
 * meanwhile (a fork moves pages from one to another) is read again.
 *
 * @param target given, the tree is not that of the program
 */
export function readTree(
  { program, tree, target = null }: Started & { readonly target?: object | null },
  memory: MemoryReader,
  clock: Clock,
): FullReading {
  const startedAt = clock.now()
  for (let attempt = 1; ; attempt += 1) {
    const before = tree.scan()
    let writable = 0
    let dirtyCache = 0
    let rss = 0
    let pss = 0
    const hugePages = new Set<string>()
    const denied: string[] = []
    for (const { pid, command } of before.members) {
      const totals = memory.readTotals(pid)
      if (totals.kind === 'denied') denied.push(`${pid} (${command})`)
      if (totals.kind !== 'read') continue
      writable += totals.memory.writable + countOnce(hugePages, totals.memory.sharedHugePages)
      dirtyCache += totals.memory.dirtyCache
      rss += totals.memory.rss
      pss += totals.memory.pss
    }
    const after = tree.scan()
    const living = after.members.filter(isLiving)
    const livingBefore = before.members.filter(isLiving)
    const membership = membershipOf(living)
    const torn = membership !== membershipOf(livingBefore)
    if (torn && attempt < ATTEMPTS) continue
    const { members, hidden } = after
    // What ended and was waited for counts in its parent; what the supervisor waited for counts in it.
    const supervisor = target === null ? (program.report()?.stat ?? after.supervisor) : null
    const reading = {
      atMs: startedAt - program.launchedAt,
      writable,
      dirtyCache,
      rss,
      pss,
      minorFaults:
        sum(members, (stat) => stat.minorFaults + stat.childMinorFaults) +
        (supervisor?.childMinorFaults ?? 0),
      majorFaults:
        sum(members, (stat) => stat.majorFaults + stat.childMajorFaults) +
        (supervisor?.childMajorFaults ?? 0),
      endedFaults: sum(members, (stat) => stat.childMinorFaults + (isLiving(stat) ? 0 : stat.minorFaults)),
      processes: living.length,
      threads: sum(living, (stat) => stat.threads),
      membership,
      denied,
      hidden,
      torn,
    }
    return { reading, members, before: countersOf(livingBefore), after: countersOf(living) }
  }
}

function membershipOf(living: readonly ProcessStat[]): string {
  return living.map(identityOf).join(' ')
}

function sum(members: readonly ProcessStat[], figure: (stat: ProcessStat) => number): number {
  return members.reduce((total, stat) => total + figure(stat), 0)
}
