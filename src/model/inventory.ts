/** What `show --json` writes. */
export const SHOW_SCHEMA = 'footprint-gate/show@1'

/** What the kernel says of a set of pages; bytes. */
export interface PageFigures {
  /** Pages that other processes map, too. Over a tree they count once for each process that maps them. */
  readonly sharedClean: number
  readonly sharedDirty: number
  readonly privateClean: number
  readonly privateDirty: number
  /** As the gate counts it: dirty pages by their share, swap and huge pages. This adds up over a tree. */
  readonly writable: number
}

export interface PermissionFigures extends PageFigures {
  /** `rw-p`. */
  readonly permissions: string
}

export interface ProcessFigures extends PageFigures {
  readonly pid: number
  readonly parentPid: number
  readonly command: string
}

export const GROUP_KINDS = ['library', 'file', 'anonymous'] as const

/** What kind of memory a name stands for. */
export type GroupKind = (typeof GROUP_KINDS)[number]

export interface GroupFigures extends PageFigures {
  readonly group: string
  readonly kind: GroupKind
}

export interface MappingFigures extends PageFigures {
  /** A path, or what else the kernel calls it; `''` for anonymous memory without a name. */
  readonly name: string
}

/** A process of which nothing is in the figures. */
export interface UnreadableProcess {
  readonly pid: number
  /** `?` where not even that may be known. */
  readonly command: string
  /** `denied`: another user's, or not dumpable. `hidden`: it is not in /proc (hidepid). */
  readonly why: 'denied' | 'hidden'
}

/** Where the memory of living processes is at one instant. */
export interface Inventory {
  /** Whom somebody asked for, by pid; the other processes descend from them. */
  readonly roots: readonly number[]
  /** Those that were read, each behind its parent. */
  readonly processes: readonly ProcessFigures[]
  readonly unreadable: readonly UnreadableProcess[]
  /** Of mappings with a file behind them. */
  readonly mapped: readonly PermissionFigures[]
  readonly anonymous: readonly PermissionFigures[]
  readonly total: PageFigures
  /** Dirty page cache of files on disk: among the dirty pages, and not in `writable`. */
  readonly dirtyCache: number
  /** By the name that a baseline has; the largest first. */
  readonly groups: readonly GroupFigures[]
  /** By the name that the kernel has; the largest first. */
  readonly mappings: readonly MappingFigures[]
  /** Whether processes came or went while it was read, time after time. */
  readonly torn: boolean
}

/** What of an inventory is compared with a later one. Bytes. */
export interface StoredInventory {
  readonly processes: readonly { readonly command: string; readonly writable: number }[]
  readonly unreadable: readonly number[]
  readonly total: { readonly writable: number }
  readonly groups: readonly {
    readonly group: string
    readonly kind: GroupKind
    readonly writable: number
  }[]
}
