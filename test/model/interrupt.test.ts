import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { abortOnSignals, Interrupted } from '../../src/model/interrupt.ts'

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s aborts with itself as the reason, and the exit code of a shell', (signal, exitCode) => {
  const process = new EventEmitter()
  const { signal: abort } = abortOnSignals(process)
  expect(abort.aborted).toBe(false)
  process.emit(signal)
  expect(abort.reason).toBeInstanceOf(Interrupted)
  expect(abort.reason).toMatchObject({ exitCode, message: `stopped by ${signal}` })
})

test('what is released listens no more', () => {
  const process = new EventEmitter()
  const { signal, release } = abortOnSignals(process)
  release()
  expect(process.listenerCount('SIGINT') + process.listenerCount('SIGTERM')).toBe(0)
  process.emit('SIGTERM')
  expect(signal.aborted).toBe(false)
})
