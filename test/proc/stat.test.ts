import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseStat } from '../../src/proc/stat.ts'
import { statOf } from './fake-proc.ts'

describe('a line of stat', () => {
  it('is read by its places', () => {
    expect(
      parseStat(statOf({ pid: 42, parent: 7, group: 40, session: 39, startTime: 355_683, threads: 5 })),
    ).toEqual({
      pid: 42,
      command: 'program',
      state: 'S',
      parentPid: 7,
      processGroup: 40,
      session: 39,
      minorFaults: 812,
      childMinorFaults: 64,
      majorFaults: 3,
      childMajorFaults: 1,
      threads: 5,
      startTime: 355_683,
      residentPages: 208,
    })
  })

  it.each(['a b', 'a) S 1 (b', ') (', '))) R 1 1 1', '(', '', 'two\nlines', 'tab\t', 'Straße'])(
    'may have the command %j',
    (command) => {
      expect(parseStat(statOf({ pid: 42, parent: 7, command }))).toMatchObject({
        pid: 42,
        command,
        parentPid: 7,
      })
    },
  )

  it('tells a zombie, but not a process whose other threads live on', () => {
    expect(parseStat(statOf({ pid: 42, state: 'Z' })).state).toBe('Z')
    expect(parseStat(statOf({ pid: 42, state: 'Z', threads: 2 })).state).toBe('S')
  })

  it.each([
    '',
    '42',
    '42 (sh',
    '42 (sh) ',
    '42 (sh) S 1 2',
    '42 (sh) 7 1 2 3',
    statOf({ pid: 42 }).replace(' 812 ', ' x '),
    statOf({ pid: 42 }).replace(' 812 ', '  '),
    statOf({ pid: 42 }).replace('42 ', ''),
    statOf({ pid: 42 }).slice(0, 60),
  ])('that no kernel prints is refused: %j', (text) => {
    expect(() => parseStat(text)).toThrow('malformed /proc/PID/stat')
  })

  it('of this process is read', () => {
    const stat = parseStat(readFileSync('/proc/self/stat', 'utf8'))
    expect(stat).toMatchObject({ pid: process.pid, parentPid: process.ppid })
    expect(stat.minorFaults).toBeGreaterThan(1000)
    expect(stat.threads).toBeGreaterThan(1)
  })
})
