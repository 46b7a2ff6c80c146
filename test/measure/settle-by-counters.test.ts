import { describe, expect, it } from 'vitest'
import { runToSteady } from '../../src/measure/run-to-steady.ts'
import { countersOf } from '../../src/proc/counters.ts'
import { fakeSession, type FakeSession, holding, memberOf } from './fake-session.ts'

const PAGE = 4096
const MAIN = memberOf({ pid: 1001, command: 'manager' })
const CHILD = memberOf({ pid: 1002 })
/** Of a program that never said that it was ready. */
const STILL_MS = 3000

interface Program extends FakeSession {
  readonly pages?: (nowMs: number) => number
  /** Faults of the main program. */
  readonly faults?: (nowMs: number) => number
}

/** A run of a program that does what the test says, of which looks see the counters of those there at first alone. */
async function run({ pages = () => 1000, faults = () => 0, members = () => [MAIN], ...fake }: Program) {
  const count = (nowMs: number) => (member: typeof MAIN) =>
    member.pid === MAIN.pid ? { ...member, minorFaults: faults(nowMs) } : member
  const session = fakeSession({
    members: (nowMs) => members(nowMs).map(count(nowMs)),
    counters: (nowMs) => countersOf([MAIN].map(count(nowMs))),
    memory: {
      readTotals: (pid) => holding(pid === MAIN.pid ? pages(session.world.clock.now()) * PAGE : 0),
      readMappings: () => ({ kind: 'read', memory: [] }),
    },
    ...fake,
  })
  const result = await runToSteady(session, null)
  return { ...result, times: result.readings.map(({ atMs }) => atMs) }
}

describe('rest is proven by two full readings', () => {
  it('that agree, when no counter has moved between', async () => {
    const { settlement, figures, times } = await run({})
    expect(settlement).toMatchObject({ kind: 'settled', steadyAtMs: 0 })
    expect(figures.writable).toBe(1000 * PAGE)
    expect(times).toHaveLength(2)
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(STILL_MS)
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeLessThan(STILL_MS + 10)
  })

  it('after the last fault, whenever that was', async () => {
    const { settlement, figures, times } = await run({
      pages: (nowMs) => (nowMs < 1230 ? 1000 : 1001),
      faults: (nowMs) => (nowMs < 1230 ? 7 : 8),
    })
    expect(settlement).toMatchObject({ kind: 'settled' })
    expect(figures.writable).toBe(1001 * PAGE)
    const steady = times.find((atMs) => atMs >= 1230) ?? 0
    expect(settlement).toMatchObject({ steadyAtMs: steady })
    expect(steady).toBeLessThan(1400)
  })

  it('whatever they cost', async () => {
    const { settlement, times } = await run({
      readingMs: 200,
      faults: (nowMs) => Math.min(nowMs, 450),
    })
    expect(settlement).toMatchObject({ kind: 'settled' })
    // The first at once, the second when it had stood still for as long as a reading takes, and its other end.
    expect(times).toHaveLength(3)
    expect(times[1]).toBeLessThan(1000)
  })

  it('and not while somebody else writes what it has mapped, which moves no counter', async () => {
    const { settlement, figures } = await run({ pages: (nowMs) => (nowMs < 1000 ? 1000 : 2024) })
    expect(settlement).toMatchObject({ kind: 'settled' })
    expect(figures.writable).toBe(2024 * PAGE)
    expect(settlement.kind === 'settled' && settlement.steadyAtMs).toBeGreaterThanOrEqual(1000)
  })

  it('and not before a process that came meanwhile has stood still, too', async () => {
    const { settlement, figures } = await run({
      members: (nowMs) => (nowMs < 2000 ? [MAIN] : [MAIN, CHILD]),
    })
    expect(figures.processes).toBe(2)
    expect(settlement.kind === 'settled' && settlement.steadyAtMs).toBeGreaterThanOrEqual(2000)
  })

  it('and not when one has ended', async () => {
    const { settlement, figures } = await run({
      members: (nowMs) => (nowMs < 2000 ? [MAIN, CHILD] : [MAIN]),
      counters: (nowMs) => (nowMs < 2000 ? countersOf([MAIN, CHILD]) : null),
    })
    expect(figures.processes).toBe(1)
    expect(settlement.kind === 'settled' && settlement.steadyAtMs).toBeGreaterThanOrEqual(2000)
  })
})

describe('a program whose counters move again and again', () => {
  it('is judged by level and slope of full readings', async () => {
    const { settlement, times } = await run({
      pages: (nowMs) => 100_000 + Math.floor(nowMs / 1000),
      faults: (nowMs) => Math.floor(nowMs / 1000),
    })
    if (settlement.kind !== 'settled') throw new Error(settlement.kind)
    expect(settlement.windowMs).toBeGreaterThanOrEqual(2.5 * STILL_MS)
    const inWindow = times.filter((atMs) => atMs >= settlement.steadyAtMs)
    expect(inWindow.length).toBeGreaterThan(50)
  })

  it('is at rest when full readings do not move', async () => {
    const { settlement, times } = await run({ faults: (nowMs) => nowMs })
    expect(settlement).toMatchObject({ kind: 'settled', steadyAtMs: 0 })
    expect(times).toHaveLength(STILL_MS / 50 + 1)
  })

  it('never settles when it creeps', async () => {
    const { settlement } = await run({
      pages: (nowMs) => 1000 + Math.floor(nowMs / 300),
      faults: (nowMs) => Math.floor(nowMs / 300),
    })
    expect(settlement).toMatchObject({ kind: 'creeping' })
  })

  it('is not read more often than its share of a CPU allows', async () => {
    const { times } = await run({ readingMs: 100, faults: (nowMs) => nowMs, pages: (nowMs) => nowMs })
    const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0))
    expect(Math.min(...gaps)).toBe(5000) // the longest gap while it settles
  })
})
