import { describe, expect, test } from 'vitest'
import { app, measureOnce, PYTHON } from '../helpers/measuring.ts'

const leaking = (kibPerSecond: number) => ({
  run: [PYTHON, app('leak.py'), String(kibPerSecond)],
  ready: 'log:/ready/',
  soak: '6s',
})

describe('a soak', { timeout: 30_000 }, () => {
  test.concurrent('proves a leak of 20 KiB a second', async () => {
    const { settlement, figures, groups, soakGroups } = await measureOnce(leaking(20))
    expect(settlement.kind).toBe('settled')
    expect(figures.growth).toBeGreaterThan(10 * 1024)
    expect(figures.growth).toBeLessThan(25 * 1024)
    // What it added is seen by the soak's end alone.
    const sum = (bytes: Readonly<Record<string, number>> = {}) =>
      Object.values(bytes).reduce((total, one) => total + one, 0)
    expect(sum(soakGroups) - sum(groups)).toBeGreaterThan(60 * 1024)
  })

  test.concurrent('proves no growth of a program that stands still', async () => {
    const { figures } = await measureOnce(leaking(0))
    expect(figures.growth).toBe(0)
  })

  test.concurrent(
    'starts the workload again until its time is over, and takes its ups and downs for no growth',
    async () => {
      const { figures, events } = await measureOnce({
        run: [
          process.execPath,
          // Its young generation alone would go on growing for longer than this soak.
          '--max-semi-space-size=1',
          '-e',
          `require('http').createServer((q, r) => r.end(JSON.stringify(q.headers))).listen(41977)`,
        ],
        ready: 'tcp:41977',
        workload: `node -e "let n = 0; const get = () => n++ < 200 && require('http').get('http://127.0.0.1:41977', (r) => r.resume().on('end', get)); get()"`,
        soak: '6s',
      })
      expect(events.map(({ event }) => event)).toContain('soaked')
      expect(Math.abs(figures.growth ?? Number.NaN)).toBeLessThan(1024 ** 2)
    },
  )
})
