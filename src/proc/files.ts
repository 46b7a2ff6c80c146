import { closeSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs'
import type { KeptFile, ProcFailure, ProcFiles, ProcNames, ProcText } from '../model/proc-files.ts'

/** Holds most files whole. */
const BUFFER_BYTES = 128 * 1024
/** What is taken of records at a time: as much as stays in the caches of one core. */
const PART_BYTES = 64 * 1024
/** No line of stat is longer; and the kernel gives it all in one read. */
const KEPT_BYTES = 4096

/**
 * Reads files of /proc into one buffer that grows where it must and is used again.
 *
 * @param root another place, for tests
 */
export function createProcFiles(root = '/proc'): ProcFiles {
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

  function keep(path: string): KeptFile | null {
    let descriptor: number
    try {
      descriptor = openSync(`${root}/${path}`, 'r')
    } catch {
      return null
    }
    return {
      read: () => {
        try {
          return { kind: 'text', bytes: buffer, length: readSync(descriptor, buffer, 0, KEPT_BYTES, 0) }
        } catch (error) {
          return failureOf(error)
        }
      },
      close: () => closeSync(descriptor),
    }
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

  const readParts: ProcFiles['readParts'] = (path, ranges, take) => {
    const whole = withFile(`${root}/${path}`, (descriptor) =>
      ranges.every(({ start, end }, range) => {
        for (let position = start; position < end;) {
          const count = readSync(descriptor, buffer, 0, Math.min(buffer.length, end - position), position)
          if (count === 0) return false
          take(range, position, buffer.subarray(0, count))
          position += count
        }
        return true
      }),
    )
    return whole === true
  }

  function readText(path: string): string | null {
    const result = read(path)
    return result.kind === 'text' ? result.bytes.toString('utf8', 0, result.length) : null
  }

  function look(path: string): ProcNames {
    try {
      return { kind: 'names', names: readdirSync(`${root}/${path}`) }
    } catch (error) {
      return failureOf(error)
    }
  }

  function list(path: string): string[] {
    const found = look(path)
    return found.kind === 'names' ? found.names : []
  }

  function link(path: string): string | null {
    try {
      return readlinkSync(`${root}/${path}`)
    } catch (error) {
      return failureOf(error).kind === 'denied' ? null : ''
    }
  }

  function pids(): number[] {
    return readdirSync(root)
      .map(Number)
      .filter((pid) => pid > 0)
  }

  return { read, keep, readRecords, readEntries, readParts, readText, list, look, link, pids }
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
    // Of /proc/PID/mem: no such page.
    case 'EIO':
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
