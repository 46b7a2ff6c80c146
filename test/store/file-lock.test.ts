import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { withFileLock } from '../../src/store/file-lock.ts'
import { loadBaseline } from '../../src/store/file-store.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'
import { waitFor } from '../helpers/processes.ts'

let directory: string
let path: string
const children: ChildProcess[] = []
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'footprint-lock-'))
  path = join(directory, 'b.json')
})
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child)
  await rm(directory, { recursive: true, force: true })
})

const { signal } = new AbortController()
const AT_ONCE = { timeoutMs: 0, signal }

/** Another process, once it has said that it is there. */
async function startWriter(...args: readonly string[]): Promise<ChildProcess> {
  const writer = fileURLToPath(new URL('writer.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', writer, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await once(child.stdout, 'data')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

const work = () => Promise.resolve('done')

describe('writers at the same time', () => {
  test('lose nothing of each other, eight processes on one file', { timeout: 120_000 }, async () => {
    const go = join(directory, 'go')
    const names = Array.from({ length: 8 }, (_, index) => `scenario-${index}`)
    const writers = await Promise.all(names.map((name) => startWriter('update', path, name, go)))
    const ends = writers.map((writer) => once(writer, 'exit'))
    await writeFile(go, '')
    expect(await Promise.all(ends)).toEqual(names.map(() => [0, null]))
    expect((await loadBaseline(path))?.entries.map(({ scenario }) => scenario)).toEqual(names)
    expect(await readdir(directory)).toEqual(['b.json', 'go'])
  })

  test('wait for each other within a process, too', async () => {
    let inside = 0
    const most: number[] = []
    const turns = Array.from({ length: 20 }, () =>
      withFileLock(path, { timeoutMs: 20_000, signal }, async () => {
        most.push(++inside)
        await new Promise(setImmediate)
        inside--
      }),
    )
    await Promise.all(turns)
    expect(most).toEqual(turns.map(() => 1))
    expect(await readdir(directory)).toEqual([])
  })
})

describe('a lock that is held', () => {
  test('is waited for so long, and then names itself and its holder', async () => {
    const holder = await startWriter('hold', path)
    const { message, hint } = await refusalOfAsync(() => withFileLock(path, { timeoutMs: 50, signal }, work))
    const said = `${message}\n${hint}`.replaceAll(directory, 'DIR').replaceAll(String(holder.pid), 'PID')
    expect(said).toMatchInlineSnapshot(`
      "cannot write the baseline DIR/b.json: process PID holds its lock DIR/b.json.lock
      Wait for the other record to end and record again. If there is none, delete the lock first. The baseline is unchanged."
    `)
    expect(await readdir(directory)).toEqual(['b.json.lock'])
  })

  test('is taken over when its holder was killed', async () => {
    const holder = await startWriter('hold', path)
    await kill(holder)
    expect(await readdir(directory)).toEqual(['b.json.lock'])
    expect(await withFileLock(path, AT_ONCE, work)).toBe('done')
    expect(await readdir(directory)).toEqual([])
  })

  test('is taken over by one alone of many that find its holder killed', async () => {
    await kill(await startWriter('hold', path))
    let inside = 0
    const turns = Array.from({ length: 10 }, () =>
      withFileLock(path, { timeoutMs: 20_000, signal }, async () => {
        expect(++inside).toBe(1)
        await new Promise(setImmediate)
        inside--
      }),
    )
    await Promise.all(turns)
    expect(await readdir(directory)).toEqual([])
  })

  test('is taken over when its pid is another process by now', async () => {
    const holder = await startWriter('hold', path)
    const [owner = ''] = await readdir(`${path}.lock`)
    await kill(holder)
    // The same name with our own pid: that lives, but started at another time.
    await rm(join(`${path}.lock`, owner))
    await writeFile(join(`${path}.lock`, owner.replace(/^\d+/, String(process.pid))), '')
    expect(await withFileLock(path, AT_ONCE, work)).toBe('done')
  })

  test('is left alone when another machine or container holds it', async () => {
    await mkdir(`${path}.lock`)
    await writeFile(join(`${path}.lock`, '2147483647-1-00000000-00000000'), '')
    const { message } = await refusalOfAsync(() => withFileLock(path, AT_ONCE, work))
    expect(message).toContain('process 2147483647 of another machine or container holds its lock')
    expect(await readdir(`${path}.lock`)).toHaveLength(1)
  })

  test.each([
    ['a file', () => writeFile(`${path}.lock`, 'mine')],
    ['a directory of files', () => mkdir(join(`${path}.lock`, 'mine'), { recursive: true })],
  ])('is left alone when it is %s of somebody else', async (_, make) => {
    await make()
    const { message } = await refusalOfAsync(() => withFileLock(path, AT_ONCE, work))
    expect(message).toContain('something other than footprint-gate holds its lock')
    expect(await readdir(directory)).toEqual(['b.json.lock'])
  })

  test('is not waited for after an abort', async () => {
    await startWriter('hold', path)
    const controller = new AbortController()
    const waiting = withFileLock(path, { timeoutMs: 20_000, signal: controller.signal }, work)
    await waitForWaiter()
    controller.abort(new Error('stopped by SIGINT'))
    await expect(waiting).rejects.toThrow('stopped by SIGINT')
    expect(await readdir(directory)).toEqual(['b.json.lock'])
  })
})

test('a lock is released when the work fails', async () => {
  const failing = withFileLock(path, AT_ONCE, () => Promise.reject(new Error('no space')))
  await expect(failing).rejects.toThrow('no space')
  expect(await readdir(directory)).toEqual([])
})

test('what a killed waiter left is removed', async () => {
  const holder = await startWriter('hold', path)
  const go = join(directory, 'go')
  await writeFile(go, '')
  const waiter = await startWriter('update', path, 'manager', go)
  await waitForWaiter()
  await kill(waiter)
  await kill(holder)
  expect(await readdir(directory)).toHaveLength(3)
  await withFileLock(path, AT_ONCE, work)
  expect(await readdir(directory)).toEqual(['go'])
})

async function waitForWaiter(): Promise<void> {
  await waitFor('the waiter', () => readdirSync(directory).some((name) => name.startsWith('b.json.lock.')))
}
