import { bearsCookie, type Cookie } from './cookie.ts'
import type { ProcFiles, ProcText } from '../model/proc-files.ts'
import { type Counters, createCounters, createStatScanner } from './counters.ts'
import { findHiddenChildren, type HiddenProcess, isAlive, isHidden } from './hidden.ts'
import { createKeptStats } from './kept-stats.ts'
import { parseStat, type ProcessStat } from './stat.ts'

/** The processes of one run, followed from scan to scan. */
export interface ProcessTree {
  /**
   * The living members now, without the supervisor, and the supervisor itself while it lives (its counters
   * hold what its ended children did). Order: by pid.
   */
  scan: () => TreeScan
  /**
   * The counters of the living members of the last scan; `null` when one of them has ended. Much cheaper than a scan:
   * their files stay open from the first look to `close`. New members are not seen.
   */
  look: () => Counters | null
  /** Whether a member of the last scan lives: for whoever need not know more. */
  hasLiving: () => boolean
  /** Closes what looks have opened. */
  close: () => void
}

export interface TreeScan {
  readonly members: readonly ProcessStat[]
  /** Members that live, but out of sight. Of those that were never seen, they are known where nobody is in sight. */
  readonly hidden: readonly HiddenProcess[]
  readonly supervisor: ProcessStat | null
}

/** A process is its pid and its start time: pids are used again. */
export function identityOf({ pid, startTime }: ProcessStat): string {
  return `${pid}@${startTime}`
}

/**
 * Follows the tree below a supervisor. Belongs to it: whoever descends from a member, shares its group or
 * session, was a member before, or bears the run's cookie. Each scan lists /proc once; of the processes that
 * were looked at and are none of ours only a few are looked at again, so a scan costs what the tree costs.
 *
 * @param bystanders the pids from before the launch: none of them can be a member
 * @param lives whether a process that is not in /proc lives nevertheless
 */
export function createProcessTree(
  files: ProcFiles,
  supervisorPid: number,
  cookie: Cookie,
  bystanders: readonly number[],
  lives: (pid: number) => boolean = isAlive,
): ProcessTree {
  const launchTime = readStat(files, supervisorPid)?.startTime ?? Infinity
  const marks = () => (stat: ProcessStat) => bearsCookie(files, stat.pid, cookie)
  return follow(files, { supervisorPid, launchTime, marks }, bystanders, lives)
}

/**
 * Follows the tree of a program that somebody else starts. Belongs to it: whoever is named, or descends from a member,
 * or was a member before. Nobody who started before the launch. There is no supervisor.
 *
 * @param launchTime in clock ticks after boot
 * @param named called at each scan, and then asked of each process that may be a member
 */
export function createTargetTree(
  files: ProcFiles,
  launchTime: number,
  named: () => (pid: number) => boolean,
  lives: (pid: number) => boolean = isAlive,
): ProcessTree {
  const marks = () => {
    const isNamed = named()
    // Who is not named yet may be soon: a pid file comes late, and a process is moved into its group.
    return ({ pid, startTime }: ProcessStat) => (startTime < launchTime ? false : isNamed(pid) || null)
  }
  return follow(files, { supervisorPid: null, launchTime, marks }, [], lives)
}

/** Who belongs to a tree, beside those that descend from members. */
interface Membership {
  /** Whose group and session belong to it. */
  readonly supervisorPid: number | null
  readonly launchTime: number
  /** For one scan: whether a process bears a mark; `null` where that may be another at the next scan. */
  readonly marks: () => (stat: ProcessStat) => boolean | null
}

function follow(
  files: ProcFiles,
  { supervisorPid, launchTime, marks }: Membership,
  bystanders: readonly number[],
  lives: (pid: number) => boolean,
): ProcessTree {
  /** Start time by pid of those that are none of ours; `null` when they have not been looked at. */
  const foreign = new Map<number, number | null>(bystanders.map((pid) => [pid, null]))
  /** By pid, those that were members at the last scan, out of sight or not. */
  let known = new Map<number, ProcessStat>()
  let listed: readonly number[] = []
  let living: readonly ProcessStat[] = []
  const stats = createKeptStats(files)
  const scanStat = createStatScanner()

  /** The figures of a member, if it still lives. */
  function lookAt({ pid, startTime }: ProcessStat) {
    const text = stats.read(pid)
    const figures = text.kind === 'text' ? scanStat(text.bytes, text.length) : null
    return figures === null || figures.isZombie || figures.startTime !== startTime ? null : figures
  }

  function look(): Counters | null {
    const counters = createCounters(living.length)
    for (const [index, member] of living.entries()) {
      stats.keep(member.pid)
      const figures = lookAt(member)
      if (figures === null) return null
      counters.put(index, member.pid, figures)
    }
    return counters.done()
  }

  function scan(): TreeScan {
    const pids = files.pids()
    if (!isSameList(pids, listed)) forgetEnded(foreign, pids)
    listed = pids
    recheck(foreign, files, launchTime)
    const unplaced: ProcessStat[] = []
    const members = new Map<number, ProcessStat>()
    // The kernel gives no pid out that is still the name of a group or session: when another process has the
    // supervisor's, then so are they, and its children and they are none of ours.
    const holder = supervisorPid === null ? null : readStat(files, supervisorPid)
    const supervisor = holder?.startTime === launchTime ? holder : null
    const isOurs = (id: number): boolean => id === supervisorPid && holder === supervisor
    for (const pid of pids) {
      if (foreign.has(pid) || pid === supervisor?.pid) continue
      const stat = statIn(stats.read(pid))
      if (stat === null) continue
      if (known.get(pid)?.startTime === stat.startTime || isOurs(stat.session) || isOurs(stat.processGroup))
        members.set(pid, stat)
      else unplaced.push(stat)
    }
    const isMarked = marks()
    // A child may have a smaller pid than its parent, so go round until nobody is added.
    for (let before = -1; before !== members.size;) {
      before = members.size
      for (const stat of unplaced) {
        if (isOurs(stat.parentPid) || members.has(stat.parentPid)) members.set(stat.pid, stat)
      }
    }
    for (const stat of unplaced) {
      if (members.has(stat.pid)) continue
      const bears = isMarked(stat)
      if (bears === true) members.set(stat.pid, stat)
      else if (bears === false) foreign.set(stat.pid, stat.startTime)
    }
    const lost = [...known.values()].filter(({ pid }) => !members.has(pid) && isHidden(files, pid, lives))
    known = new Map([...lost, ...members.values()].map((stat) => [stat.pid, stat]))
    stats.retain((pid) => members.has(pid))
    const sorted = [...members.values()].sort((a, b) => a.pid - b.pid)
    living = sorted.filter(isLiving)
    return {
      members: sorted,
      hidden:
        lost.length + members.size === 0 && supervisor !== null
          ? findHiddenChildren(files, [supervisor.pid], lives)
          : lost,
      supervisor,
    }
  }

  return {
    scan,
    look,
    hasLiving: () => living.some((member) => lookAt(member) !== null),
    close: stats.close,
  }
}

/** A zombie has ended; whether it has been waited for yet changes nothing but where its faults are counted. */
export function isLiving({ state }: ProcessStat): boolean {
  return state !== 'Z'
}

/** Every living process that bears the cookie, by a look at each: for the end of a run, when nothing may be missed. */
export function findBearers(files: ProcFiles, cookie: Cookie): number[] {
  return files.pids().filter((pid) => pid !== process.pid && bearsCookie(files, pid, cookie) === true)
}

/** The pid that the kernel gave out last: while it is the same, no process was made. `null` where it is not shown. */
export function newestPid(files: ProcFiles): string | null {
  return files.readText('loadavg')?.trimEnd().split(' ').at(-1) ?? null
}

/** `null` when the process has ended. */
export function readStat(files: ProcFiles, pid: number): ProcessStat | null {
  return statIn(files.read(`${pid}/stat`))
}

function statIn(text: ProcText): ProcessStat | null {
  if (text.kind !== 'text' || text.length === 0) return null
  return parseStat(text.bytes.toString('utf8', 0, text.length))
}

function isSameList(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((pid, index) => pid === other[index])
}

/** A pid that ended may come back as one of ours. */
function forgetEnded(foreign: Map<number, unknown>, living: readonly number[]): void {
  const alive = new Set(living)
  for (const pid of foreign.keys()) if (!alive.has(pid)) foreign.delete(pid)
}

/** So many a scan: with 40 scans a second and 300 processes, each is looked at again every four seconds. */
const RECHECKED = 2

/**
 * Forgets the foreign pids that now belong to another process: one that ended and came back between two
 * scans. A few at each scan, in turn; the map keeps the order in which they were set. Who was there before
 * the launch started before the supervisor did.
 */
function recheck(foreign: Map<number, number | null>, files: ProcFiles, launchTime: number): void {
  const entries = foreign.entries()
  for (let count = 0; count < RECHECKED; count += 1) {
    const { value } = entries.next()
    if (value === undefined) return
    const [pid, startTime] = value
    foreign.delete(pid)
    const stat = readStat(files, pid)
    if (stat === null) continue
    const isSame = startTime === null ? stat.startTime <= launchTime : stat.startTime === startTime
    if (isSame) foreign.set(pid, stat.startTime)
  }
}
