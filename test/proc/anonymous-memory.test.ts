import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownersOf, type Place } from '../../src/proc/anonymous-memory.ts'
import { createGroupNamer } from '../../src/proc/groups.ts'
import { createMemoryReader } from '../../src/proc/memory.ts'
import { build, hasCompiler, withProgram } from './launched.ts'

/** Mappings as /proc/PID/maps has them, without the columns that say nothing here. */
function placesOf(maps: string): Place[] {
  return maps
    .trim()
    .split('\n')
    .map((line) => {
      const [range = '', permissions = '', ...name] = line.trim().split(' ')
      const [start = 0, end = 0] = range.split('-').map((address) => Number.parseInt(address, 16))
      const path = name.join(' ')
      return { start, size: end - start, permissions, inode: path.startsWith('/') ? '7' : '0', name: path }
    })
}

/** The owners of those that have one. */
function found(maps: string): string[] {
  return ownersOf(placesOf(maps)).filter((owner) => owner !== null)
}

const STACK = '7ffffffde000-7ffffffff000 rw-p [stack]'

describe('anonymous memory is told apart', () => {
  it('of threads, by a guard and the size that they get', () => {
    const ofGlibc = '7ffff45fc000-7ffff45fd000 ---p\n7ffff45fd000-7ffff4dfd000 rw-p'
    const ofHotSpot = '7fffcc0d9000-7fffcc0dd000 ---p\n7fffcc0dd000-7fffcc1d9000 rw-p'
    expect(found(ofGlibc)).toEqual(['[thread stacks]'])
    expect(found(ofHotSpot)).toEqual(['[thread stacks]'])
  })

  it.each([
    ['without a guard', '7ffff45fd000-7ffff4dfd000 rw-p'],
    ['with a guard that is apart', '7ffff45f0000-7ffff45f1000 ---p\n7ffff45fd000-7ffff4dfd000 rw-p'],
    ['of another size', '7ffff45fc000-7ffff45fd000 ---p\n7ffff45fd000-7ffff4dfe000 rw-p'],
    ['with much reserved below', '7ffff40fd000-7ffff45fd000 ---p\n7ffff45fd000-7ffff4dfd000 rw-p'],
    ['of a name', '7ffff45fc000-7ffff45fd000 ---p\n7ffff45fd000-7ffff4dfd000 rw-p [anon:pool]'],
  ])('of no thread %s', (_, maps) => {
    expect(found(maps)).toEqual([])
  })

  it("of malloc's arenas, by their alignment, one or several in a row", () => {
    expect(found('7fffdc000000-7fffdc022000 rw-p\n7fffdc022000-7fffe0000000 ---p')).toEqual([
      '[malloc arenas]',
    ])
    expect(found('7fffd8000000-7fffdc022000 rw-p\n7fffdc022000-7fffe0000000 ---p')).toEqual([
      '[malloc arenas]',
    ])
    expect(found('7fffdc001000-7fffdc022000 rw-p\n7fffdc022000-7fffe0000000 ---p')).toEqual([])
    expect(found('7fff70000000-7fff70010000 rw-p\n7fff70010000-7fffb0000000 ---p')).toEqual([])
  })

  it('of Go, from where its heap begins and on without a gap', () => {
    const heap = 'c000000000-c000800000 rw-p\nc000800000-c004000000 ---p\nc004000000-c004400000 rw-p'
    expect(found(heap)).toEqual(['[go heap]', '[go heap]'])
    expect(found('4000000000-4000400000 rw-p')).toEqual(['[go heap]'])
    expect(found('c000040000-c000800000 rw-p')).toEqual([])
  })

  it('of HotSpot and V8 where these are mapped', () => {
    const heap = '687400000-69f000000 rw-p\n69f000000-7ff800000 ---p'
    expect(found(heap)).toEqual([])
    expect(found(`${heap}\n7ffff7000000-7ffff7100000 r-xp /usr/lib/jvm/lib/server/libjvm.so`)).toEqual([
      '[java heap]',
    ])
    const page = '347c9000000-347c9040000 rw-p'
    expect(found(`400000-500000 r-xp /usr/bin/node\n${page}\n${STACK}`)).toEqual(['[v8]'])
    expect(found(`400000-500000 r-xp /usr/bin/redis-server\n${page}\n${STACK}`)).toEqual([])
    // Where addresses have 39 bits, the libraries are where V8's pages are elsewhere.
    expect(found(`400000-500000 r-xp /usr/bin/node\n${page}\n7fffde000-7fffff000 rw-p [stack]`)).toEqual([])
  })

  it('that can be executed was made at run time', () => {
    expect(found('7fffd9400000-7fffd9670000 rwxp\n7ffff7fc8000-7ffff7fca000 r-xp [vdso]')).toEqual([
      '[jit code]',
    ])
  })

  it('and memory with a name or a file keeps it', () => {
    const place = fc.record({
      start: fc.nat({ max: 2 ** 31 - 1 }).map((page) => page * 65_536),
      size: fc.constantFrom(4096, 1 << 20, 8 << 20, 64 << 20),
      permissions: fc.constantFrom('rw-p', '---p', 'rwxp', 'r-xp'),
    })
    const named = fc.constantFrom({ inode: '7', name: '/usr/bin/node' }, { inode: '0', name: '[heap]' })
    fc.assert(
      fc.property(fc.array(fc.tuple(place, named), { maxLength: 20 }), (mappings) => {
        const owners = ownersOf(mappings.map(([where, name]) => ({ ...where, ...name })))
        expect(owners).toEqual(mappings.map(() => null))
      }),
    )
  })
})

const isGlibc = readFileSync('/proc/self/maps', 'latin1').includes('/libc.so.6')

describe.skipIf(!hasCompiler || !isGlibc)('of a program with threads', () => {
  it(
    'their stacks and what malloc has for them are named, launch after launch',
    { timeout: 60_000 },
    async () => {
      const kib = 256
      for (let launch = 0; launch < 3; launch += 1) {
        await withProgram([build('threads'), '3', String(kib)], ({ tree, files }) => {
          const pid = tree.scan().members[0]?.pid ?? 0
          const found = createMemoryReader(files).readMappings(pid)
          if (found.kind !== 'read') throw new Error(found.kind)
          const names = createGroupNamer()(found.memory)
          const writableOf = (group: string) =>
            found.memory.reduce(
              (sum, { writable }, index) => sum + (names[index] === group ? writable : 0),
              0,
            )
          expect(names.filter((name) => name === '[malloc arenas]')).toHaveLength(3)
          expect(writableOf('[malloc arenas]')).toBeGreaterThanOrEqual(3 * kib * 1024)
          // Before Linux 6.7 a stack may melt together with what is above it.
          expect(names.filter((name) => name === '[thread stacks]').length).toBeGreaterThanOrEqual(1)
          expect(writableOf('[anon]')).toBeLessThan(kib * 1024)
        })
      }
    },
  )
})
