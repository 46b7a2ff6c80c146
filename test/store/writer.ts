/** A process of its own that writes a baseline: `update FILE SCENARIO GO`, or holds its lock: `hold FILE`. */
import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { addRecording } from '../../src/store/entries.ts'
import { withFileLock } from '../../src/store/file-lock.ts'
import { updateBaseline } from '../../src/store/file-store.ts'
import { environment, recording, subject } from './samples.ts'

const [action = '', file = '', scenario = '', go = ''] = process.argv.slice(2)
const { signal } = new AbortController()

if (action === 'hold') {
  await withFileLock(file, { timeoutMs: 60_000, signal }, async () => {
    process.stdout.write('held\n')
    await delay(60_000)
  })
} else {
  process.stdout.write('up\n')
  while (!existsSync(go)) await delay(1)
  await updateBaseline(
    file,
    (current) => ({
      baseline: addRecording(current, { scenario, environment, subject, recording }, { keep: 'recent' }),
    }),
    signal,
  )
}
