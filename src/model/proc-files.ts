/* What the kernel says of processes, as files: read in proc/, handed about in the {@link World}. */

/** Why a file of /proc could not be read. */
export type ProcFailure =
  /** The process has ended, before or while it was read. */
  | { readonly kind: 'gone' }
  /** The kernel does not let this user read it. */
  | { readonly kind: 'denied' }
  /** The kernel has no such file. */
  | { readonly kind: 'unsupported' }

/** What came of reading a file of /proc. The bytes are valid until the next read. */
export type ProcText =
  { readonly kind: 'text'; readonly bytes: Buffer; readonly length: number } | ProcFailure

/** What came of listing a folder. */
export type ProcNames = { readonly kind: 'names'; readonly names: string[] } | ProcFailure

/** What came of reading a file of records, with the length of all of them. */
export type ProcRecords = { readonly kind: 'text'; readonly length: number } | ProcFailure

/** A file that stays open. One of a process is `gone` when that has ended, whoever has its pid then. */
export interface KeptFile {
  /** From its beginning, as it is now. The bytes are valid until the next read. */
  readonly read: () => ProcText
  readonly close: () => void
}

export interface ProcFiles {
  /** Reads a file below the root, such as `123/stat`. */
  read: (path: string) => ProcText
  /** Opens a short file to be read again and again; `null` when it cannot be opened for any cause. */
  keep: (path: string) => KeptFile | null
  /**
   * Reads a long file of records part by part. Each part is taken while the processor still has it at hand, so
   * that 20,000 mappings (14 MB of smaps) take what `cat` takes, and no memory.
   *
   * The kernel gives smaps record by record: when the process ends or becomes another program meanwhile, the
   * text just ends early, between two records. That is told as `gone`, and what was taken is to be dropped.
   *
   * @param endOfRecords where the last record ends that is wholly in the text so far; 0 when none does
   * @param take is given whole records; the bytes are valid until it returns
   */
  readRecords: (
    path: string,
    endOfRecords: (bytes: Buffer, length: number) => number,
    take: (bytes: Buffer, length: number) => void,
  ) => ProcRecords
  /**
   * Entries of eight bytes, at these places of a file such as `123/pagemap`, in bytes; `null` when it could not be read
   * for any cause.
   */
  readEntries: (path: string, places: readonly number[]) => BigUint64Array | null
  /**
   * Ranges of a file such as `123/pagemap`, from byte `start` to `end`, part by part. The bytes are valid until `take`
   * returns.
   *
   * @returns whether all could be read
   */
  readParts: (
    path: string,
    ranges: readonly { readonly start: number; readonly end: number }[],
    take: (range: number, position: number, bytes: Buffer) => void,
  ) => boolean
  /** As text; `null` when it could not be read for any cause. */
  readText: (path: string) => string | null
  /** The names in a folder; none when it is gone or may not be read. */
  list: (path: string) => string[]
  /** The names in a folder, or why they cannot be read. */
  look: (path: string) => ProcNames
  /** Where a symbolic link leads; `''` when it is gone, `null` when it may not be followed. */
  link: (path: string) => string | null
  /** Every process there is now. */
  pids: () => number[]
}
