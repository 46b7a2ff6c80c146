import { describe, expect, it, vi } from 'vitest'
import { LOADED_PACE, READING_INTERVAL_MS, type Session, watch } from '../../src/measure/watch.ts'
import { fakeSession } from './fake-session.ts'

/** Milliseconds between readings in a watch of so long. */
async function gapsOf(
  session: Session,
  pace: { intervalMs: number; longestGapMs?: number; share?: number },
  timeoutMs = 10_000,
) {
  const watching = watch(session, { phase: 'settling', timeoutMs, ...pace }, () => null)
  await vi.advanceTimersByTimeAsync(timeoutMs)
  expect(await watching).toBe('timed-out')
  const times = session.readings.map(({ atMs }) => atMs)
  return [...new Set(times.slice(1).map((time, index) => time - (times[index] ?? 0)))]
}

const IDLE_PACE = { intervalMs: READING_INTERVAL_MS }

describe('readings', () => {
  it('are taken twenty times a second while they cost next to nothing', async () => {
    expect(await gapsOf(fakeSession({ readingMs: 0.5 }), IDLE_PACE)).toEqual([50])
  })

  it('take no more than 2 % of a CPU, and a sixth of that under load', async () => {
    expect(await gapsOf(fakeSession({ readingMs: 14 }), IDLE_PACE)).toEqual([800])
    expect(await gapsOf(fakeSession({ readingMs: 14 }), LOADED_PACE)).toEqual([4800])
  })

  it('are taken where they must be, whatever they cost', async () => {
    expect(await gapsOf(fakeSession({ readingMs: 100 }), { ...IDLE_PACE, longestGapMs: 3000 })).toEqual([
      3000,
    ])
  })

  it('have in their share what it costs to be woken for them', async () => {
    const gaps = await gapsOf(fakeSession({ readingMs: 1.75, wakeMs: 0.875 }), IDLE_PACE)
    expect(gaps).toEqual([100, 150]) // for the first one nobody had to be woken
  })

  it('are not put off for what else this process does meanwhile', async () => {
    const gaps = await gapsOf(fakeSession({ readingMs: 1.75, wakeMs: 1000 }), IDLE_PACE)
    expect(gaps).toEqual([100, 200])
  })
})

describe('a watch', () => {
  it('looks at once when it is woken, and goes on when that was for nothing', async () => {
    const session = fakeSession({ readingMs: 70 })
    const looks: number[] = []
    let wakeUp = (): void => undefined
    const wake = new Promise<void>((resolve) => (wakeUp = resolve))
    const startedAt = performance.now()
    const watching = watch(session, { phase: 'running', timeoutMs: 12_000, ...IDLE_PACE, wake }, () => {
      looks.push(performance.now() - startedAt)
      return null
    })
    await vi.advanceTimersByTimeAsync(1234)
    wakeUp()
    await vi.advanceTimersByTimeAsync(12_000)
    expect(await watching).toBe('timed-out')
    expect(looks).toEqual([0, 1234, 4000, 8000, 12_000])
    expect(session.readings).toHaveLength(4)
  })

  it('ends with the reason of an abort, in the middle of a sleep', async () => {
    const abort = new AbortController()
    const session = fakeSession({ readingMs: 100, signal: abort.signal })
    const watching = watch(session, { phase: 'running', timeoutMs: 60_000, ...IDLE_PACE }, () => null)
    const refused = expect(watching).rejects.toThrow('enough')
    await vi.advanceTimersByTimeAsync(1000)
    abort.abort(new Error('enough'))
    await refused
    expect(performance.now() - session.program.launchedAt).toBe(1000)
  })
})
