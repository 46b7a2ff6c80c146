import { expect, it } from 'vitest'
import { gapOfEmpty, gapsOf } from '../../src/measure/gaps.ts'
import type { LaunchedProgram } from '../../src/launch/program.ts'
import { readTree } from '../../src/measure/read-tree.ts'
import { findHiddenChildren } from '../../src/proc/hidden.ts'
import { createMemoryReader } from '../../src/proc/memory.ts'
import { systemClock } from '../../src/proc/this-machine.ts'
import { createProcessTree } from '../../src/proc/tree.ts'
import { createFakeProc } from '../proc/fake-proc.ts'

const SUPERVISOR = 1000
const COOKIE = { value: 'c0ffee', lockLimit: null }
const program = { launchedAt: 0, report: () => null } as LaunchedProgram

/** A reading of a program that /proc shows at first, and then no more. */
function readOutOfSight() {
  const proc = createFakeProc()
  proc.start({ pid: SUPERVISOR })
  const tree = createProcessTree(proc.files, SUPERVISOR, COOKIE, [], (pid) => pid === 1001)
  proc.start({ pid: 1001, parent: SUPERVISOR })
  const memory = createMemoryReader(proc.files)
  proc.write(
    '1001/smaps',
    `00400000-00401000 rw-p 00000000 00:00 0 
Rss:                   4 kB
Pss:                   4 kB
Pss_Dirty:             4 kB
Shared_Clean:          0 kB
Shared_Dirty:          0 kB
Private_Clean:         0 kB
Private_Dirty:         4 kB
Anonymous:             4 kB
`,
  )
  const seen = readTree({ program, tree }, memory, systemClock).reading
  proc.end(1001)
  return { seen, unseen: readTree({ program, tree }, memory, systemClock).reading }
}

it('has no gap while every process is read, and one for each that goes out of sight alive', () => {
  const { seen, unseen } = readOutOfSight()
  expect([...gapsOf([seen]), ...gapOfEmpty([seen])]).toEqual([])
  expect(gapsOf([seen, unseen, unseen])).toEqual([{ kind: 'hidden', process: '1001 (program)' }])
})

it('has a gap where no process could be read, whatever the cause', () => {
  const { seen, unseen } = readOutOfSight()
  expect(gapOfEmpty([seen, { ...unseen, hidden: [] }])).toEqual([{ kind: 'nothing-read' }])
})

it('finds children out of sight that were never seen, of every thread', () => {
  const proc = createFakeProc()
  proc.start({ pid: 1001 })
  proc.start({ pid: 1002, parent: 1001 })
  proc.write('1001/task/1001/children', '1002 1003 ')
  proc.write('1001/task/1005/children', '1004 ')
  const living = (pid: number) => pid !== 1003
  expect(findHiddenChildren(proc.files, [1001, 1002], living)).toEqual([
    { pid: 1004, command: '?', parentPid: 1001 },
  ])
})

it('takes nobody for hidden who ends while it is looked for', () => {
  const proc = createFakeProc()
  proc.start({ pid: 1001 })
  proc.start({ pid: 1002, parent: 1001 })
  proc.write('1001/task/1001/children', '1002 1003 ')
  // 1002 ends, and is waited for, after it was asked whether it lives; the pid of 1003, which had ended, is given anew.
  const ending = (pid: number) => {
    if (pid === 1002) proc.end(pid)
    else proc.start({ pid })
    return true
  }
  expect(findHiddenChildren(proc.files, [1001], ending)).toEqual([])
})
