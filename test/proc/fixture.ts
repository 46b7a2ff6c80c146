import { readFileSync } from 'node:fs'

/** The text of a kernel's smaps, made by hand from that kernel's documented format. */
export function readFixture(name: string): Buffer {
  return readFileSync(new URL(`../fixtures/smaps/${name}.txt`, import.meta.url))
}

export const KIB = 1024

/** As where only block devices hold files: what has the major number 0 is memory. */
export const isOnDisk = (device: string): boolean => !device.startsWith('00:')
