import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, expect, test } from 'vitest'
import { runCli } from '../../src/cli/run-cli.ts'

interface Called {
  readonly stdout: string
  readonly stderr: string
}

interface Around {
  /** Of stdout. */
  readonly stream?: { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number }
  /** Called whenever something was written to stdout. */
  readonly onOutput?: (said: Called, source: EventEmitter, stdout: PassThrough) => void
}

/** Calls the command line as a process would. */
async function call(args: readonly string[], { stream = {}, onOutput }: Around = {}) {
  const source = new EventEmitter()
  const said = { stdout: '', stderr: '' }
  const [stdout, stderr] = (['stdout', 'stderr'] as const).map((name) =>
    new PassThrough().on('data', (part: Buffer) => {
      said[name] += part.toString()
    }),
  )
  if (stdout === undefined || stderr === undefined) throw new Error('no streams')
  stdout.on('data', () => onOutput?.(said, source, stdout))
  const exitCode = await runCli({
    argv: ['node', 'footprint-gate', ...args],
    env: {},
    stdout: Object.assign(stdout, stream),
    stderr,
    cwd: () => folder,
    on: (signal, handler) => source.on(signal, handler),
    off: (signal, handler) => source.off(signal, handler),
  })
  return { exitCode, ...said }
}

const folder = mkdtempSync(join(tmpdir(), 'footprint-gate-show-'))
afterAll(() => rmSync(folder, { recursive: true }))

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
  const { exitCode, stdout, stderr } = await call(['show', other, '--no-tree'])
  expect(stderr).toBe('')
  expect(stdout).toMatch(new RegExp(`^${other} \\(.+\\) has [\\d.,]+ (?:MiB|KiB) of writable memory\n`))
  expect(stdout).toMatch(/^ {2}rw-p {2}data \(malloc, mmap\) +[\d,]+/m)
  expect(stdout).toMatch(/^total( +[\d,]+){5}$/m)
  expect(exitCode).toBe(0)
})

test('show writes the contract as JSON, to stdout alone or to a file beside the table', async () => {
  const { exitCode, stdout } = await call(['show', other, '--no-tree', '--json', '-'])
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
  const beside = await call(['show', other, '--no-tree', '--json', file])
  expect(beside.stdout).toContain('Mapped memory')
  expect((JSON.parse(readFileSync(file, 'utf8')) as ShowJson).schema).toBe('footprint-gate/show@1')
})

test.each([
  [['show'], /missing required argument/],
  [['show', 'no-such-program-anywhere'], /no program called "no-such-program-anywhere" runs/],
  [['show', '4194305'], /there is no process 4194305/],
  [
    ['show', other, '--by', 'size'],
    /--by cannot be "size"\nUse one of: permissions, process, group, library, mapping/,
  ],
  [['show', other, '--watch', 'soon'], /--watch cannot be "soon"\nUse a duration .+ at least 100ms/],
  [['show', other, '--watch', '1ms'], /--watch cannot be "1ms"/],
  [['show', other, '--against', 'nowhere.json'], /cannot read the result .+nowhere.json[^]+show --json FILE/],
  [['show', other, '--json', '/no/such\0/file'], /cannot write the report/],
])('%j is wrong use', async (args, message) => {
  const { exitCode, stdout, stderr } = await call(args)
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/^ +at /m)
  expect(stdout).toBe('')
  expect(exitCode).toBe(2)
})

const alone = ['show', other, '--no-tree']

test('show --watch prints a block a reading until Ctrl-C, which is how it ends', async () => {
  const { exitCode, stdout, stderr } = await call([...alone, '--watch', '100ms'], {
    onOutput: ({ stdout: so }, source) => {
      if (so.split('of writable memory').length > 3) source.emit('SIGINT')
    },
  })
  expect(stdout).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n/)
  expect(stdout.match(/Z: (?:±0 B|[+-][\d.,]+ \w+) since the first reading\n/g)).toHaveLength(2)
  expect(stdout.match(/^Anonymous memory$/gm)).toHaveLength(3)
  expect(stdout).not.toContain('\u001b')
  expect(stderr).toBe('')
  expect(exitCode).toBe(0)
})

test('show --watch draws in place on a terminal, no more than it holds, and leaves the last reading whole', async () => {
  let drawn = ''
  const { exitCode, stdout } = await call([...alone, '--watch', '100ms'], {
    stream: { isTTY: true, columns: 80, rows: 12 },
    onOutput: ({ stdout: so }, source) => {
      if (!/Z: .+ since the first reading/.test(so) || source.listenerCount('SIGINT') === 0 || drawn !== '')
        return
      drawn = so
      source.emit('SIGINT')
    },
  })
  expect(exitCode).toBe(0)
  expect(drawn).toMatch(/\d+ more/)
  expect(drawn).not.toContain('[heap]')
  // What is left on the terminal is whole.
  expect(stdout.slice(drawn.length)).toContain('Anonymous memory')
})

test('show --watch ends when its reader has gone, and when it is told to', async () => {
  const gone = await call([...alone, '--watch', '100ms'], {
    onOutput: (_, __, stdout) => {
      if (!stdout.destroyed) stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    },
  })
  expect(gone).toMatchObject({ exitCode: 0, stderr: '' })
  const told = await call([...alone, '--watch', '100ms'], {
    onOutput: (_, source) => void source.emit('SIGTERM'),
  })
  expect(told).toMatchObject({ exitCode: 143, stderr: '' })
})

test('show --watch ends with the processes', async () => {
  const child = spawn('/bin/sleep', ['1000'], { stdio: 'ignore' })
  const { exitCode, stderr } = await call(['show', String(child.pid), '--watch', '100ms'], {
    onOutput: () => child.kill('SIGKILL'),
  })
  expect(stderr).toContain('the processes have ended')
  expect(exitCode).toBe(0)
})

test('show --against says what differs from an earlier --json, and --json has it', async () => {
  await call([...alone, '--json', 'before.json'])
  const file = join(folder, 'before.json')
  const earlier = JSON.parse(readFileSync(file, 'utf8')) as ShowJson
  const groups = [...earlier.groups.slice(1), { group: 'libgone.so.1', kind: 'library', writable: 8192 }]
  writeFileSync(file, JSON.stringify({ ...earlier, groups }))
  const { exitCode, stdout } = await call([...alone, '--against', 'before.json', '--json', 'after.json'])
  expect(stdout).toMatch(/against before\.json/)
  expect(stdout).toMatch(/^ +\+.+ new +0 B → /m)
  expect(stdout).toMatch(/-8 KiB +gone .+ libgone\.so\.1$/m)
  expect(exitCode).toBe(0)
  const after = JSON.parse(readFileSync(join(folder, 'after.json'), 'utf8')) as {
    readonly against: { readonly groups: readonly object[] }
  }
  expect(after.against.groups).toContainEqual({
    ...{ group: 'libgone.so.1', base: 8192, head: 0, delta: -8192, state: 'gone' },
  })
})

test.each([
  ['{}', /is not what "show --json" writes: schema: missing/],
  ['{"schema": "footprint-gate/result@1"}', /schema: expected "footprint-gate\/show@1"/],
  ['{"schema": "footprint-gate/show@1", "processes": [], "unreadable": [], "groups": []}', /total: missing/],
  ['not JSON', /is not valid JSON/],
  ['', /it is empty/],
])('show --against %j is refused', async (text, message) => {
  writeFileSync(join(folder, 'bad.json'), text)
  const { exitCode, stdout, stderr } = await call([...alone, '--against', 'bad.json'])
  expect(stderr).toMatch(message)
  expect(stderr).toContain('Name a file that "show --json FILE" wrote')
  expect(stdout).toBe('')
  expect(exitCode).toBe(2)
})
