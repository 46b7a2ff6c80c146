import { describe, expect, it } from 'vitest'
import type { LaunchedProgram } from '../../src/launch/program.ts'
import { readTree } from '../../src/measure/read-tree.ts'
import { systemClock } from '../../src/proc/this-machine.ts'
import { createProcessTree } from '../../src/proc/tree.ts'
import { createFakeProc } from '../proc/fake-proc.ts'
import { holding } from './fake-session.ts'

const SUPERVISOR = 1000
const PAGE = 4096
const program = { launchedAt: 0, report: () => null } as LaunchedProgram

/** A reading of a tree that forks while it is read, so many times. */
function readWhileForking(forks: number) {
  const proc = createFakeProc()
  proc.start({ pid: SUPERVISOR })
  const tree = createProcessTree(proc.files, SUPERVISOR, { value: 'c0ffee', lockLimit: null }, [])
  proc.start({ pid: SUPERVISOR + 1, parent: SUPERVISOR })
  let forked = 0
  const readTotals = (pid: number) => {
    if (pid === SUPERVISOR + 1 && forked < forks) {
      forked += 1
      proc.start({ pid: SUPERVISOR + 1 + forked, parent: SUPERVISOR + 1 })
    }
    return holding(PAGE)
  }
  return readTree({ program, tree }, { readTotals, readMappings: () => ({ kind: 'ended' }) }, systemClock)
    .reading
}

describe('a tree that changes while it is read', () => {
  it.each([0, 1, 4])('is read again until it stands still: after %i changes', (forks) => {
    const reading = readWhileForking(forks)
    expect(reading).toMatchObject({ torn: false, processes: 1 + forks })
    // Of the last attempt alone.
    expect(reading).toMatchObject({ writable: (1 + forks) * PAGE, rss: (1 + forks) * PAGE })
  })

  it('time after time, gives a reading that says so', () => {
    expect(readWhileForking(5)).toMatchObject({ torn: true })
    expect(readWhileForking(1000)).toMatchObject({ torn: true })
  })
})
