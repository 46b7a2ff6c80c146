import type { Inventory, PermissionFigures, UnreadableProcess } from '../../model/inventory.ts'
import { formatChange, formatFigure, formatNumber } from '../../model/units.ts'
import type { Change, InventoryChanges, ProcessChange } from '../inventory-changes.ts'
import { oneLine } from '../untrusted.ts'
import { list } from './words.ts'

/** `812 (nginx)`. */
export function sayProcess({ pid, command }: { readonly pid: number; readonly command: string }): string {
  return `${pid} (${oneLine(command)})`
}

/** The answer in one sentence. */
export function sayInventory({ roots, processes, unreadable, total }: Inventory): string {
  const named = processes.filter(({ pid }) => roots.includes(pid))
  const below = countProcesses(processes.length - named.length)
  const lost = unreadable.filter(({ pid }) => roots.includes(pid)).map(sayProcess)
  const who =
    named.length > 0
      ? list([...named.map(sayProcess), ...(below === null ? [] : [`${below} below`])])
      : `${below ?? 'nothing'} below ${list(lost.length > 0 ? lost : roots.map(String))}`
  const have = processes.length === 1 ? 'has' : 'have'
  return `${who} ${have} ${formatFigure(total.writable, 'bytes')} of writable memory`
}

/** `3 processes`; `null` of none. */
function countProcesses(count: number): string | null {
  return count === 0 ? null : `${formatNumber(count, 0, 0)} ${count === 1 ? 'process' : 'processes'}`
}

const MISSING: Readonly<Record<UnreadableProcess['why'], string>> = {
  denied: "the kernel keeps from this user what is another user's, setuid or not dumpable. Root may read it.",
  hidden: 'alive, but /proc does not show them to this user (hidepid).',
}

/** What the figures lack: the most important to know of them. */
export function sayMissing({ unreadable, torn }: Inventory): readonly string[] {
  const missing = (['denied', 'hidden'] as const).flatMap((why) => {
    const processes = unreadable.filter((process) => process.why === why)
    const count = countProcesses(processes.length)
    if (count === null) return []
    return [`Not in these figures: ${list(processes.map(sayProcess))} (${count}): ${MISSING[why]}`]
  })
  return torn
    ? [...missing, 'Processes came and went while these figures were read: they are of no single moment.']
    : missing
}

/** How the figures are to be read. */
export function sayHowToRead({ processes, total, dirtyCache }: Inventory): readonly string[] {
  const notes: string[] = []
  if (processes.length > 1 && total.sharedDirty > 0) {
    notes.push(
      'A shared page counts in each process that maps it; writable has the share of each, and adds up.',
    )
  }
  if (dirtyCache > 0) {
    notes.push(
      `Of the dirty pages, ${formatFigure(dirtyCache, 'bytes')} are files on disk that are yet to be written back: not writable memory.`,
    )
  }
  return notes
}

const OF_FILES: Readonly<Record<string, string>> = {
  'r-xp': 'code',
  'rw-p': 'data',
  'r--p': 'read-only data',
  '---p': 'reserved',
  'r--s': 'shared, read-only',
  'rw-s': 'shared',
}

const OF_NO_FILE: Readonly<Record<string, string>> = {
  'rw-p': 'data (malloc, mmap)',
  rwxp: 'code made at run time',
  'r-xp': 'code (JIT, vdso)',
  '---p': 'reserved',
}

/** What memory with such permissions is for; `''` where there is no telling. */
export function sayUse({ permissions }: PermissionFigures, hasFile: boolean): string {
  return (hasFile ? OF_FILES : OF_NO_FILE)[permissions] ?? ''
}

export const TABLE_WORDS = {
  unit: 'KiB',
  shared: 'Shared',
  private: 'Private',
  clean: 'Clean',
  dirty: 'Dirty',
  writable: 'Writable',
  mapped: 'Mapped memory',
  anonymous: 'Anonymous memory',
  total: 'total',
  processes: 'Processes',
  groups: 'Groups',
  libraries: 'Libraries',
  mappings: 'Mappings',
  unnamed: '[anon]',
} as const

/** What a shortened list ends with. */
export function sayRest(count: number): string {
  return `${formatNumber(count, 0, 0)} more`
}

/** `±0 B since the first reading`, behind the time of a reading. */
export function sayReading(at: Date, since: number | null): string {
  const time = at.toISOString().replace(/\.\d+Z$/, 'Z')
  return since === null ? time : `${time}: ${formatChange(since, 'bytes')} since the first reading`
}

export const ALL_ENDED = 'There is nothing left to watch: the processes have ended.'

export function sayTotalChange({ total, groups }: InventoryChanges, file: string): string {
  const { base, head, delta } = total
  const same = groups.length === 0 ? ', and in no group' : ''
  return delta === 0
    ? `no change against ${file} in all${same}`
    : `${formatChange(delta, 'bytes')} against ${file}: ${formatFigure(base, 'bytes')} → ${formatFigure(head, 'bytes')}`
}

/** What the earlier figures lack. */
export function sayUnreadBefore({ unreadableBefore }: InventoryChanges): readonly string[] {
  const count = countProcesses(unreadableBefore)
  return count === null ? [] : [`The earlier figures lack ${count} that could not be read then.`]
}

export const CHANGE_WORDS: Readonly<Record<Change['state'], string>> = {
  new: 'new',
  gone: 'gone',
  grown: 'grown',
  shrunk: 'shrunk',
}

/** `3 → 4 processes`; `''` of one that stayed one. */
export function sayCount({ base, head }: ProcessChange['count']): string {
  if (base === head) return base === 1 ? '' : (countProcesses(base) ?? '')
  return `${formatNumber(base, 0, 0)} → ${countProcesses(head) ?? '0 processes'}`
}
