import type { Mapping } from './smaps.ts'

/** What of a mapping says whose memory it is. */
export type Place = Pick<Mapping, 'start' | 'size' | 'permissions' | 'inode' | 'name'>

const KIB = 1024
const MIB = 1024 ** 2
const GIB = 1024 ** 3

/**
 * Whose an anonymous mapping without a name is, as far as its place among the others makes that certain; `null` where
 * it does not. What a runtime does at each launch alike decides, never where a thread is just now: a name that is
 * another one in the next run is worse than none.
 *
 * @param mappings of one process, in the order of their addresses
 */
export function ownersOf(mappings: readonly Place[]): readonly (string | null)[] {
  const runtime = runtimeOf(mappings)
  let goEnd: number | null = null
  return mappings.map((mapping, index) => {
    if (!isUnnamed(mapping)) return null
    const isOfGo = GO_HEAPS.has(mapping.start) || mapping.start === goEnd
    if (isOfGo) goEnd = endOf(mapping)
    if (mapping.permissions.includes('x')) return '[jit code]'
    if (isReserved(mapping)) return null
    if (isOfGo) return '[go heap]'
    if (runtime === 'java' && isOfJavaHeap(mapping)) return '[java heap]'
    if (runtime === 'v8' && isOfV8(mapping)) return '[v8]'
    if (isThreadStack(mappings[index - 1], mapping)) return '[thread stacks]'
    if (isArena(mapping, mappings[index + 1])) return '[malloc arenas]'
    return null
  })
}

function isUnnamed({ name, inode }: Place): boolean {
  return name === '' && inode === '0'
}

function isReserved({ permissions }: Place): boolean {
  return permissions === '---p'
}

function endOf({ start, size }: Place): number {
  return start + size
}

/** Where the heap of a Go program begins, and goes on without a gap (runtime/malloc.go, arenaHints); arm64 has the second. */
const GO_HEAPS: ReadonlySet<number> = new Set([0x00c0 * 2 ** 32, 0x0040 * 2 ** 32])

/** V8 is a part of these; a library of it has its own name. */
const V8_PROGRAM =
  /\/(?:node|nodejs|deno|electron|chrome|chromium|libnode\.so[.\d]*|libv8\.so)(?: \(deleted\))?$/
const JAVA_LIBRARY = /\/libjvm\.so(?: \(deleted\))?$/

function runtimeOf(mappings: readonly Place[]): 'java' | 'v8' | null {
  if (mappings.some(({ name }) => JAVA_LIBRARY.test(name))) return 'java'
  const isOfV8 = mappings.some(({ name, permissions }) => permissions.includes('x') && V8_PROGRAM.test(name))
  return isOfV8 && isRoomy(mappings) ? 'v8' : null
}

/**
 * HotSpot puts a heap of less than 32 GiB below 32 GiB, so that its references fit into 32 bits, and above 2 GiB
 * (HeapBaseMinAddress). The kernel puts nothing there by itself.
 */
function isOfJavaHeap({ start }: Place): boolean {
  return start >= 2 * GIB && start < 32 * GIB
}

/** Addresses of V8's own choice are apart from all others where the kernel gives a process 47 bits or more. */
function isRoomy(mappings: readonly Place[]): boolean {
  return mappings.some(({ name, start }) => name === '[stack]' && start >= V8_END)
}

const V8_END = 2 ** 46

/**
 * V8 asks for its pages at random addresses of 46 bits, aligned to 256 KiB (OS::GetRandomMmapAddr). Libraries, stacks
 * and whatever asks for no address are above them, the program and its heap above them or below 4 GiB.
 */
function isOfV8({ start }: Place): boolean {
  return start % (256 * KIB) === 0 && start >= 4 * GIB && start < V8_END
}

const LARGEST_GUARD = 64 * KIB
const LARGEST_STACK = 64 * MIB

/**
 * A guard of a few pages, and above it exactly as much as threads get: glibc puts the guard below the 8 MiB that
 * RLIMIT_STACK is on nearly every machine (2 MiB where it is unlimited), HotSpot takes it out of its 1 MiB, Rust asks
 * for 2, libuv for 4 or 8. Before Linux 6.7 other memory may melt into the upper end; then it is no such size.
 */
function isThreadStack(below: Place | undefined, { start, size, permissions }: Place): boolean {
  if (below === undefined || permissions !== 'rw-p') return false
  if (!isUnnamed(below) || !isReserved(below) || endOf(below) !== start || below.size > LARGEST_GUARD)
    return false
  return isStackSize(size) || isStackSize(size + below.size)
}

function isStackSize(size: number): boolean {
  return size >= MIB && size <= LARGEST_STACK && Number.isInteger(Math.log2(size / MIB))
}

/** HEAP_MAX_SIZE of glibc on 64 bits: 2 × DEFAULT_MMAP_THRESHOLD_MAX. */
const ARENA = 64 * MIB

/**
 * What glibc's malloc has for threads beside the main one: a region aligned to its size, the first part in use, the
 * rest reserved (arena.c, new_heap). Full ones stand below it without a gap.
 */
function isArena({ start, size, permissions }: Place, above: Place | undefined): boolean {
  if (above === undefined || permissions !== 'rw-p' || start % ARENA !== 0) return false
  if (!isUnnamed(above) || !isReserved(above) || above.start !== start + size) return false
  return above.size < ARENA && endOf(above) % ARENA === 0
}
