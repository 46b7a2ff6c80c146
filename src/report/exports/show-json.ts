import { formatJson } from '../../model/format-json.ts'
import { type Inventory, type PageFigures, SHOW_SCHEMA } from '../../model/inventory.ts'
import type { Change, InventoryChanges } from '../inventory-changes.ts'

/** The inventory as `footprint-gate/show@1`: bytes. Over a tree `writable` is what sums. */
export function renderShowJson(inventory: Inventory, changes: InventoryChanges | null): string {
  const { roots, processes, unreadable, mapped, anonymous, total, dirtyCache, groups, torn } = inventory
  const json = {
    schema: SHOW_SCHEMA,
    pid: roots[0],
    pids: roots,
    processes: processes.map(({ pid, parentPid, command, ...figures }) => ({
      pid,
      parent: parentPid,
      command,
      ...figuresOf(figures),
    })),
    unreadable: unreadable.map(({ pid }) => pid),
    torn,
    mapped: mapped.map(({ permissions, ...figures }) => ({ permissions, ...figuresOf(figures) })),
    anonymous: anonymous.map(({ permissions, ...figures }) => ({ permissions, ...figuresOf(figures) })),
    total: { ...figuresOf(total), dirtyCache: Math.round(dirtyCache) },
    groups: groups.map(({ group, kind, ...figures }) => ({ group, kind, ...figuresOf(figures) })),
    ...(changes === null ? {} : { against: describeChanges(changes) }),
  }
  return formatJson(json, { flatObjectsOnOneLine: true })
}

/** Whole bytes: before Linux 6.0 a share is an estimate. */
function figuresOf(figures: PageFigures): PageFigures {
  return {
    sharedClean: figures.sharedClean,
    sharedDirty: figures.sharedDirty,
    privateClean: figures.privateClean,
    privateDirty: figures.privateDirty,
    writable: Math.round(figures.writable),
  }
}

/** Writable bytes of what differs from the earlier inventory. */
function describeChanges({ total, groups, processes }: InventoryChanges) {
  const describe = ({ base, head, delta, state }: Change) => ({ base, head, delta, state })
  return {
    total,
    groups: groups.map((change) => ({ group: change.name, ...describe(change) })),
    processes: processes.map((change) => ({ command: change.name, ...describe(change) })),
  }
}
