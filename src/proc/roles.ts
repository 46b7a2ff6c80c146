import type { ProcessStat } from './stat.ts'
import { stableName } from './stable-name.ts'

/** Of a longer chain the last ones: deep trees repeat themselves. */
const LONGEST_CHAIN = 4
/** Titles that programs give themselves can be longer. */
const LONGEST_NAME = 40

/** What is known of a process that was a member once. */
export type Kin = Pick<ProcessStat, 'command' | 'parentPid'>

/**
 * What a process is in its tree, by the names of the members above it and its own, without numbers and ids:
 * `nginx > nginx` for each worker of nginx. The same in each run, as long as the program is built of the same parts.
 */
export function roleOf(pid: number, members: ReadonlyMap<number, Kin>): string {
  const chain: string[] = []
  const passed = new Set<number>()
  for (let at = pid; chain.length < LONGEST_CHAIN && !passed.has(at);) {
    const member = members.get(at)
    if (member === undefined) break
    passed.add(at)
    chain.unshift(nameInRole(member.command))
    at = member.parentPid
  }
  return chain.join(' > ')
}

function nameInRole(command: string): string {
  const name = stableName(command).replace(/\d+/g, '').slice(0, LONGEST_NAME).trim()
  return name === '' ? '*' : name
}

/** The names of members that have ended below a process, as far as they were seen: each once, sorted. */
export function endedBelow(
  pid: number,
  seen: ReadonlyMap<number, Kin>,
  living: ReadonlyMap<number, Kin>,
): readonly string[] {
  const isBelow = (kin: Kin, steps = 0): boolean => {
    if (kin.parentPid === pid) return true
    const parent = living.has(kin.parentPid) ? undefined : seen.get(kin.parentPid)
    return parent !== undefined && steps < LONGEST_CHAIN && isBelow(parent, steps + 1)
  }
  const ended = [...seen].filter(([other, kin]) => !living.has(other) && isBelow(kin))
  return [...new Set(ended.map(([, { command }]) => nameInRole(command)))].toSorted()
}
