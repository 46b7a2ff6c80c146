import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createStatScanner } from '../../src/proc/counters.ts'
import { createProcFiles } from '../../src/proc/files.ts'
import { createKeptStats } from '../../src/proc/kept-stats.ts'
import { parseStat } from '../../src/proc/stat.ts'
import { waitFor } from '../helpers/processes.ts'
import { createFakeProc, statOf } from './fake-proc.ts'
import { build, hasCompiler, withProgram } from './launched.ts'

const scan = (text: string) => createStatScanner()(Buffer.from(text), Buffer.byteLength(text))
const openFiles = () => readdirSync('/proc/self/fd').length

describe('a look at a line of stat', () => {
  it.each(['program', 'a b', 'a) S 1 (b', ') (', '))) R 1 1 1', '', 'x'.repeat(63)])(
    'takes from it what reading it does, whatever the command: %j',
    (command) => {
      const line = statOf({ pid: 42, startTime: 355_683, command })
      const { minorFaults, majorFaults, childMinorFaults, childMajorFaults, startTime, residentPages } =
        parseStat(line)
      expect(scan(line)).toEqual({
        isZombie: false,
        minorFaults,
        majorFaults,
        childMinorFaults,
        childMajorFaults,
        startTime,
        residentPages,
      })
    },
  )

  it('tells a zombie, but not a process whose other threads live on', () => {
    expect(scan(statOf({ pid: 42, state: 'Z' }))?.isZombie).toBe(true)
    expect(scan(statOf({ pid: 42, state: 'Z', threads: 2 }))?.isZombie).toBe(false)
  })

  it.each(['', '42 (program', '42 (program) S 1 42'])('finds nothing in %j', (text) => {
    expect(scan(text)).toBeNull()
  })
})

describe('stats that are kept', () => {
  it('are read by path when half of the files that may be open are', () => {
    const proc = createFakeProc()
    proc.write(
      'self/limits',
      'Max open files            4                    4                    files     \n',
    )
    const stats = createKeptStats(proc.files)
    const before = openFiles()
    for (const pid of [1001, 1002, 1003]) {
      proc.start({ pid })
      stats.keep(pid)
    }
    expect(openFiles() - before).toBe(2)
    for (const pid of [1001, 1002, 1003]) expect(stats.read(pid).kind).toBe('text')
    stats.retain((pid) => pid !== 1001)
    expect(openFiles() - before).toBe(1)
    stats.close()
    expect(openFiles() - before).toBe(0)
  })
})

describe.skipIf(!hasCompiler)('the counters of a C program', () => {
  it('move when it dirties a page, and not while it sleeps', async () => {
    await withProgram([build('family'), 'pages', '1'], async ({ program, tree }) => {
      const { members } = tree.scan()
      const before = tree.look()
      expect(tree.look()).toEqual(before)
      process.kill(members[0]?.pid ?? 0, 'SIGUSR1')
      // It has said so once before it was ready, with no page.
      await waitFor('it has dirtied', () => program.output.tail().split('dirtied').length > 2)
      expect(tree.look()).not.toEqual(before)
      tree.close()
    })
  })

  it('are none when one of its processes has ended, and its files are closed', async () => {
    const before = openFiles()
    await withProgram([build('family'), 'fork', '1', '4'], async ({ tree }) => {
      const { members } = tree.scan()
      expect(tree.look()?.figures).toHaveLength(4 * 5)
      process.kill(members[4]?.pid ?? 0, 'SIGKILL')
      await waitFor('it has ended', () => tree.look() === null)
      expect(tree.hasLiving()).toBe(true)
      expect(tree.scan().members.filter(({ state }) => state !== 'Z')).toHaveLength(4)
      expect(tree.look()?.figures).toHaveLength(4 * 4)
      tree.close()
    })
    await waitFor('nothing is open', () => openFiles() <= before)
  })

  it('are of the process that was there, not of one that has its pid now', async () => {
    const files = createProcFiles()
    await withProgram([build('family'), 'pages', '1'], async ({ program, tree }) => {
      const pid = tree.scan().members[0]?.pid ?? 0
      const kept = files.keep(`${pid}/stat`)
      process.kill(pid, 'SIGKILL')
      await program.ended
      await waitFor('it is gone', () => kept?.read().kind === 'gone')
      kept?.close()
    })
  })
})
