import { describe, expect, it } from 'vitest'
import { listMappings, sumSmaps } from '../../src/proc/smaps.ts'
import { createSmapsMemory } from '../../src/proc/smaps-records.ts'
import { isOnDisk, KIB, readFixture } from './fixture.ts'
import { referenceTotals } from './reference-smaps.ts'

/** In kB, added up by hand from the fixtures. */
const KERNELS = [
  { name: 'linux-2.6.25', mappings: 5, rss: 708, pss: 335, writable: 20 + 240 + 2 + 16 },
  // Rss of the /dev/mem mapping is in none of the parts; swap stands in for SwapPss.
  { name: 'linux-2.6.32', mappings: 4, rss: 8912, pss: 320, writable: 20 + 12 },
  { name: 'linux-3.10', mappings: 4, rss: 1252, pss: 292, writable: 36 + 200 + 16 + 8 },
  { name: 'linux-4.4', mappings: 4, rss: 2332, pss: 1177, writable: 1000 + 100 + 32 + 4096 },
  { name: 'linux-4.19', mappings: 3, rss: 2724, pss: 1867, writable: 1800 + 2 },
  // The one that has tabs in a line: `THPeligible` of 5.3 to 5.8.
  { name: 'linux-5.4', mappings: 4, rss: 9596, pss: 9156, writable: 680 + 12 + 8192 + 20 },
  { name: 'linux-5.10', mappings: 4, rss: 4176, pss: 4160, writable: 28 + 12 + 4096 + 12 },
  { name: 'linux-6.1', mappings: 4, rss: 3076, pss: 2149, writable: 40 + 2000 + 50 + 1 },
  {
    name: 'linux-6.12',
    mappings: 4,
    rss: 120_001_088,
    pss: 120_001_088,
    writable: 120_000_000 + 60 + 4096 + 1024,
  },
  { name: 'android-3.10', mappings: 4, rss: 2312, pss: 2162, writable: 1500 + 600 + 50 + 4 + 8 },
  { name: 'android-4.14', mappings: 4, rss: 5172, pss: 5140, writable: 5000 + 1500 + 4 + 64 + 24 + 40 },
  { name: 'rollup-6.12', mappings: 1, rss: 83_428, pss: 82_100, writable: 82_010 + 10 + 2048 },
]

describe('the smaps of a kernel', () => {
  it.each(KERNELS)('of $name is added up to the kilobyte', ({ name, ...expected }) => {
    const text = readFixture(name)
    const totals = sumSmaps(text, text.length, createSmapsMemory(), isOnDisk)
    expect({
      mappings: totals.mappings,
      rss: totals.rss / KIB,
      pss: totals.pss / KIB,
      writable: totals.writable / KIB,
    }).toEqual(expected)
    expect(totals).toEqual(referenceTotals(text.toString('latin1')))
  })

  it.each(KERNELS)('of $name adds up to its list of mappings', ({ name }) => {
    const text = readFixture(name)
    const totals = sumSmaps(text, text.length, createSmapsMemory(), isOnDisk)
    const mappings = listMappings(text, text.length, createSmapsMemory(), isOnDisk)
    expect(mappings).toHaveLength(totals.mappings)
    for (const figure of ['rss', 'pss', 'writable', 'sharedClean', 'privateDirty'] as const) {
      expect(mappings.reduce((sum, mapping) => sum + mapping[figure], 0)).toBe(totals[figure])
    }
  })

  it.each(KERNELS)('of $name is read the same again with what was learned the first time', ({ name }) => {
    const text = readFixture(name)
    const memory = createSmapsMemory()
    const first = sumSmaps(text, text.length, memory, isOnDisk)
    expect(memory.layout).not.toBeNull()
    expect(sumSmaps(text, text.length, memory, isOnDisk)).toEqual(first)
  })

  it.each([
    ['linux-2.6.25', ['/bin/bash', '/bin/bash', '[heap]', '', '[stack]']],
    ['linux-3.10', ['/usr/bin/bash', '/usr/bin/bash', '/SYSV00000000 (deleted)', '[stack]']],
    ['linux-4.4', ['/bin/bash', '[heap]', '/anon_hugepage (deleted)', '[vsyscall]']],
    ['linux-4.19', ['/usr/bin/my program', '[heap]', '/memfd:wayland shm (deleted)']],
    ['linux-5.4', ['/usr/sbin/nginx', '[heap]', '', '[stack]']],
    ['linux-5.10', ['[heap]', '', '/srv/with\\012newline and : colon', '[stack]']],
    [
      'linux-6.1',
      ['[heap]', '[anon:glibc: malloc arena]', '[anon_shmem:ring]', '/usr/lib/libssl.so.3.0.15 (deleted)'],
    ],
    // Below the flags where the header has no name.
    [
      'android-3.10',
      ['/dev/ashmem/dalvik-main space (deleted)', '[anon:libc_malloc]', '', '[anon:linker_alloc]'],
    ],
    // Between the header and all else.
    ['android-4.14', ['[anon:dalvik-main space (region space)]', '', '[anon:libc_malloc]', '[stack]']],
  ])('of %s names its mappings', (name, names) => {
    const text = readFixture(name)
    expect(
      listMappings(text, text.length, createSmapsMemory(), isOnDisk).map((mapping) => mapping.name),
    ).toEqual(names)
  })

  it('tells the permissions, and no anonymous memory where the kernel does not print it', () => {
    const old = readFixture('linux-2.6.25')
    expect(listMappings(old, old.length, createSmapsMemory(), isOnDisk)[0]).toMatchObject({
      permissions: 'r-xp',
      anonymous: null,
    })
    const modern = readFixture('linux-6.1')
    expect(listMappings(modern, modern.length, createSmapsMemory(), isOnDisk)[2]).toMatchObject({
      permissions: 'rw-s',
      anonymous: 0,
    })
  })
})
