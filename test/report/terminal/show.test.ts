import { stripVTControlCharacters } from 'node:util'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import type { Inventory, PageFigures, StoredInventory } from '../../../src/model/inventory.ts'
import { compareInventories } from '../../../src/report/inventory-changes.ts'
import { renderShow } from '../../../src/report/terminal/show.ts'

const figures = (...kib: readonly [number, number, number, number, number]): PageFigures => {
  const [sharedClean, sharedDirty, privateClean, privateDirty, writable] = kib.map((value) => value * 1024)
  return {
    sharedClean: sharedClean ?? 0,
    sharedDirty: sharedDirty ?? 0,
    privateClean: privateClean ?? 0,
    privateDirty: privateDirty ?? 0,
    writable: writable ?? 0,
  }
}

/** The manager of the essay. */
const MANAGER: Inventory = {
  roots: [10784],
  processes: [
    { pid: 10784, parentPid: 1, command: 'flumotion-manager', ...figures(2812, 0, 516, 13420, 13420) },
  ],
  unreadable: [],
  mapped: [
    { permissions: '---p', ...figures(0, 0, 0, 0, 0) },
    { permissions: 'r--p', ...figures(16, 0, 0, 12, 12) },
    { permissions: 'r--s', ...figures(12, 0, 0, 0, 0) },
    { permissions: 'r-xp', ...figures(2748, 0, 508, 0, 0) },
    { permissions: 'rw-p', ...figures(36, 0, 8, 608, 608) },
  ],
  anonymous: [
    { permissions: 'r-xp', ...figures(0, 0, 0, 0, 0) },
    { permissions: 'rw-p', ...figures(0, 0, 0, 12800, 12800) },
  ],
  total: figures(2812, 0, 516, 13420, 13420),
  dirtyCache: 0,
  groups: [
    { group: '[heap]', kind: 'anonymous', ...figures(0, 0, 0, 12000, 12000) },
    { group: '[anon]', kind: 'anonymous', ...figures(0, 0, 0, 800, 800) },
    { group: 'libcrypto.so.3', kind: 'library', ...figures(1000, 0, 508, 620, 620) },
    { group: 'locale-archive', kind: 'file', ...figures(12, 0, 0, 0, 0) },
  ],
  mappings: [{ name: '', ...figures(0, 0, 0, 800, 800) }],
  torn: false,
}

const FAMILY: Inventory = {
  ...MANAGER,
  roots: [812],
  processes: [
    { pid: 812, parentPid: 1, command: 'nginx', ...figures(0, 100, 0, 20, 60) },
    { pid: 813, parentPid: 812, command: 'nginx', ...figures(0, 100, 0, 20, 60) },
    { pid: 900, parentPid: 813, command: 'helper', ...figures(0, 0, 0, 4, 4) },
    { pid: 814, parentPid: 812, command: 'nginx', ...figures(0, 100, 0, 20, 60) },
  ],
  total: figures(2812, 300, 516, 64, 184),
  unreadable: [
    { pid: 815, command: 'sudo', why: 'denied' },
    { pid: 816, command: '?', why: 'hidden' },
  ],
  dirtyCache: 8192,
  torn: true,
}

const plain = { view: null, color: false, width: 80 }

test('the figures of the essay are in the table of the essay', () => {
  expect(renderShow(MANAGER, plain)).toMatchInlineSnapshot(`
    "10784 (flumotion-manager) has 13.11 MiB of writable memory

                                       Shared        Private
    KiB                          Clean  Dirty  Clean   Dirty  Writable
    Mapped memory
      r-xp  code                 2,748      0    508       0         0
      rw-p  data                    36      0      8     608       608
      r--p  read-only data          16      0      0      12        12
      r--s  shared, read-only       12      0      0       0         0
      total                      2,812      0    516     620       620
    Anonymous memory
      rw-p  data (malloc, mmap)      0      0      0  12,800    12,800
      total                          0      0      0  12,800    12,800
                                 ─────  ─────  ─────  ──────  ────────
    total                        2,812      0    516  13,420    13,420

    Groups
      [heap]                         0      0      0  12,000    12,000
      [anon]                         0      0      0     800       800
      libcrypto.so.3             1,000      0    508     620       620
    "
  `)
})

test('processes whose own root may not be read are said to be below it', () => {
  const [headline] = renderShow({ ...FAMILY, roots: [815] }, plain).split('\n')
  expect(headline).toBe('4 processes below 815 (sudo) have 184 KiB of writable memory')
})

test('a tree names what is missing first, then who holds it, each process below its parent', () => {
  expect(renderShow(FAMILY, plain)).toMatchInlineSnapshot(`
    "812 (nginx) and 3 processes below have 184 KiB of writable memory
    ! Not in these figures: 815 (sudo) (1 process): the kernel keeps from this user
      what is another user's, setuid or not dumpable. Root may read it.
    ! Not in these figures: 816 (?) (1 process): alive, but /proc does not show them
      to this user (hidepid).
    ! Processes came and went while these figures were read: they are of no single
      moment.

                                       Shared        Private
    KiB                          Clean  Dirty  Clean   Dirty  Writable
    Mapped memory
      r-xp  code                 2,748      0    508       0         0
      rw-p  data                    36      0      8     608       608
      r--p  read-only data          16      0      0      12        12
      r--s  shared, read-only       12      0      0       0         0
      total                      2,812      0    516     620       620
    Anonymous memory
      rw-p  data (malloc, mmap)      0      0      0  12,800    12,800
      total                          0      0      0  12,800    12,800
                                 ─────  ─────  ─────  ──────  ────────
    total                        2,812    300    516      64       184

    Processes
      812 nginx                      0    100      0      20        60
        813 nginx                    0    100      0      20        60
          900 helper                 0      0      0       4         4
        814 nginx                    0    100      0      20        60

    Groups
      [heap]                         0      0      0  12,000    12,000
      [anon]                         0      0      0     800       800
      libcrypto.so.3             1,000      0    508     620       620

    A shared page counts in each process that maps it; writable has the share of
    each, and adds up.
    Of the dirty pages, 8 KiB are files on disk that are yet to be written back: not
    writable memory.
    "
  `)
})

describe('one table', () => {
  test.each([
    ['process', ['812 nginx', '813 nginx', '900 helper', '814 nginx']],
    ['group', ['[heap]', '[anon]', 'libcrypto.so.3', 'locale-archive']],
    ['library', ['libcrypto.so.3']],
    ['mapping', ['[anon]']],
  ] as const)('by %s has its rows alone', (view, labels) => {
    const lines = renderShow(FAMILY, { ...plain, view }).split('\n')
    const rows = lines.filter((line) => /^ +\S.* +[\d,]+$/.test(line))
    expect(rows.map((line) => line.trim().split(/ {2,}/)[0])).toEqual(labels)
  })
})

test('of many groups and processes the largest are shown, and what all others have', () => {
  const many = Array.from({ length: 40 }, (_, index) => index + 1)
  const text = renderShow(
    {
      ...FAMILY,
      processes: many.map((pid) => ({ pid, parentPid: 1, command: 'worker', ...figures(0, 0, 0, pid, pid) })),
      groups: many.map((number) => ({
        group: `g${number}`,
        kind: 'file',
        ...figures(0, 0, 0, number, number),
      })),
    },
    plain,
  )
  expect(text).toContain('  40 worker')
  // 1 to 29.
  expect(text.match(/ {2}29 more +0 +0 +0 +435 +435/g)).toHaveLength(2)
})

test.each([120, 80, 60, 46, 30, 20])(
  'no line is wider than %i columns, and the last figure stays',
  (width) => {
    const wide = `lib${'x'.repeat(70)}.so`
    const inventory = {
      ...FAMILY,
      groups: [{ group: wide, kind: 'library' as const, ...figures(1, 2, 3, 4, 1_234_567_890) }],
    }
    for (const color of [true, false]) {
      const text = renderShow(inventory, { view: null, color, width })
      for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width)
      expect(stripVTControlCharacters(text)).toContain('1,234,567,890')
    }
  },
)

test('a name that a program gave itself does nothing to the terminal', () => {
  const command = 'a\u001b[31mb\n::error::c\u202e'
  const text = renderShow(
    { ...MANAGER, processes: [{ pid: 1, parentPid: 0, command, ...figures(0, 0, 0, 1, 1) }], roots: [1] },
    plain,
  )
  expect(text).not.toMatch(/\u001b|^::|\u202e/m)
  expect(text).toContain('1 (ab')
})

describe('against an earlier inventory', () => {
  const earlier: StoredInventory = {
    processes: [
      { command: 'nginx', writable: 100 * 1024 },
      { command: 'cron', writable: 8 * 1024 },
    ],
    unreadable: [77],
    total: { writable: 108 * 1024 },
    groups: [
      { group: '[heap]', kind: 'anonymous', writable: 12_000 * 1024 },
      { group: '[anon]', kind: 'anonymous', writable: 700 * 1024 },
      { group: 'libssl.so.3', kind: 'library', writable: 40 * 1024 },
    ],
  }
  const changes = compareInventories(earlier, FAMILY)

  test('what is new, grown, shrunk and gone is said, the largest growth first', () => {
    expect(changes.groups.map(({ name, delta, state }) => [state, name, delta / 1024])).toEqual([
      ['new', 'libcrypto.so.3', 620],
      ['grown', '[anon]', 100],
      ['gone', 'libssl.so.3', -40],
    ])
    const text = renderShow(FAMILY, { ...plain, against: { changes, file: 'before.json' } })
    expect(text).toMatchInlineSnapshot(`
      "812 (nginx) and 3 processes below have 184 KiB of writable memory
      ! Not in these figures: 815 (sudo) (1 process): the kernel keeps from this user
        what is another user's, setuid or not dumpable. Root may read it.
      ! Not in these figures: 816 (?) (1 process): alive, but /proc does not show them
        to this user (hidepid).
      ! Processes came and went while these figures were read: they are of no single
        moment.

      +76 KiB against before.json: 108 KiB → 184 KiB
      ! The earlier figures lack 1 process that could not be read then.

      Groups
        +620 KiB  new        0 B → 620 KiB  libcrypto.so.3
        +100 KiB  grown  700 KiB → 800 KiB  [anon]
         -40 KiB  gone    40 KiB → 0 B      libssl.so.3

      Processes
        +80 KiB  grown  100 KiB → 180 KiB  nginx (1 → 3 processes)
         +4 KiB  new        0 B → 4 KiB    helper (0 → 1 process)
         -8 KiB  gone     8 KiB → 0 B      cron (1 → 0 processes)
      "
    `)
  })

  test('the table is there, too, where it is asked for', () => {
    const look = { ...plain, against: { changes, file: 'before.json' } }
    expect(renderShow(FAMILY, look)).not.toContain('Mapped memory')
    expect(renderShow(FAMILY, { ...look, view: 'permissions' })).toContain('Mapped memory')
  })

  test('that is the same, there is no change', () => {
    const same = compareInventories({ ...MANAGER, unreadable: [] }, MANAGER)
    expect(same).toMatchObject({ total: { delta: 0 }, groups: [], processes: [] })
    const text = renderShow(MANAGER, { ...plain, against: { changes: same, file: 'x.json' } })
    expect(text).toContain('no change against x.json in all, and in no group')
  })

  test('a group of the name of something that every object has is one like any other', () => {
    const group = { group: 'constructor', kind: 'file' as const, ...figures(0, 0, 0, 4, 4) }
    const [change] = compareInventories({ ...earlier, groups: [] }, { ...MANAGER, groups: [group] }).groups
    expect(change).toEqual({ name: 'constructor', base: 0, head: 4096, delta: 4096, state: 'new' })
  })

  test.each([120, 80, 59, 30])('no line is wider than %i columns', (width) => {
    const text = renderShow(FAMILY, {
      view: null,
      color: false,
      width,
      against: { changes, file: 'before.json' },
    })
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width)
  })
})
