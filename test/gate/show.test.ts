import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { show } from '../../src/gate/show.ts'
import { createProcFiles } from '../../src/proc/files.ts'
import { waitFor } from '../helpers/processes.ts'
import { build, hasCompiler } from '../proc/launched.ts'

const children: ChildProcess[] = []
afterEach(() => {
  for (const { pid } of children.splice(0)) {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  }
})

/** A program that has said that it is ready, in a group of its own. */
async function start(binary: string, args: readonly string[], uid?: number): Promise<number> {
  const as = uid === undefined ? {} : { uid, gid: uid }
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true, cwd: '/', ...as })
  children.push(child)
  await once(child.stdout, 'data')
  return child.pid ?? 0
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)

/** Stops them, so that nothing moves between two looks. */
async function hold(pids: readonly number[]): Promise<void> {
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  await waitFor('all of them stand still', () =>
    pids.every((pid) => readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') T ')),
  )
}

type Sums = Record<(typeof FIELDS)[keyof typeof FIELDS], number>

/** smaps, read line by line by nothing of ours: sums by whether there is a file and by permissions. */
function addSmaps(pid: number, sums: Map<string, Sums>): void {
  let current: Sums | undefined
  for (const line of readFileSync(`/proc/${pid}/smaps`, 'latin1').split('\n')) {
    const [, permissions, inode] = /^[0-9a-f]+-[0-9a-f]+ (\S{4}) [0-9a-f]+ \S+ (\d+)/.exec(line) ?? []
    if (permissions !== undefined) {
      const key = `${inode === '0' ? 'anonymous' : 'mapped'} ${permissions}`
      current = sums.get(key) ?? {
        sharedClean: 0,
        sharedDirty: 0,
        privateClean: 0,
        privateDirty: 0,
        pssDirty: 0,
      }
      sums.set(key, current)
    }
    const [, name = '', kb] = /^(\w+): +(\d+) kB$/.exec(line) ?? []
    if (current !== undefined && name in FIELDS)
      current[FIELDS[name as keyof typeof FIELDS]] += Number(kb) * 1024
  }
}

const FIELDS = {
  Shared_Clean: 'sharedClean',
  Shared_Dirty: 'sharedDirty',
  Private_Clean: 'privateClean',
  Private_Dirty: 'privateDirty',
  Pss_Dirty: 'pssDirty',
} as const

const kernelHasPssDirty = readFileSync('/proc/self/smaps', 'latin1').includes('\nPss_Dirty:')
const files = createProcFiles()
const tree = { tree: true }

describe.skipIf(!hasCompiler)('what is shown of a running program', () => {
  it('is what the kernel says, field by field, over its tree', async () => {
    const pid = await start(build('family'), ['fork', '5', '2'])
    const members = [pid, ...childrenOf(pid)]
    expect(members).toHaveLength(3)
    await hold(members)
    const inventory = show([String(pid)], tree, files).read()
    const expected = new Map<string, Sums>()
    for (const member of members) addSmaps(member, expected)
    const found = [
      ...inventory.mapped.map((row) => ({ key: `mapped ${row.permissions}`, row })),
      ...inventory.anonymous.map((row) => ({ key: `anonymous ${row.permissions}`, row })),
    ]
    expect(found.map(({ key }) => key).toSorted()).toEqual([...expected.keys()].toSorted())
    for (const { key, row } of found) {
      for (const field of ['sharedClean', 'sharedDirty', 'privateClean', 'privateDirty'] as const) {
        expect(row[field], `${key} ${field}`).toBe(expected.get(key)?.[field])
      }
    }
    expect(inventory.processes.map((process) => process.pid)).toEqual(members)
    expect(inventory.unreadable).toEqual([])
    expect(inventory.torn).toBe(false)
    // A binary that was just built has dirty page cache; it is no writable memory.
    const pssDirty = [...expected.values()].reduce((sum, sums) => sum + sums.pssDirty, 0)
    if (kernelHasPssDirty) expect(inventory.total.writable + inventory.dirtyCache).toBeCloseTo(pssDirty, 0)
  })

  it('adds up: by permissions, by process, by group and by mapping', async () => {
    const pid = await start(build('family'), ['fork', '3', '3'])
    const { total, ...parts } = show([String(pid)], tree, files).read()
    const views = [[...parts.mapped, ...parts.anonymous], parts.processes, parts.groups, parts.mappings]
    for (const rows of views) {
      for (const figure of ['sharedClean', 'sharedDirty', 'privateClean', 'privateDirty'] as const) {
        expect(rows.reduce((sum, row) => sum + row[figure], 0)).toBe(total[figure])
      }
      expect(rows.reduce((sum, row) => sum + row.writable, 0)).toBeCloseTo(total.writable, 0)
    }
  })

  it('is of all processes of a name, or of one process alone', async () => {
    const binary = build('family')
    const one = await start(binary, ['fork', '1', '1'])
    const other = await start(binary, ['fork', '1', '0'])
    const found = show(['family'], tree, files).read()
    for (const pid of [one, ...childrenOf(one), other]) {
      expect(found.processes.map((process) => process.pid)).toContain(pid)
    }
    const alone = show([String(one)], { tree: false }, files).read()
    expect(alone.processes.map(({ pid }) => pid)).toEqual([one])
    expect(alone.roots).toEqual([one])
  })

  it('is of the process, too, when its first thread has ended or a thread is named', async () => {
    const pid = await start(build('family'), ['thread', '3'])
    const [thread = 0] = files
      .list(`${pid}/task`)
      .map(Number)
      .filter((id) => id !== pid)
    for (const id of [pid, thread]) {
      const { processes, total } = show([String(id)], tree, files).read()
      expect(processes.map((process) => process.pid)).toEqual([pid])
      expect(total.writable).toBeGreaterThan(3 * 1024 ** 2)
    }
  })

  it.skipIf(process.geteuid?.() !== 0)(
    'names what it could not read, and never counts it as nothing',
    async () => {
      const nobody = 65534
      const binary = build('undumpable')
      chmodSync(dirname(binary), 0o755)
      const pid = await start(binary, ['worker'], nobody)
      const [worker = 0] = childrenOf(pid)
      asUser(nobody, () => {
        const inventory = show([String(pid)], tree, files).read()
        expect(inventory.processes.map((process) => process.pid)).toEqual([pid])
        expect(inventory.unreadable).toEqual([{ pid: worker, command: 'undumpable', why: 'denied' }])
        expect(() => show([String(worker)], tree, files).read()).toThrow(
          expect.objectContaining({ code: 'memory-denied', exitCode: 3 }),
        )
      })
    },
  )
})

/** As far as the kernel asks who reads. */
function asUser(id: number, work: () => void): void {
  process.setegid?.(id)
  process.seteuid?.(id)
  try {
    work()
  } finally {
    process.seteuid?.(0)
    process.setegid?.(0)
  }
}

describe('what cannot be shown is an error', () => {
  it.each([
    ['a pid that nobody has', '4194305', 'no-such-process'],
    ['a name that nobody has', 'no-such-program-anywhere', 'no-such-program'],
    ['an empty name', '', 'no-such-program'],
    ['a huge number', '99999999999999999999', 'no-such-process'],
  ])('%s', (_, word, code) => {
    expect(() => show([word], tree, files)).toThrow(expect.objectContaining({ code, exitCode: 2 }))
  })

  it.skipIf(!hasCompiler)('a process that has ended, and a program that has meanwhile', async () => {
    const pid = await start(build('family'), ['zombie'])
    const [zombie = 0] = childrenOf(pid)
    expect(() => show([String(zombie)], tree, files).read()).toThrow(
      expect.objectContaining({ code: 'no-memory' }),
    )
    const subject = show([String(pid)], tree, files)
    process.kill(-pid, 'SIGKILL')
    await Promise.all(children.splice(0).map((child) => once(child, 'exit')))
    expect(() => subject.read()).toThrow(expect.objectContaining({ code: 'no-memory' }))
  })
})
