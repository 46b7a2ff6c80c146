import { describe, expect, test } from 'vitest'
import { createProgressLog, printInert } from '../../src/github/log.ts'
import type { Progress } from '../../src/model/progress.ts'
import { obeyedCommands } from '../helpers/runner.ts'

function printed(print: (write: (text: string) => void) => void): string {
  let log = ''
  print((text) => (log += text))
  return log
}

describe('text of others in the log', () => {
  test.each([
    '::error::owned',
    '  ::set-output name=x::y',
    '##[error]owned',
    '::stop-commands::x\n::x::\n::error::y',
  ])('is no command: %j', (text) => {
    const log = printed((write) => printInert(text, write))
    expect(log).toContain(text)
    const after = '::notice::ours'
    // The pause itself is over afterwards: what we say next is obeyed.
    expect(obeyedCommands(`${log}${after}`)).toEqual([after])
  })

  test('is printed between marks that cannot be guessed', () => {
    const marks = [1, 2].map(() => printed((write) => printInert('x', write)).split('\n')[0])
    expect(marks[0]).not.toBe(marks[1])
  })
})

describe('progress in the log', () => {
  const reading = (changes: Partial<Progress>): Progress => ({
    scenario: 'pages',
    kind: 'run',
    run: 1,
    runs: 3,
    phase: 'settling',
    writableBytes: 1024 ** 2,
    elapsedMs: 100,
    ...changes,
  })
  const lines = (log: string) => log.split('\n').filter((line) => line !== '' && !line.startsWith('::'))

  test('is a line for each run, with its last reading', () => {
    const log = printed((write) => {
      const progress = createProgressLog(write)
      progress.onProgress(reading({ kind: 'warm-up', runs: 1, writableBytes: null }))
      for (let elapsedMs = 0; elapsedMs <= 1000; elapsedMs += 50) progress.onProgress(reading({ elapsedMs }))
      progress.onProgress(reading({ run: 2, writableBytes: 2 * 1024 ** 2, elapsedMs: 1500 }))
      progress.end()
    })
    expect(lines(log)).toEqual([
      'pages: warm-up 1 of 1, 0.1 s',
      'pages: run 1 of 3: 1.00 MiB, 1.0 s',
      'pages: run 2 of 3: 2.00 MiB, 1.5 s',
    ])
  })

  test('is nothing where nothing was measured', () => {
    expect(printed((write) => createProgressLog(write).end())).toBe('')
  })
})
