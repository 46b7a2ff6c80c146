import { expect, test } from 'vitest'
import type { Run, RunEvent } from '../../src/model/run.ts'
import { measureOnce } from '../helpers/measuring.ts'

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
