import { describe, expect, it } from 'vitest'
import type { Session } from '../../src/measure/session.ts'
import { LOADED_PACE, READING_INTERVAL_MS, watch } from '../../src/measure/watch.ts'
import { fakeSession as sessionWith } from './fake-session.ts'

/** Milliseconds between readings in a watch of so long. */
async function gapsOf(
  session: Session,
  pace: { intervalMs: number; longestGapMs?: number; share?: number },
  timeoutMs = 10_000,
) {
  expect(await watch(session, { phase: 'settling', timeoutMs, ...pace }, () => null)).toBe('timed-out')
  const times = session.readings.map(({ atMs }) => atMs)
  return [...new Set(times.slice(1).map((time, index) => time - (times[index] ?? 0)))]
}

const IDLE_PACE = { intervalMs: READING_INTERVAL_MS }

describe('readings', () => {
  it('are taken twenty times a second while they cost next to nothing', async () => {
    expect(await gapsOf(sessionWith({ readingMs: 0.5 }), IDLE_PACE)).toEqual([50])
  })

  it('take no more than 2 % of a CPU, and a sixth of that under load', async () => {
    expect(await gapsOf(sessionWith({ readingMs: 14 }), IDLE_PACE)).toEqual([800])
    expect(await gapsOf(sessionWith({ readingMs: 14 }), LOADED_PACE)).toEqual([4800])
  })

  it('are taken where they must be, whatever they cost', async () => {
    expect(await gapsOf(sessionWith({ readingMs: 100 }), { ...IDLE_PACE, longestGapMs: 3000 })).toEqual([
      3000,
    ])
  })

  it('have in their share what it costs to be woken for them', async () => {
    const gaps = await gapsOf(sessionWith({ readingMs: 1.75, wakeMs: 0.875 }), IDLE_PACE)
    expect(gaps).toEqual([100, 150]) // for the first one nobody had to be woken
  })

  it('are not put off for what else this process does meanwhile', async () => {
    const gaps = await gapsOf(sessionWith({ readingMs: 1.75, wakeMs: 1000 }), IDLE_PACE)
    expect(gaps).toEqual([100, 200])
  })
})

describe('a watch', () => {
  it('looks at once when it is woken, and goes on when that was for nothing', async () => {
    let wakeUp = (): void => undefined
    const wake = new Promise<void>((resolve) => (wakeUp = resolve))
    const session = sessionWith({ readingMs: 70, at: { 1234: () => wakeUp() } })
    const looks: number[] = []
    const outcome = await watch(session, { phase: 'running', timeoutMs: 12_000, ...IDLE_PACE, wake }, () => {
      looks.push(session.world.clock.now())
      return null
    })
    expect(outcome).toBe('timed-out')
    expect(looks).toEqual([0, 1234, 4000, 8000, 12_000])
    expect(session.readings).toHaveLength(4)
  })

  it('ends with the reason of an abort, in the middle of a sleep', async () => {
    const abort = new AbortController()
    const at = { 1000: () => abort.abort(new Error('enough')) }
    const session = sessionWith({ readingMs: 100, signal: abort.signal, at })
    await expect(
      watch(session, { phase: 'running', timeoutMs: 60_000, ...IDLE_PACE }, () => null),
    ).rejects.toThrow('enough')
    expect(session.world.clock.now()).toBe(1000)
  })
})
