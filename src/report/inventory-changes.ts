import type { Inventory, StoredInventory } from '../model/inventory.ts'

type ChangeState = 'new' | 'gone' | 'grown' | 'shrunk'

export interface Change {
  readonly name: string
  readonly base: number
  readonly head: number
  readonly delta: number
  readonly state: ChangeState
}

export interface ProcessChange extends Change {
  /** How many processes have that name. */
  readonly count: { readonly base: number; readonly head: number }
}

/** What an inventory has more and less of than an earlier one: writable bytes, the largest growth first. */
export interface InventoryChanges {
  readonly total: { readonly base: number; readonly head: number; readonly delta: number }
  /** Those that differ. */
  readonly groups: readonly Change[]
  /** By command, as another launch has other pids. */
  readonly processes: readonly ProcessChange[]
  /** Of how many processes the earlier one has nothing. */
  readonly unreadableBefore: number
}

export function compareInventories(base: StoredInventory, head: Inventory): InventoryChanges {
  const [before, after] = [base, head].map(({ groups }) => sumBy(groups, ({ group }) => group))
  const [earlier, now] = [base, head].map(({ processes }) => sumBy(processes, ({ command }) => command))
  const total = { base: base.total.writable, head: Math.round(head.total.writable) }
  return {
    total: { ...total, delta: total.head - total.base },
    groups: changesOf(before, after),
    processes: changesOf(earlier, now).map((change) => ({
      ...change,
      count: { base: earlier?.get(change.name)?.count ?? 0, head: now?.get(change.name)?.count ?? 0 },
    })),
    unreadableBefore: base.unreadable.length,
  }
}

type Sums = ReadonlyMap<string, { readonly bytes: number; readonly count: number }>

function sumBy<Row extends { readonly writable: number }>(
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): Sums {
  const sums = new Map<string, { bytes: number; count: number }>()
  for (const row of rows) {
    const sum = sums.get(nameOf(row))
    if (sum === undefined) sums.set(nameOf(row), { bytes: row.writable, count: 1 })
    else {
      sum.bytes += row.writable
      sum.count += 1
    }
  }
  return sums
}

function changesOf(before: Sums = new Map(), after: Sums = new Map()): Change[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((name): Change => {
      const base = before.get(name)?.bytes ?? 0
      const head = Math.round(after.get(name)?.bytes ?? 0)
      return { name, base, head, delta: head - base, state: stateOf(base, head) }
    })
    .filter(({ delta }) => delta !== 0)
    .sort((one, other) => other.delta - one.delta)
}

function stateOf(base: number, head: number): ChangeState {
  if (base === 0) return 'new'
  if (head === 0) return 'gone'
  return head > base ? 'grown' : 'shrunk'
}
