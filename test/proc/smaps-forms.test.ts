import { describe, expect, it } from 'vitest'
import { listMappings, sumSmaps } from '../../src/proc/smaps.ts'
import { createSmapsMemory, MalformedSmapsError } from '../../src/proc/smaps-records.ts'
import { isOnDisk, KIB, readFixture } from './fixture.ts'

const BODY = `Rss:                  12 kB
Pss:                   8 kB
Pss_Dirty:             8 kB
Shared_Clean:          4 kB
Shared_Dirty:          0 kB
Private_Clean:         0 kB
Private_Dirty:         8 kB
Private_Hugetlb:       0 kB
Swap:                  0 kB
SwapPss:               0 kB
`
const HEADER = '7f0000000000-7f0000001000 rw-p 00000000 00:00 0 \n'

const list = (text: string) =>
  listMappings(Buffer.from(text), Buffer.byteLength(text), createSmapsMemory(), isOnDisk)
const sum = (text: string) =>
  sumSmaps(Buffer.from(text), Buffer.byteLength(text), createSmapsMemory(), isOnDisk)

describe('a mapping', () => {
  it.each([
    ['00400000-0048a000 r-xp 00000000 fd:03 960637       /bin/bash', 'r-xp', '/bin/bash'],
    ['00400000-0048a000 r-xp 00000000 103:02 960637       /on/an/nvme', 'r-xp', '/on/an/nvme'],
    ['00400000-0048a000 r-xp 00000000 00:1a2 960637       /on/an/overlay', 'r-xp', '/on/an/overlay'],
    ['7ffe0000-7fff0000 rw-p 00000000 00:00 0 ', 'rw-p', ''],
    ['7ffe0000-7fff0000 rw-p 00000000 00:00 0', 'rw-p', ''],
    ['7ffe0000-7fff0000 ---p 00000000 00:00 0      [stack]', '---p', '[stack]'],
    ['7ffe0000-7fff0000 rw-s 00000000 00:05 77      /a b/ c', 'rw-s', '/a b/ c'],
    ['7ffe0000-7fff0000 rw-s 00000000 00:05 77      /trailing ', 'rw-s', '/trailing '],
    ['7ffe0000-7fff0000 r--p 00000000 00:05 77      /two\\012lines', 'r--p', '/two\\012lines'],
    ['7ffe0000-7fff0000 r--p 00000000 00:05 77      /gone (deleted)', 'r--p', '/gone (deleted)'],
    ['7ffe0000-7fff0000 rw-s 00000000 00:01 99      /memfd:x y (deleted)', 'rw-s', '/memfd:x y (deleted)'],
    ['7ffe0000-7fff0000 rw-p 00000000 00:00 0      [anon:a: b]', 'rw-p', '[anon:a: b]'],
    ['7ffe0000-7fff0000 rw-p 00000000 00:00 0      [anon_shmem:ring]', 'rw-p', '[anon_shmem:ring]'],
    ['7ffe0000-7fff0000 r-xp 00000000 fe:00 18446744073709551615 /Straße/日本', 'r-xp', '/Straße/日本'],
    ['ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0  [vsyscall]', '--xp', '[vsyscall]'],
    ['7ffe0000-7fff0000 rw-p ffffffff0000 00:00 0  Rss:     4 kB', 'rw-p', 'Rss:     4 kB'],
  ])('of the header %j is read', (header, permissions, name) => {
    expect(list(`${header}\n${BODY}`)).toMatchObject([
      { permissions, name, rss: 12 * KIB, writable: 8 * KIB },
    ])
  })

  it('may have numbers of more than eight digits, which shift their line, and those after it keep their place', () => {
    const wide = `${HEADER}${BODY.replaceAll(/( Private_Dirty| Rss| Pss(_Dirty)?)/g, '$1')
      .replace('Rss:                  12', 'Rss:            123456012')
      .replace('Private_Dirty:         8', 'Private_Dirty:  123456008')
      .replaceAll(/(Pss|Pss_Dirty): +8/g, '$1: 123456008')}`
    const narrow = HEADER + BODY
    for (const text of [wide + narrow + wide, narrow + wide + narrow]) {
      const figures = list(text).map(({ writable }) => writable / KIB)
      expect(figures).toEqual(text.startsWith(wide) ? [123_456_008, 8, 123_456_008] : [8, 123_456_008, 8])
    }
  })

  it('counts hugetlb pages, which are in no other field, and shared ones of them do not', () => {
    const body = BODY.replace(
      'Private_Hugetlb:       0',
      'Shared_Hugetlb:     4096 kB\nPrivate_Hugetlb:    2048',
    )
    expect(sum(HEADER + body)).toMatchObject({ rss: 12 * KIB, writable: (8 + 2048) * KIB })
  })

  it('counts its share of what was swapped out, or all of it where the kernel does not tell the share', () => {
    const swapped = BODY.replace('Swap:                  0', 'Swap:                 40')
    expect(
      sum(HEADER + swapped.replace('SwapPss:               0', 'SwapPss:              10')).writable,
    ).toBe(18 * KIB)
    expect(sum(HEADER + swapped.replace('SwapPss:               0 kB\n', '')).writable).toBe(48 * KIB)
  })

  it('may have keys that nobody has heard of, with numbers or without, first, between and last', () => {
    const body = `Tomorrow:              7 kB\n${BODY.replace('Swap:', 'NoUnit:                1\nSwap:')}Words: a b c\nLast: 0\n`
    const text = (HEADER + body).repeat(3)
    expect(sum(text)).toMatchObject({ mappings: 3, writable: 24 * KIB })
  })

  it('need not have VmFlags, and some may have them where others have not', () => {
    const flags = 'VmFlags: rd wr mr mw me ac sd \n'
    expect(sum(HEADER + BODY + HEADER + BODY + flags + HEADER + BODY)).toMatchObject({
      mappings: 3,
      writable: 24 * KIB,
    })
  })

  it('without Pss_Dirty has the dirty part of its shared memory in proportion', () => {
    const body = BODY.replace(/Pss_Dirty.*\n/, '')
      .replace('Rss:                  12', 'Rss:                 108')
      .replace('Pss:                   8', 'Pss:                  58')
      .replace('Shared_Clean:          4', 'Shared_Clean:         25')
      .replace('Shared_Dirty:          0', 'Shared_Dirty:         75')
    // 58 less 8 private is 50 shared; three quarters of it are dirty.
    expect(sum(HEADER + body).writable).toBe((8 + 37.5) * KIB)
  })
})

describe('the dirty page cache of a mapping', () => {
  interface Parts {
    shared: [clean: number, dirty: number]
    private: [clean: number, dirty: number]
    anonymous: number
    pssDirty: number
  }
  const mapping = (device: string, permissions: string, parts: Parts) => `\
7f0000000000-7f0000100000 ${permissions} 00000000 ${device} 4711 /srv/file
Rss: ${parts.shared[0] + parts.shared[1] + parts.private[0] + parts.private[1]} kB
Pss: ${parts.pssDirty + parts.private[0]} kB
Pss_Dirty: ${parts.pssDirty} kB
Shared_Clean: ${parts.shared[0]} kB
Shared_Dirty: ${parts.shared[1]} kB
Private_Clean: ${parts.private[0]} kB
Private_Dirty: ${parts.private[1]} kB
Anonymous: ${parts.anonymous} kB
`
  const ALL_SHARED: Parts = { shared: [0, 4096], private: [0, 0], anonymous: 0, pssDirty: 1365 }

  it.each<[string, string, Parts, number]>([
    ['a database', 'rw-s', { shared: [0, 0], private: [16, 4096], anonymous: 0, pssDirty: 4096 }, 4096],
    ['a database of three processes', 'rw-s', ALL_SHARED, 1365],
    [
      'a file that others write',
      'r--s',
      { shared: [8, 40], private: [0, 0], anonymous: 0, pssDirty: 20 },
      20,
    ],
    ['a just-built text', 'r-xp', { shared: [0, 0], private: [4, 96], anonymous: 0, pssDirty: 96 }, 96],
    ['data, all written to', 'rw-p', { shared: [0, 0], private: [0, 20], anonymous: 20, pssDirty: 20 }, 0],
    ['just-built data', 'rw-p', { shared: [0, 0], private: [0, 20], anonymous: 12, pssDirty: 20 }, 8],
    // 12 kB of its own are anonymous; of the file's 8 kB, which two map, 4 kB are its share.
    ['data of two', 'rw-p', { shared: [0, 8], private: [0, 12], anonymous: 12, pssDirty: 16 }, 4],
    ['data of a fork', 'rw-p', { shared: [0, 16], private: [0, 4], anonymous: 12, pssDirty: 12 }, 4],
    [
      'data of a fork, written back',
      'rw-p',
      { shared: [8, 8], private: [0, 4], anonymous: 12, pssDirty: 8 },
      0,
    ],
    // Lazily freed, or read back from swap: anonymous, and clean.
    ['clean data', 'rw-p', { shared: [0, 0], private: [8, 4], anonymous: 12, pssDirty: 4 }, 0],
  ])('of %s is not its memory: %s', (_what, permissions, parts, cache) => {
    const onDisk = mapping('fd:01', permissions, parts)
    expect(list(onDisk)).toMatchObject([
      { dirtyCache: cache * KIB, writable: (parts.pssDirty - cache) * KIB },
    ])
    expect(sum(onDisk)).toMatchObject({ dirtyCache: cache * KIB, writable: (parts.pssDirty - cache) * KIB })
    const inMemory = mapping('00:16', permissions, parts)
    expect(sum(inMemory)).toMatchObject({ dirtyCache: 0, writable: parts.pssDirty * KIB })
  })

  it('is computed where the kernel has no Pss_Dirty', () => {
    const old = mapping('fd:01', 'rw-s', ALL_SHARED).replace(/Pss_Dirty.*\n/, '')
    expect(sum(old)).toMatchObject({ dirtyCache: 1365 * KIB, writable: 0 })
  })

  it('leaves what was swapped out, and huge pages', () => {
    const text = `${mapping('fd:01', 'rw-s', ALL_SHARED)}Private_Hugetlb: 2048 kB\nSwapPss: 12 kB\n`
    expect(sum(text)).toMatchObject({ dirtyCache: 1365 * KIB, writable: (2048 + 12) * KIB })
  })
})

describe('a file', () => {
  it('that is empty has no mappings', () => {
    expect(sum('')).toMatchObject({ mappings: 0, rss: 0, writable: 0 })
    expect(list('')).toEqual([])
  })

  it('is read no further than its length, as the buffer holds what was read before', () => {
    const text = Buffer.from((HEADER + BODY).repeat(2))
    expect(sumSmaps(text, text.length / 2, createSmapsMemory(), isOnDisk).mappings).toBe(1)
  })

  it.each(['linux-2.6.25', 'linux-4.4', 'linux-6.1', 'linux-6.12', 'android-3.10'])(
    'of %s is refused wherever it is cut off inside a record, but for the lines that no kernel must print',
    (name) => {
      const whole = readFixture(name)
      const lastHeader = whole.lastIndexOf('\n', whole.lastIndexOf('\nSize:') - 1) + 1
      const required = whole.lastIndexOf('\nPrivate_Dirty:') + '\nPrivate_Dirty:         '.length
      for (let length = lastHeader + 1; length < required; length += 1) {
        expect(() => sumSmaps(whole, length, createSmapsMemory(), isOnDisk), `cut at ${length}`).toThrow(
          MalformedSmapsError,
        )
      }
    },
  )

  it.each([
    ['text before the first header', `Rss: 4 kB\n${HEADER}${BODY}`, 'expected the header'],
    ['a header that is none', `7f00-7f10 rwxq 0 00:00 0\n${BODY}`, 'expected the header'],
    ['a required key misspelt', HEADER + BODY.replace('Shared_Clean', 'Shared_Cleam'), 'no Shared_Clean'],
    ['a required line missing', HEADER + BODY.replace(/Pss:.*\n/, ''), 'no Pss'],
    ['a line twice', HEADER + BODY.replace(/(Swap:.*\n)/, '$1$1'), 'a field twice'],
    [
      'a line twice, another lost',
      HEADER + BODY + HEADER + BODY.replace('SwapPss:               0', 'Pss:                   8'),
      'a field twice',
    ],
    [
      'an optional key misspelt in one record',
      HEADER + BODY + HEADER + BODY.replace('Pss_Dirty', 'Pss_Dirtx'),
      'other fields',
    ],
    [
      'an optional line lost in one record',
      HEADER + BODY + HEADER + BODY.replace(/SwapPss.*\n/, ''),
      'other fields',
    ],
    ['a number that is none', HEADER + BODY.replace('12 kB', '1x kB'), 'without its number'],
    ['a negative number', HEADER + BODY.replace(' 12 kB', '-12 kB'), 'without its number'],
    ['another unit', HEADER + BODY.replace('12 kB', '12 MB'), 'without its number'],
    [
      'parts that do not add up',
      HEADER + BODY.replace('Private_Dirty:         8', 'Private_Dirty:        16'),
      'Rss is not the sum',
    ],
    ['a line without a key', `${HEADER}${BODY}What is this\n`, 'a line without a key'],
    ['text after the record', `${HEADER}${BODY}end of file\n`, 'expected the header'],
    ['a last line without its end', (HEADER + BODY).slice(0, -1), 'cut off'],
  ])('with %s is refused', (_what, text, why) => {
    expect(() => sum(text)).toThrow(MalformedSmapsError)
    expect(() => sum(text)).toThrow(why)
    // The same when the good records before it have been learned from.
    expect(() => sum(HEADER + BODY + HEADER + BODY + text)).toThrow(MalformedSmapsError)
  })

  it('that was refused leaves no trace: the next good one is read', () => {
    const memory = createSmapsMemory()
    const bad = Buffer.from(HEADER + BODY.replace(/SwapPss.*\n/, '').replace('12 kB', '8 kB'))
    expect(() => sumSmaps(bad, bad.length, memory, isOnDisk)).toThrow(MalformedSmapsError)
    const good = Buffer.from(HEADER + BODY)
    expect(sumSmaps(good, good.length, memory, isOnDisk).writable).toBe(8 * KIB)
  })

  it('of another shape than the ones before it from the same kernel is refused', () => {
    const memory = createSmapsMemory()
    const good = Buffer.from(HEADER + BODY)
    sumSmaps(good, good.length, memory, isOnDisk)
    const other = Buffer.from(HEADER + BODY.replace(/Private_Hugetlb.*\n/, ''))
    expect(() => sumSmaps(other, other.length, memory, isOnDisk)).toThrow('other fields')
  })
})
