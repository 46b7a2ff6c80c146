import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { measureOnce } from '../helpers/measuring.ts'
import { build, hasCompiler } from '../proc/launched.ts'

const MIB = 1024 ** 2
const HUGE = 2 * MIB
const POOL = '/proc/sys/vm/nr_hugepages'
/** What the largest test takes, and some for copies. */
const WANTED = 16

const pool = (): number => Number(readFileSync(POOL, 'utf8'))

let before = 0
/** Why there are none; `null` when there are. */
let missing: string | null = null

beforeAll(() => {
  try {
    before = pool()
    if (!/^Hugepagesize: +2048 kB$/m.test(readFileSync('/proc/meminfo', 'utf8'))) {
      missing = 'huge pages are not of 2 MiB here'
      return
    }
    writeFileSync(POOL, String(before + WANTED))
    if (pool() < before + WANTED) missing = 'this machine has no memory in one piece for huge pages'
  } catch (error) {
    missing = `huge pages cannot be had here: ${(error as Error).message}`
  }
})
afterAll(() => {
  if (missing === null || pool() !== before) writeFileSync(POOL, String(before))
})

describe.skipIf(!hasCompiler)('writable memory', { timeout: 60_000 }, () => {
  test.for([
    ['shared', '0123', 1, 4],
    ['shared', '0123,0123,0123', 3, 4],
    ['shared', '0,0,0', 3, 1],
    // Each of them is shared by other two; the last is one child's own.
    ['shared', '0,012,123', 3, 4],
    // What no child writes to is shared; of what one writes to, it has a copy of its own.
    ['private', '01', 1, 2],
    ['private', '01,0', 2, 3],
  ] as const)(
    'has each huge page once (%s, touched: %s)',
    async ([sharing, touches, processes, pages], { skip }) => {
      if (missing !== null) skip(missing)
      const run = await measureOnce({ run: [build('huge'), sharing, touches], ready: 'log:/ready/' })
      expect(run.figures.processes).toBe(processes)
      const { writable = Number.NaN } = run.figures
      expect(writable).toBeGreaterThanOrEqual(pages * HUGE)
      expect(writable).toBeLessThan(pages * HUGE + MIB)
      const ofProcesses = run.processes.reduce((sum, process) => sum + process.writable, 0)
      const ofGroups = Object.values(run.groups).reduce((sum, bytes) => sum + bytes, 0)
      expect(Math.abs(ofProcesses - writable)).toBeLessThan(MIB / 4)
      expect(Math.abs(ofGroups - writable)).toBeLessThan(MIB / 4)
    },
  )
})
