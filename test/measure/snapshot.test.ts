import { describe, expect, it } from 'vitest'
import { takeSnapshot } from '../../src/measure/snapshot.ts'
import type { Mapping } from '../../src/proc/smaps.ts'
import { createFakeProc } from '../proc/fake-proc.ts'
import { memberOf } from './fake-session.ts'

const PAGE = 4096

/** Pages of a program's own file: so many were written to, and so many of these are private copies. */
const filePages = (dirty: number, copied: number, changes: Partial<Mapping> = {}): Mapping => ({
  permissions: 'r-xp',
  name: '/srv/bin/manager',
  rss: dirty * PAGE,
  pss: dirty * PAGE,
  writable: dirty * PAGE,
  sharedClean: 0,
  sharedDirty: 0,
  privateClean: 0,
  privateDirty: dirty * PAGE,
  anonymous: copied * PAGE,
  ...changes,
})

/** A snapshot of a tree of which each process has these mappings. */
function snapshotOf(...processes: readonly (readonly Mapping[])[]) {
  const members = processes.map((_, index) => memberOf({ pid: 1001 + index }))
  return takeSnapshot(
    members,
    {
      readTotals: () => ({ kind: 'ended' }),
      readMappings: (pid) => ({ kind: 'read', memory: [...(processes[pid - 1001] ?? [])] }),
    },
    createFakeProc().files,
    PAGE,
  )
}

describe('pages of a file that was just written', () => {
  it('are warned of from 16 on, in all processes together', () => {
    expect(snapshotOf([filePages(15, 0)]).warnings).toEqual([])
    expect(snapshotOf([filePages(16, 0)]).warnings).toEqual([{ kind: 'dirty-page-cache', bytes: 16 * PAGE }])
    expect(snapshotOf([filePages(9, 1)], [filePages(4, 0), filePages(5, 0)]).warnings).toEqual([
      { kind: 'dirty-page-cache', bytes: 17 * PAGE },
    ])
  })

  it.each<[string, Mapping]>([
    ['copies that the program made of its own', filePages(100, 100)],
    ['memory of no file', filePages(100, 0, { name: '[heap]' })],
    ['what a file shares', filePages(100, 0, { permissions: 'rw-s' })],
    ['what an old kernel does not say', filePages(100, 0, { anonymous: null })],
  ])('are not %s', (_what, mapping) => {
    expect(snapshotOf([mapping]).warnings).toEqual([])
  })
})
