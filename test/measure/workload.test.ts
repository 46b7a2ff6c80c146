import { describe, expect, test } from 'vitest'
import type { Run, RunEvent } from '../../src/model/run.ts'
import { app, measureOnce, PYTHON } from '../helpers/measuring.ts'

const whenDid = (run: Run, event: RunEvent['event']) =>
  run.events.find((noted) => noted.event === event)?.atMs ?? Number.NaN

test('a workload is started when the program has stood still for 0.4 s, at the earliest', async () => {
  const run = await measureOnce({
    run: ['/bin/sh', '-c', 'echo up; exec sleep 1000'],
    ready: 'log:/up/',
    workload: 'true',
  })
  expect(whenDid(run, 'workload-started') - whenDid(run, 'ready')).toBeGreaterThanOrEqual(400)
})

describe('the rest before a workload', { timeout: 30_000 }, () => {
  const warningsOf = async (kibPerSecond: number, restTimeout: string) => {
    const { warnings } = await measureOnce({
      run: [PYTHON, app('leak.py'), String(kibPerSecond)],
      ready: 'log:/ready/',
      workload: 'true',
      'rest-timeout': restTimeout,
      'settle-timeout': '300ms',
    })
    return warnings
  }

  test.concurrent('that is given up is said', async () => {
    expect(await warningsOf(400, '1s')).toEqual([{ kind: 'no-rest-before-workload', waitedMs: 1000 }])
  })

  test.concurrent('that was found needs no word', async () => {
    expect(await warningsOf(0, '20s')).toEqual([])
  })
})
