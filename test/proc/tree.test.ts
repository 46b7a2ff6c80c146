import { describe, expect, it } from 'vitest'
import type { Cookie } from '../../src/proc/cookie.ts'
import {
  createProcessTree,
  findBearers,
  identityOf,
  type ProcessTree,
  readStat,
} from '../../src/proc/tree.ts'
import { createFakeProc, type FakeProc } from './fake-proc.ts'

const SUPERVISOR = 1000
const COOKIE: Cookie = { value: 'c0ffee', lockLimit: 123_456 }
const WITHOUT_LIMIT: Cookie = { value: 'c0ffee', lockLimit: null }
const ENVIRONMENT = 'PATH=/bin\0FOOTPRINT_GATE_RUN=c0ffee\0'

/** A supervisor with one program, some processes from before the launch and a stranger from after it. */
function world({ bystanders = [] as number[], cookie = COOKIE, alive = [] as number[] } = {}): {
  proc: FakeProc
  tree: ProcessTree
  pids: () => number[]
} {
  const proc = createFakeProc()
  for (const pid of bystanders) proc.start({ pid, startTime: 100 })
  proc.start({ pid: SUPERVISOR, command: 'sh' })
  const tree = createProcessTree(proc.files, SUPERVISOR, cookie, bystanders, (pid) => alive.includes(pid))
  proc.start({ pid: 1001, parent: SUPERVISOR, group: SUPERVISOR })
  proc.start({ pid: 3000, startTime: 6000 })
  return { proc, tree, pids: () => tree.scan().members.map(({ pid }) => pid) }
}

describe('a tree', () => {
  it('has who descends from the supervisor, in the order of the pids, and not the supervisor', () => {
    const { proc, tree } = world()
    // A child may have a smaller pid than its parent.
    proc.start({ pid: 900, parent: 1001, group: 900 })
    proc.start({ pid: 800, parent: 900, group: 800 })
    const { members, supervisor } = tree.scan()
    expect(members.map(({ pid }) => pid)).toEqual([800, 900, 1001])
    expect(supervisor).toMatchObject({ pid: SUPERVISOR, command: 'sh' })
  })

  it('has who shares its group or its session, whoever its parent is', () => {
    const { proc, pids } = world()
    proc.start({ pid: 2001, parent: 1, group: SUPERVISOR, session: 7 })
    proc.start({ pid: 2002, parent: 1, group: 2002, session: SUPERVISOR })
    expect(pids()).toEqual([1001, 2001, 2002])
  })

  it('has who bears the cookie in its limits or in its environment, and the children of these', () => {
    const { proc, pids } = world()
    proc.start({ pid: 2001, lockLimit: 123_456, environment: 'xxxxx' })
    proc.start({ pid: 2002, environment: ENVIRONMENT })
    expect(pids()).toEqual([1001, 2001, 2002])
    proc.start({ pid: 2003, parent: 2002 })
    expect(pids()).toEqual([1001, 2001, 2002, 2003])
  })

  it('has none with another cookie, nor one that only looks like it', () => {
    const { proc, pids } = world()
    proc.start({ pid: 2001, lockLimit: 123_455 })
    proc.start({ pid: 2002, environment: 'FOOTPRINT_GATE_RUN=c0ffee2\0' })
    proc.start({ pid: 2003, environment: 'X_FOOTPRINT_GATE_RUN=c0ffee\0' })
    proc.start({ pid: 2004, environment: 'X=FOOTPRINT_GATE_RUN=c0ffee\0' })
    expect(pids()).toEqual([1001])
  })

  it('keeps a member that has lost every mark', () => {
    const { proc, pids } = world()
    proc.start({ pid: 2001, parent: 1001, group: 2001 })
    expect(pids()).toEqual([1001, 2001])
    proc.end(1001)
    proc.start({ pid: 2001, parent: 1, group: 2001, environment: '' })
    expect(pids()).toEqual([2001])
  })

  it('loses who has ended, and is empty when all have', () => {
    const { proc, tree } = world()
    proc.end(1001)
    proc.end(SUPERVISOR)
    expect(tree.scan()).toEqual({ members: [], hidden: [], supervisor: null })
  })

  it('has a member out of sight that lives, until it has ended or is seen again', () => {
    const alive = [1001]
    const { proc, tree, pids } = world({ alive })
    expect(tree.scan().hidden).toEqual([])
    proc.end(1001)
    for (let scan = 0; scan < 2; scan += 1) {
      expect(tree.scan()).toMatchObject({ members: [], hidden: [{ pid: 1001, command: 'program' }] })
    }
    proc.start({ pid: 1001, parent: 1, group: 1001 })
    expect(tree.scan().hidden).toEqual([])
    expect(pids()).toEqual([1001])
    proc.end(1001)
    alive.length = 0
    expect(tree.scan()).toMatchObject({ members: [], hidden: [] })
  })

  it('has a program out of sight that nobody has ever seen, by the list of its supervisor', () => {
    const { proc, tree } = world({ alive: [1001, 1002] })
    proc.end(1001)
    proc.write(`${SUPERVISOR}/task/${SUPERVISOR}/children`, '1001 1003 ')
    expect(tree.scan()).toMatchObject({
      members: [],
      hidden: [{ pid: 1001, command: '?', parentPid: SUPERVISOR }],
    })
  })

  it('does not take the next holder of a member’s pid for the member', () => {
    const { proc, pids } = world()
    proc.start({ pid: 2001, parent: 1001, startTime: 7000 })
    expect(pids()).toContain(2001)
    proc.start({ pid: 2001, parent: 1, startTime: 9000 })
    expect(pids()).toEqual([1001])
  })

  it('has nothing to do with the next holder of the supervisor’s pid, its group, its session and its children', () => {
    const { proc, tree } = world()
    expect(tree.scan().members).toHaveLength(1)
    proc.end(1001)
    proc.start({ pid: SUPERVISOR, parent: 1, startTime: 9000 })
    proc.start({ pid: 2001, parent: SUPERVISOR, group: SUPERVISOR, session: SUPERVISOR, startTime: 9001 })
    proc.start({ pid: 2002, parent: 1, lockLimit: 123_456, startTime: 9001 })
    const { members, supervisor } = tree.scan()
    expect(members.map(({ pid }) => pid)).toEqual([2002])
    expect(supervisor).toBeNull()
  })

  it('has a member whose pid was a stranger’s, when the stranger was seen to be gone', () => {
    const { proc, pids } = world({ bystanders: [50] })
    expect(pids()).toEqual([1001])
    proc.end(3000)
    proc.end(50)
    expect(pids()).toEqual([1001])
    proc.start({ pid: 3000, parent: 1001, startTime: 9000 })
    proc.start({ pid: 50, parent: 1001, startTime: 9000 })
    expect(pids()).toEqual([50, 1001, 3000])
  })

  it('has a member whose pid was a stranger’s a moment ago, after some scans', () => {
    const bystanders = Array.from({ length: 40 }, (_, index) => 50 + index)
    const { proc, tree, pids } = world({ bystanders })
    expect(pids()).toEqual([1001])
    // Between two scans one of them ended, and its pid went to a child of ours.
    proc.start({ pid: 77, parent: 1001, startTime: 9000 })
    proc.start({ pid: 3000, parent: 1001, startTime: 9000 })
    for (let scan = 0; scan < 24; scan += 1) tree.scan()
    expect(pids()).toEqual([77, 1001, 3000])
  })

  it('looks again at a process without an environment where there is nothing else to go by', () => {
    const { proc, pids } = world({ cookie: WITHOUT_LIMIT })
    proc.start({ pid: 2001, environment: '' }) // in the middle of execve
    expect(pids()).toEqual([1001])
    proc.start({ pid: 2001, environment: ENVIRONMENT })
    expect(pids()).toEqual([1001, 2001])
  })

  it('does not see a process that ended between the list and the look at it', () => {
    const { proc, pids } = world()
    proc.write('2001/environ', ENVIRONMENT)
    proc.write('2002/stat', '')
    expect(pids()).toEqual([1001])
    expect(readStat(proc.files, 2002)).toBeNull()
  })

  it('has zombies, and as a living one whose first thread alone has ended', () => {
    const { proc, tree } = world()
    proc.start({ pid: 2001, parent: 1001, state: 'Z' })
    proc.start({ pid: 2002, parent: 1001, state: 'Z', threads: 3 })
    expect(tree.scan().members.map(({ pid, state }) => `${pid} ${state}`)).toEqual([
      '1001 S',
      '2001 Z',
      '2002 S',
    ])
  })

  it('costs no more files than its own, and a few to look again at others', () => {
    const bystanders = Array.from({ length: 300 }, (_, index) => 5000 + index)
    const proc = createFakeProc()
    for (const pid of bystanders) proc.start({ pid, startTime: 100 })
    proc.start({ pid: SUPERVISOR })
    proc.start({ pid: 1001, parent: SUPERVISOR })
    let reads = 0
    const files = {
      ...proc.files,
      readText: (path: string) => {
        reads += 1
        return proc.files.readText(path)
      },
    }
    const tree = createProcessTree(files, SUPERVISOR, COOKIE, bystanders)
    for (let scan = 0; scan < 100; scan += 1) tree.scan()
    expect(reads).toBeLessThan(100 * 5)
  })
})

it('identifies a process by its pid and its start time', () => {
  const { tree } = world()
  expect(tree.scan().members.map(identityOf)).toEqual(['1001@5000'])
})

it('finds every bearer of a cookie, related or not, but for itself', () => {
  const { proc } = world()
  proc.start({ pid: 2001, parent: 1, lockLimit: 123_456 })
  proc.start({ pid: 2002, parent: 1, environment: ENVIRONMENT })
  proc.start({ pid: process.pid, environment: ENVIRONMENT })
  expect(findBearers(proc.files, COOKIE)).toEqual([2001, 2002])
})
