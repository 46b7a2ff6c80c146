import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createProcFiles } from '../../src/proc/files.ts'
import { createMemoryReader } from '../../src/proc/memory.ts'
import { listMappings, type SmapsTotals, sumSmaps } from '../../src/proc/smaps.ts'
import { createSmapsMemory } from '../../src/proc/smaps-records.ts'
import { waitFor } from '../helpers/processes.ts'
import { isOnDisk, KIB } from './fixture.ts'
import { build, hasCompiler, withProgram } from './launched.ts'

const MIB = 1024 * KIB
const PAGE = 4096

const kernelHasPssDirty = readFileSync('/proc/self/smaps', 'latin1').includes('\nPss_Dirty:')

/** What the kernel of a machine from before Pss_Dirty would print. */
function asBefore6(text: Buffer): Buffer {
  return Buffer.from(text.toString('latin1').replaceAll(/^Pss_Dirty:.*\n/gm, ''), 'latin1')
}

const sum = (text: Buffer) => sumSmaps(text, text.length, createSmapsMemory(), isOnDisk)

/** Both at a moment when nothing changed between them: a child that was just forked still writes to its stack. */
async function readAtRest(pid: number): Promise<{ rollup: SmapsTotals; smaps: SmapsTotals }> {
  const read = (file: string) => sum(readFileSync(`/proc/${pid}/${file}`))
  return waitFor('the process rests', () => {
    const rollup = read('smaps_rollup')
    const smaps = read('smaps')
    return isDeepStrictEqual(read('smaps_rollup'), rollup) && { rollup, smaps }
  })
}

describe('the smaps of this kernel', () => {
  it('of the processes that can be read are added up, fields and all', () => {
    const memory = createSmapsMemory()
    const files = createProcFiles()
    let processes = 0
    const pids = files.list('').filter((name) => /^\d+$/.test(name))
    // The youngest are the most various, and some are enough.
    for (const pid of [String(process.pid), ...pids.slice(-30)]) {
      const text = files.read(`${pid}/smaps`)
      if (text.kind !== 'text' || text.length === 0) continue
      const totals = sumSmaps(text.bytes, text.length, memory, isOnDisk)
      const headers = text.bytes.toString('latin1', 0, text.length).match(/^[0-9a-f]+-[0-9a-f]+ /gm)
      expect(totals.mappings).toBe(headers?.length)
      processes += 1
    }
    expect(processes).toBeGreaterThan(0)
    expect(memory.layout).not.toBeNull()
  })
})

describe.skipIf(!hasCompiler)('the memory of a process', () => {
  it('is the same by smaps and by smaps_rollup, but for a kilobyte a mapping', async () => {
    await withProgram([build('family'), 'fork', '8', '2'], async ({ tree }) => {
      for (const { pid } of tree.scan().members) {
        const { rollup, smaps } = await readAtRest(pid)
        expect(rollup.mappings).toBe(1)
        for (const exact of ['rss', 'sharedClean', 'sharedDirty', 'privateClean', 'privateDirty'] as const) {
          expect(smaps[exact], exact).toBe(rollup[exact])
        }
        for (const truncated of ['pss', 'writable'] as const) {
          expect(rollup[truncated] - smaps[truncated], truncated).toBeGreaterThanOrEqual(0)
          expect(rollup[truncated] - smaps[truncated], truncated).toBeLessThan(smaps.mappings * KIB)
        }
      }
    })
  })

  it('grows by what it dirties, to the page', async () => {
    await withProgram([build('family'), 'pages', '777'], async ({ program, tree, files }) => {
      const [member] = tree.scan().members
      const memory = createMemoryReader(files)
      const read = () => {
        const totals = memory.readTotals(member?.pid ?? 0)
        if (totals.kind !== 'read') throw new Error(totals.kind)
        return totals.memory
      }
      const before = read()
      process.kill(member?.pid ?? 0, 'SIGUSR1')
      await waitFor('it has dirtied twice', () => program.output.tail().split('dirtied').length === 3)
      const after = read()
      expect(after.writable - before.writable).toBe(777 * PAGE)
      expect(after.privateDirty - before.privateDirty).toBe(777 * PAGE)
      expect(after.rss - before.rss).toBe(777 * PAGE)
    })
  })

  it.skipIf(!kernelHasPssDirty)(
    'of a forked tree is the same without Pss_Dirty, but for what is truncated',
    async () => {
      await withProgram([build('family'), 'fork', '50', '3'], ({ tree }) => {
        for (const { pid } of tree.scan().members) {
          const text = readFileSync(`/proc/${pid}/smaps`)
          const old = asBefore6(text)
          const truth = listMappings(text, text.length, createSmapsMemory(), isOnDisk)
          const told = listMappings(old, old.length, createSmapsMemory(), isOnDisk)
          expect(told).toHaveLength(truth.length)
          truth.forEach((mapping, index) => {
            const difference = Math.abs((told[index]?.writable ?? NaN) - mapping.writable)
            const isMixed = mapping.sharedClean > 0 && mapping.sharedDirty > 0
            // Pss and Pss_Dirty lose up to a kilobyte each. Where clean and dirty pages are shared by different
            // numbers of processes, their proportion is not the proportion of their shares.
            expect(difference, JSON.stringify(mapping)).toBeLessThan(isMixed ? mapping.sharedDirty : 2 * KIB)
          })
          const exact = sum(text).writable
          expect(Math.abs(sum(old).writable - exact)).toBeLessThan(Math.max(0.01 * exact, 64 * KIB))
        }
      })
    },
  )

  it('is never a part of it when the process is killed while it is read', async () => {
    const program = spawn(build('mappings'), ['4000'], { stdio: ['ignore', 'pipe', 'ignore'] })
    await once(program.stdout, 'data')
    const pid = program.pid ?? 0
    const memory = createMemoryReader(createProcFiles())
    const whole = memory.readMappings(pid)
    if (whole.kind !== 'read') throw new Error(whole.kind)
    // Nothing else runs here until the process has ended: whatever it says is read at its end, too.
    spawn('/bin/sh', ['-c', `sleep 0.1; kill -KILL ${pid}`], { stdio: 'ignore' })
    const kinds = new Set<string>()
    for (let found = whole as ReturnType<typeof memory.readMappings>; found.kind === 'read';) {
      expect(found.memory).toHaveLength(whole.memory.length)
      found = memory.readMappings(pid)
      kinds.add(found.kind)
    }
    expect([...kinds].at(-1)).toBe('ended')
    await once(program, 'exit')
    expect(memory.readMappings(pid)).toEqual({ kind: 'ended' })
  })

  it('is not readable to another user, and that is told', async () => {
    await withProgram([build('family'), 'fork', '1', '0'], ({ tree, files }) => {
      const isRoot = process.geteuid?.() === 0
      const pid = isRoot ? (tree.scan().members[0]?.pid ?? 0) : 1
      const memory = createMemoryReader(files)
      if (isRoot) process.seteuid?.(65534)
      try {
        expect(memory.readTotals(pid)).toEqual({ kind: 'denied' })
        expect(memory.readMappings(pid)).toEqual({ kind: 'denied' })
      } finally {
        if (isRoot) process.seteuid?.(0)
      }
    })
  })

  it('is read when it becomes another program between two readings', async () => {
    await withProgram(
      ['/bin/sh', '-c', `echo ready; sleep 0.3; exec ${build('family')} fork 30 0`],
      async ({ tree, files, program }) => {
        const memory = createMemoryReader(files)
        // Over and over, so that some fall into the moment of the change.
        const seen = await waitFor('it has grown', () => {
          const [member] = tree.scan().members.filter(({ parentPid }) => parentPid === program.supervisorPid)
          const totals = memory.readTotals(member?.pid ?? 0)
          expect(totals.kind).toBe('read')
          return totals.kind === 'read' && totals.memory.writable > 30 * MIB
        })
        expect(seen).toBe(true)
      },
    )
  })
})

describe('the files of a process', () => {
  it('that has ended are gone', async () => {
    const program = spawn('/bin/true')
    await once(program, 'exit')
    const files = createProcFiles()
    const path = `${program.pid ?? 0}/smaps`
    expect(files.read(path)).toEqual({ kind: 'gone' })
    expect(
      files.readRecords(
        path,
        () => 0,
        () => undefined,
      ),
    ).toEqual({ kind: 'gone' })
    expect(files.readText(path)).toBeNull()
    expect(files.list(`${program.pid ?? 0}/task`)).toEqual([])
  })
})
