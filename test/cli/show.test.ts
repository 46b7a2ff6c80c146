import { EventEmitter } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { runCli } from '../../src/cli/run-cli.ts'

/** Calls the command line as a process would. */
async function call(...args: readonly string[]) {
  const source = new EventEmitter()
  const said = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') =>
    Object.assign(
      new PassThrough().on('data', (part: Buffer) => (said[name] += part.toString())),
      {},
    )
  const exitCode = await runCli({
    argv: ['node', 'footprint-gate', ...args],
    env: {},
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    cwd: () => tmpdir(),
    on: (signal, handler) => source.on(signal, handler),
    off: (signal, handler) => source.off(signal, handler),
  })
  return { exitCode, ...said }
}

/** A process that is not this one, nor started by it. */
const other = String(process.ppid)

interface ShowJson {
  readonly schema: string
  readonly pid: number
  readonly processes: readonly { readonly pid: number; readonly command: string; readonly writable: number }[]
  readonly unreadable: readonly number[]
  readonly mapped: readonly { readonly permissions: string; readonly sharedClean: number }[]
  readonly total: { readonly writable: number; readonly privateDirty: number }
  readonly groups: readonly {
    readonly group: string
    readonly writable: number
    readonly privateDirty: number
  }[]
}

test('show prints the table of a process, and its writable memory', async () => {
  const { exitCode, stdout, stderr } = await call('show', other, '--no-tree')
  expect(stderr).toBe('')
  expect(stdout).toMatch(new RegExp(`^${other} \\(.+\\) has [\\d.,]+ (?:MiB|KiB) of writable memory\n`))
  expect(stdout).toMatch(/^ {2}rw-p {2}data \(malloc, mmap\) +[\d,]+/m)
  expect(stdout).toMatch(/^total( +[\d,]+){5}$/m)
  expect(exitCode).toBe(0)
})

test('show writes the contract as JSON, to stdout alone or to a file beside the table', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'footprint-gate-show-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { exitCode, stdout } = await call('show', other, '--no-tree', '--json', '-')
  const result = JSON.parse(stdout) as ShowJson
  expect(exitCode).toBe(0)
  expect(result.schema).toBe('footprint-gate/show@1')
  expect(result.pid).toBe(Number(other))
  expect(result.processes.map(({ pid }) => pid)).toEqual([Number(other)])
  expect(result.unreadable).toEqual([])
  expect(result.total.writable).toBeGreaterThan(0)
  const sum = result.groups.reduce((bytes, { writable }) => bytes + writable, 0)
  expect(Math.abs(sum - result.total.writable)).toBeLessThan(result.groups.length)

  const file = join(folder, 'show.json')
  const beside = await call('show', other, '--no-tree', '--json', file)
  expect(beside.stdout).toContain('Mapped memory')
  expect((JSON.parse(readFileSync(file, 'utf8')) as ShowJson).schema).toBe('footprint-gate/show@1')
})

test.each([
  [['show'], /missing required argument/],
  [['show', 'no-such-program-anywhere'], /no program called "no-such-program-anywhere" runs/],
  [['show', '4194305'], /there is no process 4194305/],
  [
    ['show', other, '--by', 'size'],
    /--by cannot be "size"\nUse one of: permissions, process, library, mapping/,
  ],
  [['show', other, '--json', '/no/such\0/file'], /cannot write the report/],
])('%j is wrong use', async (args, message) => {
  const { exitCode, stdout, stderr } = await call(...args)
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/^ +at /m)
  expect(stdout).toBe('')
  expect(exitCode).toBe(2)
})
