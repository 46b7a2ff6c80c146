import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { descendantsOf, findProgram, listProcesses, processOfThread } from '../../src/proc/find-processes.ts'
import { createFakeProc, type FakeProc } from './fake-proc.ts'

/** init → shell → (tool → helper, server → worker → grandchild); and a daemon. */
function family(): FakeProc {
  const proc = createFakeProc()
  const start = (pid: number, parent: number, command: string, words: readonly string[] = [command]) => {
    proc.start({ pid, parent, command })
    proc.write(`${pid}/cmdline`, words.map((word) => `${word}\0`).join(''))
  }
  start(1, 0, 'init')
  start(20, 1, 'bash')
  start(30, 20, 'node', ['node', 'footprint-gate'])
  start(31, 30, 'helper')
  start(50, 20, 'nginx', ['nginx: master process /usr/sbin/nginx'])
  start(40, 50, 'nginx', ['nginx: worker process'])
  start(60, 40, 'sh', ['/bin/sh', '-c', 'sleep'])
  start(70, 1, 'a-very-long-nam', ['/opt/a-very-long-name-of-a-daemon', 'nginx'])
  start(80, 1, 'python3', ['/usr/bin/python3', '-u', '/srv/app/serve.py', '--port', '80'])
  start(81, 1, 'MainThread', ['/opt/node/bin/node', 'server.js'])
  return proc
}

const pidsOf = (found: readonly { readonly pid: number }[]) => found.map(({ pid }) => pid)

describe('a program', () => {
  it.each([
    ['nginx', [40, 50]],
    ['a-very-long-name-of-a-daemon', [70]],
    ['a-very-long-nam', [70]],
    ['serve.py', [80]],
    ['python3', [80]],
    ['server.js', [81]],
    ['node', [81]],
    ['helper', [31]],
    ['bash', []],
    ['80', []],
    ['-c', []],
    ['', []],
  ])('%j is found by its names: %j', (name, pids) => {
    const { files } = family()
    expect(pidsOf(findProgram(files, listProcesses(files), name, 30))).toEqual(pids)
  })

  it('is found by the file that it runs, though that was replaced', () => {
    const { files, root, start } = createFakeProc()
    start({ pid: 5, command: 'renamed' })
    mkdirSync(join(root, '5'), { recursive: true })
    symlinkSync('/usr/sbin/mysqld (deleted)', join(root, '5/exe'))
    expect(pidsOf(findProgram(files, listProcesses(files), 'mysqld', 30))).toEqual([5])
  })
})

describe('what descends from processes', () => {
  it('comes behind its parent, whatever the pids, without ourselves and what we started', () => {
    const processes = listProcesses(family().files)
    expect(pidsOf(descendantsOf(processes, [20], 30))).toEqual([20, 50, 40, 60])
    expect(pidsOf(descendantsOf(processes, [20], 0))).toEqual([20, 30, 31, 50, 40, 60])
  })

  it('is there once, though a root descends from another', () => {
    const processes = listProcesses(family().files)
    expect(pidsOf(descendantsOf(processes, [40, 50], 30))).toEqual([50, 40, 60])
    expect(pidsOf(descendantsOf(processes, [80, 60, 50], 30))).toEqual([50, 40, 60, 80])
  })
})

it('a thread is of its process', () => {
  const { files, write } = createFakeProc()
  write('812/status', 'Name:\tx\nTgid:\t800\nNgid:\t0\nPid:\t812\n')
  expect(processOfThread(files, 812)).toBe(800)
  expect(processOfThread(files, 5)).toBe(5)
})
