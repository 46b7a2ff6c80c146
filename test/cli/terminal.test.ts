import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { columnsOf, createTerminal } from '../../src/cli/terminal.ts'
import { Interrupted } from '../../src/model/interrupt.ts'

interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
}

/** A process with streams of these kinds. */
function fakeProcess(stdout: Stream = {}, stderr: Stream = {}, env: Readonly<Record<string, string>> = {}) {
  const source = new EventEmitter()
  const process = {
    argv: [],
    env,
    stdout: Object.assign(new PassThrough(), stdout),
    stderr: Object.assign(new PassThrough(), stderr),
    cwd: () => '/here',
    on: (signal: string, handler: () => void) => source.on(signal, handler),
    off: (signal: string, handler: () => void) => source.off(signal, handler),
  }
  return { source, process }
}

const tty = { isTTY: true, columns: 100 }
const terminalOf = (...world: Parameters<typeof fakeProcess>) => createTerminal(fakeProcess(...world).process)

describe('the terminal', () => {
  test('has colour and a live line where a person watches, each stream by itself', () => {
    expect(terminalOf(tty, tty).color).toEqual({ stdout: true, stderr: true })
    expect(terminalOf(tty, tty).live).not.toBeNull()
    expect(terminalOf({}, tty).color).toEqual({ stdout: false, stderr: true })
    expect(terminalOf({}, tty).live).not.toBeNull()
    expect(terminalOf(tty, {}).live).toBeNull()
  })

  test.each<[Readonly<Record<string, string>>, boolean, boolean]>([
    [{ NO_COLOR: '1' }, false, true],
    [{ NO_COLOR: '' }, true, true],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, false, true],
    [{ TERM: 'dumb' }, false, false],
    [{ TERM: 'dumb', FORCE_COLOR: '1' }, true, false],
  ])('with %j has colour: %s, and a live line: %s', (env, color, live) => {
    const terminal = terminalOf(tty, tty, env)
    expect(terminal.color).toEqual({ stdout: color, stderr: color })
    expect(terminal.live !== null).toBe(live)
  })

  test('is as wide as its stdout, or 80 columns where nobody knows', () => {
    expect(terminalOf({ isTTY: true, columns: 132 }).width).toBe(132)
    expect(terminalOf().width).toBe(80)
    expect(columnsOf({ columns: 0 })).toBe(80)
    expect(terminalOf(tty, { isTTY: true, columns: 0 }).live).toBeNull()
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('aborts on %s, until it is closed', (signal, exitCode) => {
    const { source, process } = fakeProcess()
    const terminal = createTerminal(process)
    source.emit(signal)
    expect(terminal.signal.aborted).toBe(true)
    expect(terminal.signal.reason).toBeInstanceOf(Interrupted)
    expect(terminal.signal.reason).toMatchObject({ exitCode })
    terminal.close()
    expect(source.listenerCount(signal)).toBe(0)
  })

  test('knows a result that could not be written from a reader who has gone', () => {
    const { process } = fakeProcess()
    const terminal = createTerminal(process)
    process.stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    expect(terminal.outputError()).toBeNull()
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' })
    process.stdout.emit('error', full)
    expect(terminal.outputError()).toBe(full)
  })
})
