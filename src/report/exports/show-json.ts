import { formatJson } from '../../model/format-json.ts'
import type { Inventory, PageFigures } from '../../model/inventory.ts'

export const SHOW_SCHEMA = 'footprint-gate/show@1'

/** The inventory as `footprint-gate/show@1`: bytes. Over a tree `writable` is what sums. */
export function renderShowJson(inventory: Inventory): string {
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
