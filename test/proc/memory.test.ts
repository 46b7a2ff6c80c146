import { expect, it } from 'vitest'
import type { ProcFailure, ProcFiles } from '../../src/model/proc-files.ts'
import { createMemoryReader } from '../../src/proc/memory.ts'
import { MalformedSmapsError } from '../../src/proc/smaps-records.ts'
import { createFakeProc, type FakeProc } from './fake-proc.ts'
import { KIB, readFixture } from './fixture.ts'

const PID = 77

function world({ hasRollup = true } = {}): FakeProc {
  const proc = createFakeProc()
  proc.start({ pid: PID })
  if (hasRollup) proc.write('self/smaps_rollup', readFixture('rollup-6.12').toString())
  return proc
}

/** Files of which smaps fails: so many times, then no more. */
function failing(files: ProcFiles, failure: ProcFailure, times = Infinity): ProcFiles {
  let left = times
  return {
    ...files,
    readRecords: (...args) => {
      left -= 1
      return left >= 0 ? failure : files.readRecords(...args)
    },
  }
}

/** In kB: dirty and clean anonymous memory, shared memory and pages of files. */
interface Pages {
  readonly anonymous?: number
  readonly shared?: number
  readonly dirtyFile?: number
  readonly clean?: number
  readonly lazilyFreed?: number
  readonly swap?: number
}

/** What the kernel prints of a process with such pages, whose file is on disk. */
function rollupOf(pages: Pages): string {
  const { anonymous = 500, shared = 0, dirtyFile = 0, clean = 0, lazilyFreed = 0, swap = 0 } = pages
  const dirty = anonymous + shared + dirtyFile
  return `55d173651000-7ffdf72fd000 ---p 00000000 00:00 0                          [rollup]
Rss: ${dirty + clean + lazilyFreed} kB
Pss: ${dirty + clean + lazilyFreed} kB
Pss_Dirty: ${dirty} kB
Pss_Anon: ${anonymous + lazilyFreed} kB
Pss_File: ${dirtyFile + clean} kB
Pss_Shmem: ${shared} kB
Shared_Clean: 0 kB
Shared_Dirty: 0 kB
Private_Clean: ${clean + lazilyFreed} kB
Private_Dirty: ${dirty} kB
Anonymous: ${anonymous + lazilyFreed} kB
LazyFree: ${lazilyFreed} kB
Private_Hugetlb: 0 kB
Swap: ${swap} kB
SwapPss: ${swap} kB
`
}

function smapsOf(pages: Pages): string {
  const header = (rest: string) => `7f0000000000-7f0000100000 ${rest}\n`
  const body = (of: Pages) => rollupOf(of).replace(/^.*\n/, '')
  return (
    header('rw-p 00000000 fd:01 4711 /srv/data.mdb') +
    body({ ...pages, shared: 0 }) +
    header('rw-s 00000000 00:01 4712 /memfd:ring (deleted)') +
    body({ anonymous: 0, shared: pages.shared ?? 0 })
  )
}

/** A process with a rollup, and how often its smaps was read for the totals. */
function processWith(first: Pages) {
  const proc = world()
  const become = (pages: Pages): void => {
    proc.write(`${PID}/smaps_rollup`, rollupOf(pages))
    proc.write(`${PID}/smaps`, smapsOf(pages))
  }
  become(first)
  let smapsReads = 0
  const reader = createMemoryReader({
    ...proc.files,
    readRecords: (...args) => {
      smapsReads += 1
      return proc.files.readRecords(...args)
    },
  })
  const read = () => {
    const before = smapsReads
    const found = reader.readTotals(PID)
    if (found.kind !== 'read') throw new Error(found.kind)
    const { writable, dirtyCache } = found.memory
    return { writable: writable / KIB, dirtyCache: dirtyCache / KIB, smapsReads: smapsReads - before }
  }
  // The devices that are on disk are learned once.
  const learn = () => reader.readMappings(PID)
  return { proc, become, read, learn, reader }
}

it('takes totals from smaps_rollup alone where that proves that no file has dirty pages', () => {
  const { read, become } = processWith({ anonymous: 82_010, clean: 1400 })
  expect(read()).toEqual({ writable: 82_010, dirtyCache: 0, smapsReads: 0 })
  become({ anonymous: 90_000, clean: 2000 })
  expect(read()).toEqual({ writable: 90_000, dirtyCache: 0, smapsReads: 0 })
})

it('takes the dirty page cache of files off, and looks for it again only when it may have changed', () => {
  const { read, become, learn } = processWith({ dirtyFile: 4096 })
  learn()
  expect(read()).toEqual({ writable: 500, dirtyCache: 4096, smapsReads: 1 })
  expect(read()).toEqual({ writable: 500, dirtyCache: 4096, smapsReads: 0 })
  become({ anonymous: 700, dirtyFile: 4096 })
  expect(read()).toEqual({ writable: 700, dirtyCache: 4096, smapsReads: 0 })
  become({ anonymous: 700, dirtyFile: 8 })
  expect(read()).toEqual({ writable: 700, dirtyCache: 8, smapsReads: 1 })
  become({ anonymous: 700, clean: 4096 })
  expect(read()).toEqual({ writable: 700, dirtyCache: 0, smapsReads: 0 })
  become({ anonymous: 700, dirtyFile: 4 })
  expect(read()).toEqual({ writable: 700, dirtyCache: 4, smapsReads: 1 })
})

it.each<[string, Pages]>([
  ['shared memory, which may be clean', { shared: 64 }],
  ['memory that was lazily freed', { lazilyFreed: 64 }],
  ['memory that was swapped out, which may be back', { swap: 64 }],
])('reads smaps once of a process with %s, as it could hide dirty pages of files', (_what, pages) => {
  const { read, become, learn } = processWith(pages)
  learn()
  expect(read()).toMatchObject({ dirtyCache: 0, smapsReads: 1 })
  expect(read()).toMatchObject({ dirtyCache: 0, smapsReads: 0 })
  // While there is more of it, dirty pages of files may have come without a trace in the sums of the rollup.
  const [[kind, size] = ['', 0]] = Object.entries(pages)
  become({ ...pages, [kind]: Number(size) + 64 })
  expect(read()).toMatchObject({ smapsReads: 1 })
})

it('takes memory of files that are not on disk for memory', () => {
  const { proc, reader } = processWith({ dirtyFile: 4096 })
  proc.write(`${PID}/smaps`, smapsOf({ dirtyFile: 4096 }).replace('fd:01', '00:32'))
  proc.write('self/mountinfo', '35 26 0:50 / /mnt/ram rw - ramfs none rw\n')
  expect(reader.readTotals(PID)).toMatchObject({
    kind: 'read',
    memory: { dirtyCache: 0, writable: 4596 * KIB },
  })
})

it.each<[string, Pages, Pages, Pages]>([
  ['are written back', { dirtyFile: 4096 }, { clean: 4096 }, { clean: 4096 }],
  ['are written back and dirtied again', { dirtyFile: 4096 }, { clean: 4096 }, { dirtyFile: 4096 }],
  ['are written back in part', { dirtyFile: 4096 }, { dirtyFile: 1268, clean: 2828 }, { dirtyFile: 4096 }],
  ['are dirtied', { dirtyFile: 8, clean: 4088 }, { dirtyFile: 4096 }, { dirtyFile: 4096 }],
])('never takes pages of a file for memory that %s while it reads', (_what, before, meanwhile, after) => {
  const proc = world()
  proc.write('self/mountinfo', '26 1 253:1 / / rw - ext4 /dev/vda rw\n')
  proc.write(`${PID}/smaps_rollup`, rollupOf(before))
  proc.write(`${PID}/smaps`, smapsOf(meanwhile))
  const reader = createMemoryReader({
    ...proc.files,
    readRecords: (...args) => {
      proc.write(`${PID}/smaps_rollup`, rollupOf(after))
      return proc.files.readRecords(...args)
    },
  })
  const readings = [reader.readTotals(PID), reader.readTotals(PID)]
  for (const reading of readings) expect(reading).toMatchObject({ memory: { writable: 500 * KIB } })
})

it('takes what smaps says alone where the rollup is another each time', () => {
  const proc = world()
  let size = 4096
  const change = () => {
    size += 4
    proc.write(`${PID}/smaps_rollup`, rollupOf({ dirtyFile: size }))
    proc.write(`${PID}/smaps`, smapsOf({ dirtyFile: size }))
  }
  change()
  const reader = createMemoryReader({
    ...proc.files,
    readRecords: (...args) => {
      const found = proc.files.readRecords(...args)
      change()
      return found
    },
  })
  expect(reader.readTotals(PID)).toMatchObject({ memory: { writable: 500 * KIB } })
})

it('takes totals from smaps where there is no rollup, or one without Pss_Dirty', () => {
  for (const rollup of [
    null,
    readFixture('rollup-6.12')
      .toString()
      .replace(/Pss_Dirty.*\n/, ''),
  ]) {
    const { files, write } = world({ hasRollup: false })
    if (rollup !== null) {
      write('self/smaps_rollup', rollup)
      write(`${PID}/smaps_rollup`, rollup)
    }
    write(`${PID}/smaps`, readFixture('linux-5.10').toString())
    expect(createMemoryReader(files).readTotals(PID)).toMatchObject({
      kind: 'read',
      memory: { mappings: 4, writable: 4148 * KIB },
    })
  }
})

it('tells a zombie, a kernel thread and a process that is gone as ended', () => {
  const { files, write, start, end } = world()
  const memory = createMemoryReader(files)
  start({ pid: PID, state: 'Z' })
  write(`${PID}/smaps`, '')
  write(`${PID}/smaps_rollup`, '')
  expect(memory.readTotals(PID)).toEqual({ kind: 'ended' })
  expect(memory.readMappings(PID)).toEqual({ kind: 'ended' })
  end(PID)
  expect(memory.readTotals(PID)).toEqual({ kind: 'ended' })
  expect(memory.readMappings(PID)).toEqual({ kind: 'ended' })
})

it('tells a process that it may not read', () => {
  const { files } = world()
  const memory = createMemoryReader(failing(files, { kind: 'denied' }))
  expect(memory.readMappings(PID)).toEqual({ kind: 'denied' })
})

it('never tells a process that has memory as ended: what cannot be read is denied', () => {
  const { files, write } = world()
  // A kernel without CONFIG_PROC_PAGE_MONITOR, or a sandbox that gives nothing.
  expect(createMemoryReader(files).readMappings(PID)).toEqual({ kind: 'denied' })
  write(`${PID}/smaps`, '')
  expect(createMemoryReader(files).readMappings(PID)).toEqual({ kind: 'denied' })
  const unsupported = failing(files, { kind: 'unsupported' })
  expect(createMemoryReader(unsupported).readMappings(PID)).toEqual({ kind: 'denied' })
})

it('reads again when the process becomes another program meanwhile', () => {
  const { files, write } = world()
  write(`${PID}/smaps`, readFixture('linux-6.1').toString())
  const memory = createMemoryReader(failing(files, { kind: 'gone' }, 1))
  expect(memory.readMappings(PID)).toMatchObject({ kind: 'read', memory: { length: 4 } })
})

it('reads the memory of a process whose first thread has ended by another thread', () => {
  const { files, write } = world()
  write(`${PID}/statm`, '0 0 0 0 0 0 0\n')
  write(`${PID}/smaps`, '')
  write(`${PID}/task/${PID}/statm`, '0 0 0 0 0 0 0\n')
  write(`${PID}/task/79/statm`, '700 200 100 10 0 300 0\n')
  write(`${PID}/task/79/smaps`, readFixture('linux-6.1').toString())
  expect(createMemoryReader(files).readMappings(PID)).toMatchObject({ kind: 'read', memory: { length: 4 } })
})

it('tells a process as ended when half a record is left of it, and refuses half a record of a living one', () => {
  const { files, write, start } = world()
  write(`${PID}/smaps`, readFixture('linux-6.1').subarray(0, 2000).toString())
  const memory = createMemoryReader(files)
  expect(() => memory.readMappings(PID)).toThrow(MalformedSmapsError)
  start({ pid: PID, state: 'Z' })
  expect(memory.readMappings(PID)).toEqual({ kind: 'ended' })
})

it('reads files larger than its buffer part by part, and short ones after them', () => {
  const { files, write } = world()
  const record = readFixture('linux-6.1').toString()
  write(`${PID}/smaps`, record.repeat(400))
  const memory = createMemoryReader(files)
  const many = memory.readMappings(PID)
  if (many.kind !== 'read') throw new Error(many.kind)
  expect(many.memory).toEqual(Array.from({ length: 400 }, () => many.memory.slice(0, 4)).flat())
  write(`${PID}/smaps`, record)
  expect(memory.readMappings(PID)).toMatchObject({ kind: 'read', memory: { length: 4 } })
})

it('reads a record that is larger than its buffer', () => {
  const { files, write } = world()
  const name = `/${'x'.repeat(300_000)}`
  write(`${PID}/smaps`, readFixture('linux-6.1').toString().replace('[anon:glibc: malloc arena]', name))
  const found = createMemoryReader(files).readMappings(PID)
  expect(found.kind === 'read' && found.memory.map((mapping) => mapping.name.length)).toContain(name.length)
})
