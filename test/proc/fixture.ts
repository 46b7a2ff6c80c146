import { readFileSync } from 'node:fs'

/** The text of a kernel's smaps, made by hand from that kernel's documented format. */
export function readFixture(name: string): Buffer {
  return readFileSync(new URL(`../fixtures/smaps/${name}.txt`, import.meta.url))
}

export const KIB = 1024
