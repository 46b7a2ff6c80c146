import { describe, expect, it } from 'vitest'
import { readTree } from '../../src/measure/sampler.ts'
import { createMemoryReader } from '../../src/proc/memory.ts'
import type { ProcessStat } from '../../src/proc/stat.ts'
import { createProcessTree, findBearers, type ProcessTree } from '../../src/proc/tree.ts'
import { waitFor } from '../helpers/processes.ts'
import { build, hasCompiler, withProgram } from './launched.ts'

const MIB = 1024 * 1024
const SH = '/bin/sh'

/** The members when there are so many: the process between a daemon and its first ancestor takes a moment to go. */
async function membersOf(tree: ProcessTree, count: number): Promise<readonly ProcessStat[]> {
  return waitFor(`${count} members`, () => {
    const { members } = tree.scan()
    return members.length === count && members
  })
}

describe.skipIf(!hasCompiler)('the tree of a C program', () => {
  it('of 200 MB with four forked children weighs what it takes from the machine', async () => {
    await withProgram([build('family'), 'fork', '200', '4'], ({ program, tree, files }) => {
      const memory = createMemoryReader(files)
      const { reading, members } = readTree(program, tree, memory)
      expect(members).toHaveLength(5)
      expect(reading.processes).toBe(5)
      expect(reading.denied).toEqual([])
      expect(reading.torn).toBe(false)
      expect(reading.writable / MIB).toBeGreaterThan(200)
      expect(reading.writable / MIB).toBeLessThan(203)
      // What other tools would tell.
      const all = members.map(({ pid }) => memory.readTotals(pid))
      const sum = (figure: 'privateDirty' | 'rss'): number =>
        all.reduce((total, found) => total + (found.kind === 'read' ? found.memory[figure] : 0), 0)
      expect(sum('privateDirty') / MIB).toBeLessThan(3)
      expect(sum('rss') / MIB).toBeGreaterThan(1000)
    })
  })

  it('has a daemon that left the tree, the group and the session', async () => {
    await withProgram([build('family'), 'daemon'], async ({ program, tree }) => {
      const members = await membersOf(tree, 2)
      const daemon = members.find(({ session }) => session !== program.supervisorPid)
      expect(daemon?.processGroup).toBe(daemon?.pid)
    })
  })

  it('has a daemon that overwrote its environment, by its limits', async () => {
    await withProgram([build('family'), 'title'], async ({ program, tree, files }) => {
      const members = await membersOf(tree, 2)
      const daemon = members.find(({ session }) => session !== program.supervisorPid)
      expect(files.readText(`${daemon?.pid ?? 0}/environ`)).toMatch(/^[x\0]+$/)
    })
  })

  it('has a zombie as a process without memory', async () => {
    await withProgram([build('family'), 'zombie'], ({ tree, files, program }) => {
      const memory = createMemoryReader(files)
      const zombie = tree.scan().members.find(({ state }) => state === 'Z')
      expect(zombie).toBeDefined()
      expect(memory.readTotals(zombie?.pid ?? 0)).toEqual({ kind: 'ended' })
      expect(memory.readMappings(zombie?.pid ?? 0)).toEqual({ kind: 'ended' })
      expect(readTree(program, tree, memory).reading).toMatchObject({
        denied: [],
        torn: false,
        processes: 1,
        threads: 1,
      })
    })
  })

  it('has the memory of a process whose first thread has ended', async () => {
    await withProgram([build('family'), 'thread', '20'], async ({ tree, files, program }) => {
      const memory = createMemoryReader(files)
      const first = await waitFor('the first thread has ended', () =>
        tree.scan().members.find(({ pid }) => (files.readText(`${pid}/stat`) ?? '').includes(') Z ')),
      )
      // It is no zombie: it lives on in its other thread.
      expect(first.state).toBe('S')
      const { reading } = readTree(program, tree, memory)
      expect(reading.writable / MIB).toBeGreaterThan(20)
      const mappings = memory.readMappings(first.pid)
      expect(mappings.kind === 'read' && mappings.memory.some(({ rss }) => rss >= 20 * MIB)).toBe(true)
    })
  })
})

describe('the tree of a program', () => {
  const sleeper = 'echo ready; exec sleep 600'

  it('has the program, and not its supervisor, whose counters are told apart', async () => {
    await withProgram([SH, '-c', sleeper], async ({ program, tree }) => {
      const { members, supervisor } = await waitFor('the shell has become sleep', () => {
        const scan = tree.scan()
        return scan.members[0]?.command === 'sleep' && scan
      })
      expect(members).toHaveLength(1)
      expect(members[0]?.parentPid).toBe(program.supervisorPid)
      expect(supervisor?.pid).toBe(program.supervisorPid)
    })
  })

  it('has what it forked and put into a session of its own', async () => {
    await withProgram([SH, '-c', `setsid sleep 600 & sleep 600 & ${sleeper}`], async ({ tree }) => {
      await waitFor(
        'three sleep',
        () => tree.scan().members.filter(({ command }) => command === 'sleep').length === 3,
      )
      const sessions = new Set(tree.scan().members.map(({ session }) => session))
      expect(sessions.size).toBe(2)
    })
  })

  it('has an orphan with a cleared environment, by its limits', async () => {
    // A tree that was never seen before the orphan left it, so that there is no parent to go by.
    const orphan = `(env -i setsid sleep 601 &); ${sleeper}`
    await withProgram([SH, '-c', orphan], async ({ tree, files, program }) => {
      const found = await waitFor('the orphan sleeps in its session', () =>
        tree.scan().members.find(({ command, session, pid }) => command === 'sleep' && session === pid),
      )
      expect(files.readText(`${found.pid}/environ`)).toBe('')
      const fresh = createProcessTree('/proc', files, program.supervisorPid, program.cookie, [])
      expect(fresh.scan().members.map(({ pid }) => pid)).toContain(found.pid)
      expect(findBearers('/proc', files, program.cookie)).toContain(found.pid)
    })
  })

  it('has an orphan by the environment alone where limits cannot be set', async () => {
    const orphan = `(setsid sleep 601 &); ${sleeper}`
    await withProgram(
      [SH, '-c', orphan],
      async ({ tree, files, program }) => {
        const found = await waitFor('the orphan sleeps in its session', () =>
          tree.scan().members.find(({ command, session, pid }) => command === 'sleep' && session === pid),
        )
        const fresh = createProcessTree('/proc', files, program.supervisorPid, program.cookie, [])
        expect(fresh.scan().members.map(({ pid }) => pid)).toContain(found.pid)
      },
      { hasLockLimit: false },
    )
  })

  it('keeps a member that lost its parents, its session, its limits and its environment after it was seen', async () => {
    await withProgram([SH, '-c', `(setsid sleep 602 &); ${sleeper}`], async ({ tree, files, program }) => {
      const found = await waitFor('the orphan sleeps in its session', () =>
        tree.scan().members.find(({ command, session, pid }) => command === 'sleep' && session === pid),
      )
      const strange = { value: 'none', lockLimit: null }
      const forgetful = createProcessTree('/proc', files, program.supervisorPid, strange, [])
      expect(forgetful.scan().members.map(({ pid }) => pid)).not.toContain(found.pid)
      expect(tree.scan().members.map(({ pid }) => pid)).toContain(found.pid)
    })
  })

  it('has no bystanders', async () => {
    await withProgram([SH, '-c', sleeper], ({ tree }) => {
      expect(tree.scan().members.map(({ pid }) => pid)).not.toContain(process.pid)
    })
  })
})
