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

it('takes totals from smaps_rollup where the kernel has Pss_Dirty in it', () => {
  const { files, write } = world()
  write(`${PID}/smaps_rollup`, readFixture('rollup-6.12').toString())
  const totals = createMemoryReader(files).readTotals(PID)
  expect(totals).toMatchObject({
    kind: 'read',
    memory: { mappings: 1, writable: (82_010 + 10 + 2048) * KIB },
  })
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
