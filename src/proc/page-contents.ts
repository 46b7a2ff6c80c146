import { hash } from 'node:crypto'
import type { ProcFiles } from '../model/proc-files.ts'

/**
 * What pages of a process hold, each as a hash. Reading them through /proc/PID/mem makes no page, and no fault of the
 * process.
 *
 * @param addresses of pages that are there, in their order
 * @returns by address; `null` when the kernel does not let us, or one of them is gone
 */
export function hashPages(
  files: ProcFiles,
  pid: number,
  addresses: readonly number[],
  pageSize: number,
): ReadonlyMap<number, string> | null {
  const hashes = new Map<number, string>()
  const whole = files.readParts(`${pid}/mem`, rangesOf(addresses, pageSize), (_, position, bytes) => {
    for (let offset = 0; offset + pageSize <= bytes.length; offset += pageSize) {
      const page = bytes.subarray(offset, offset + pageSize)
      hashes.set(position + offset, hash('md5', page, 'base64'))
    }
  })
  return whole && hashes.size === addresses.length ? hashes : null
}

/** Pages that lie beside each other are read at once. */
function rangesOf(addresses: readonly number[], pageSize: number) {
  const ranges: { start: number; end: number }[] = []
  for (const address of addresses) {
    const last = ranges.at(-1)
    if (last?.end === address) last.end += pageSize
    else ranges.push({ start: address, end: address + pageSize })
  }
  return ranges
}
