import { closeSync, openSync, readdirSync, readSync } from 'node:fs'

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

/** What came of reading a file of records, with the length of all of them. */
export type ProcRecords = { readonly kind: 'text'; readonly length: number } | ProcFailure

export interface ProcFiles {
  /** Reads a file below the root, such as `123/stat`. */
  read: (path: string) => ProcText
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
  /** As text; `null` when it could not be read for any cause. */
  readText: (path: string) => string | null
  /** The names in a folder; none when it is gone or may not be read. */
  list: (path: string) => string[]
}

/** Holds most files whole. */
const BUFFER_BYTES = 128 * 1024
/** What is taken of records at a time: as much as stays in the caches of one core. */
const PART_BYTES = 64 * 1024

/**
 * Reads files of /proc into one buffer that grows where it must and is used again.
 *
 * @param root `/proc`, or another place for tests.
 */
export function createProcFiles(root: string): ProcFiles {
  let buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES)

  /** Reads on behind what the buffer holds; 0 at the end of the file. */
  function fill(descriptor: number, length: number): number {
    if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2)
    return readSync(descriptor, buffer, length, buffer.length - length, null)
  }

  function read(path: string): ProcText {
    return withFile(`${root}/${path}`, (descriptor) => {
      let length = 0
      for (;;) {
        const count = fill(descriptor, length)
        if (count === 0) return { kind: 'text', bytes: buffer, length }
        length += count
      }
    })
  }

  const readRecords: ProcFiles['readRecords'] = (path, endOfRecords, take) =>
    withFile(`${root}/${path}`, (descriptor) => {
      let taken = 0
      let length = 0
      for (;;) {
        const count = fill(descriptor, length)
        if (count === 0) {
          if (taken + length > 0 && !canReadAgain(descriptor)) return { kind: 'gone' }
          take(buffer, length)
          return { kind: 'text', length: taken + length }
        }
        length += count
        if (length < PART_BYTES) continue
        const end = endOfRecords(buffer, length)
        if (end === 0) continue
        take(buffer, end)
        buffer.copyWithin(0, end, length)
        taken += end
        length -= end
      }
    })

  function readEntries(path: string, places: readonly number[]): BigUint64Array | null {
    const entries = new BigUint64Array(places.length)
    const found = withFile(`${root}/${path}`, (descriptor) => {
      const isWhole = places.every((place, index) => readSync(descriptor, entries, index * 8, 8, place) === 8)
      return isWhole ? entries : null
    })
    return found instanceof BigUint64Array ? found : null
  }

  function readText(path: string): string | null {
    const result = read(path)
    return result.kind === 'text' ? result.bytes.toString('utf8', 0, result.length) : null
  }

  function list(path: string): string[] {
    try {
      return readdirSync(`${root}/${path}`)
    } catch (error) {
      failureOf(error)
      return []
    }
  }

  return { read, readRecords, readEntries, readText, list }
}

function withFile<Found>(path: string, use: (descriptor: number) => Found): Found | ProcFailure {
  try {
    const descriptor = openSync(path, 'r')
    try {
      return use(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    return failureOf(error)
  }
}

/**
 * Whether the first byte is still there. The descriptor holds the address space that it was opened on: while
 * that lives the kernel begins anew at position 0, and when it is gone there is nothing to read. As the
 * address space cannot come back, all that was read before was read while it lived.
 */
function canReadAgain(descriptor: number): boolean {
  return readSync(descriptor, Buffer.allocUnsafe(1), 0, 1, 0) === 1
}

/** @throws what is no failure of reading /proc */
function failureOf(error: unknown): ProcFailure {
  const code: string = (error as NodeJS.ErrnoException).code ?? ''
  switch (code) {
    case 'ENOENT':
    case 'ESRCH':
      return { kind: 'gone' }
    case 'EACCES':
    case 'EPERM':
      return { kind: 'denied' }
    case 'EINVAL':
    case 'ENOSYS':
      return { kind: 'unsupported' }
    default:
      throw error
  }
}
