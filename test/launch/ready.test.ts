import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { LaunchedProgram } from '../../src/launch/program.ts'
import type { Run } from '../../src/model/run.ts'
import { createProbe } from '../../src/launch/ready.ts'
import { readMachine } from '../../src/launch/machine.ts'
import { quietWorld } from '../helpers/world.ts'
import { createProcFiles } from '../../src/proc/files.ts'
import { readStat } from '../../src/proc/tree.ts'
import { app, measureOnce, PYTHON } from '../helpers/measuring.ts'
import { findFreePort, waitFor } from '../helpers/processes.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'
import { scenarioOf } from '../verdict/cases.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footprint-gate-ready-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const serve = (...args: (string | number)[]) => [PYTHON, app('serve.py'), ...args.map(String)]
const sh = (script: string) => ['/bin/sh', '-c', script]
const path = (name: string) => join(folder, name)

/** When the program was ready, in milliseconds since its launch. */
function readyAt({ events }: Run): number {
  return events.find(({ event }) => event === 'ready')?.atMs ?? Number.NaN
}

async function listen(port: number): Promise<Server> {
  return new Promise((listening, fail) => {
    const server = createServer().on('error', fail)
    server.listen(port, '127.0.0.1', () => listening(server))
  })
}

// Most of a run is waiting: these wait together.
describe.concurrent('a program is ready', { timeout: 90_000 }, () => {
  test('by tcp when it listens on the port', async () => {
    const port = await findFreePort()
    const run = await measureOnce({ run: serve(port), ready: `tcp:${port}` })
    expect(run.settlement.kind).toBe('settled')
    expect(run.figures['ready-ms']).toBe(Math.round(readyAt(run)))
    expect(run.events.map(({ event }) => event)).toEqual(['launched', 'ready', 'steady'])
  })

  test('by tcp when a child of it listens on the port', async () => {
    const port = await findFreePort()
    const run = await measureOnce({ run: sh(`${serve(port).join(' ')} & wait`), ready: `tcp:${port}` })
    expect(run.figures.processes).toBe(2)
  })

  test('by tcp when its daemon listens, though the program itself has ended with status 0', async () => {
    const port = await findFreePort()
    const run = await measureOnce({ run: serve(port, '--daemon'), ready: `tcp:${port}` })
    expect(run.settlement.kind).toBe('settled')
    expect(run.figures.processes).toBe(1)
    expect(run.figures.writable).toBeGreaterThan(4e6)
  })

  test('by tcp when its first thread has ended and another listens', async () => {
    const port = await findFreePort()
    const run = await measureOnce({ run: serve(port, '--thread'), ready: `tcp:${port}` })
    expect(run.settlement.kind).toBe('settled')
    expect(run.gaps).toEqual([])
  })

  test('by http when the answer is below 400, not before', async () => {
    const port = await findFreePort()
    const run = await measureOnce({ run: serve(port, '--busy', 3), ready: `http://127.0.0.1:${port}/up` })
    expect(run.settlement.kind).toBe('settled')
  })

  test('never by http as long as the answer is 503', async () => {
    const port = await findFreePort()
    const error = await refusalOfAsync(() =>
      measureOnce({
        run: serve(port, '--busy', 1e9),
        ready: `http://127.0.0.1:${port}/`,
        'ready-timeout': '6s',
      }),
    )
    expect(error).toMatchObject({ code: 'never-ready', exitCode: 2 })
    // It was asked again and again, where the machine let it.
    expect(error.detail).toMatch(/^listening\n(busy\n)*$/)
  })

  test('by https with a certificate that it signed itself', async ({ skip }) => {
    const pem = path('server.pem')
    try {
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-subj',
          '/CN=localhost',
          '-keyout',
          pem,
          '-out',
          path('cert.pem'),
        ],
        { stdio: 'ignore' },
      )
    } catch {
      skip('openssl is missing: no certificate can be made')
    }
    await writeFile(pem, readFileSync(pem, 'utf8') + readFileSync(path('cert.pem'), 'utf8'))
    const port = await findFreePort()
    const run = await measureOnce({ run: serve(port, '--tls', pem), ready: `https://localhost:${port}/` })
    expect(run.settlement.kind).toBe('settled')
  })

  test('by log when a line matches, and not while the line is not at its end', async () => {
    const go = path('go')
    const script = `printf 'up a'; until [ -e ${go} ]; do sleep 0.01; done; echo nd running; exec sleep 1000`
    let looks = 0
    const run = await measureOnce(
      { run: sh(script), ready: 'log:/^up/' },
      {
        world: {
          onProgress: ({ phase }) => {
            looks += 1
            if (looks === 10) {
              expect(phase).toBe('starting')
              writeFileSync(go, '')
            }
          },
        },
      },
    )
    expect(run.settlement.kind).toBe('settled')
  })

  test('by log when the line was printed before anybody looked, and much after it', async () => {
    const script = 'echo up; head -c 300000 /dev/zero | tr "\\0" "\\n"; exec sleep 1000'
    const run = await measureOnce({ run: sh(script), ready: 'log:/^up$/' })
    expect(run.settlement.kind).toBe('settled')
  })

  test('by file when it is written, however old a file there was', async () => {
    await writeFile(path('pid'), 'of yesterday')
    const script = `sleep 0.5; echo $$ > ${path('pid')}; exec sleep 1000`
    const run = await measureOnce({ run: sh(script), ready: 'file:pid' }, { root: folder })
    expect(readyAt(run)).toBeGreaterThan(450)
  })

  test('never by a file that was there before', async () => {
    await writeFile(path('old'), '')
    const error = await refusalOfAsync(() =>
      measureOnce(
        { run: sh('exec sleep 1000'), ready: 'file:old', 'ready-timeout': '500ms' },
        { root: folder },
      ),
    )
    expect(error).toMatchObject({ code: 'never-ready' })
  })

  test('never by a file below something that is no folder, which is no crash of ours', async () => {
    await writeFile(path('plain'), '')
    const error = await refusalOfAsync(() =>
      measureOnce(
        { run: sh('exec sleep 1000'), ready: 'file:plain/x', 'ready-timeout': '300ms' },
        { root: folder },
      ),
    )
    expect(error).toMatchObject({ code: 'never-ready' })
  })

  test('by command when it succeeds in the working directory and environment of the program', async () => {
    const run = await measureOnce(
      {
        run: sh('sleep 0.3; : > up; exec sleep 1000'),
        ready: 'command:test -e "$NAME" && test -z "$GITHUB_TOKEN"',
        env: { NAME: 'up' },
      },
      { root: folder, world: { env: { ...process.env, GITHUB_TOKEN: 'secret' } } },
    )
    expect(readyAt(run)).toBeGreaterThan(280)
    // The probe is in no figure.
    expect(run.figures.processes).toBe(1)
  })

  test('by delay when the time has passed', async () => {
    const run = await measureOnce({ run: sh('exec sleep 1000'), ready: 'delay:700ms' })
    expect(readyAt(run)).toBeGreaterThanOrEqual(700)
  })

  test('at a guess where nothing says so, and a warning tells it', async () => {
    const run = await measureOnce({ run: sh('exec sleep 1000') })
    expect(run.settlement.kind).toBe('settled')
    expect(run.warnings).toEqual([{ kind: 'no-ready-condition' }])
    expect(run.figures).not.toHaveProperty('ready-ms')
  })
})

describe('the owner of a port is looked for among the processes of this moment', () => {
  const files = createProcFiles()
  async function isReady(memberPids: number[], now: number[]): Promise<boolean | number> {
    const port = await findFreePort()
    const server = await listen(port)
    onTestFinished(() => void server.close())
    const stats = now.flatMap((pid) => readStat(files, pid) ?? [])
    const condition = { kind: 'tcp', host: 'localhost', port } as const
    const probe = createProbe(
      condition,
      '/',
    )({
      scenario: scenarioOf({}),
      program: { supervisorPid: process.pid } as LaunchedProgram,
      machine: await readMachine(files),
      world: quietWorld({ env: {} }),
      memberPids: () => memberPids,
      tree: {
        scan: () => ({ members: stats, hidden: [], supervisor: null }),
        look: () => null,
        hasLiving: () => stats.length > 0,
        close: () => undefined,
      },
      signal: new AbortController().signal,
    })
    return await probe.holds()
  }

  test.each([
    ['one that has forked away since the latest reading', [process.ppid]],
    ['one whose parent has ended since', [2 ** 22 + 1]],
    ['one before any reading', []],
  ])('%s', async (_which, memberPids) => {
    expect(await isReady(memberPids, [process.pid])).toBe(true)
    expect(await isReady(memberPids, [process.ppid])).toBe(false)
  })
})

describe.concurrent('a port', { timeout: 90_000 }, () => {
  test('that somebody listens on already is an error that names both', async () => {
    const port = await findFreePort()
    const leftover = await listen(port)
    try {
      for (const ready of [`tcp:${port}`, `http://localhost:${port}/`]) {
        const error = await refusalOfAsync(() => measureOnce({ run: serve(port), ready }))
        expect(error).toMatchObject({ code: 'port-occupied', exitCode: 2 })
        expect(error.message).toContain(`port ${port} is occupied before the launch by pid ${process.pid} (`)
        expect(error.hint).toContain('Stop what listens there')
      }
    } finally {
      leftover.close()
    }
  })

  test('that somebody else listens on since the launch does not make the program ready', async () => {
    const port = await findFreePort()
    const started = path('started')
    const measured = refusalOfAsync(() =>
      measureOnce({
        run: sh(`: > ${started}; echo waiting; exec sleep 1000`),
        ready: `tcp:${port}`,
        'ready-timeout': '8s',
      }),
    )
    await waitFor('the launch', () => existsSync(started))
    const impostor = await listen(port)
    try {
      const error = await measured
      expect(error).toMatchObject({ code: 'never-ready', exitCode: 2, detail: 'waiting\n' })
      expect(error.message).toContain(`tcp:${port}`)
      expect(error.message).toContain(`pid ${process.pid} (`)
    } finally {
      impostor.close()
    }
  })
})

describe.concurrent('a program that is not ready', { timeout: 90_000 }, () => {
  test('in time is an error with the end of its output', async () => {
    const error = await refusalOfAsync(() =>
      measureOnce({
        run: sh('echo loading; exec sleep 1000'),
        ready: 'log:/listening/',
        'ready-timeout': '8s',
      }),
    )
    expect(error).toMatchObject({ code: 'never-ready', exitCode: 2, detail: 'loading\n' })
    expect(error.message).toBe(
      'program was not ready after 8s: log:/listening/ did not hold: the only line that it printed does not match',
    )
    expect(error.hint).toContain('ready-timeout')
  })

  test('because its pattern never comes to an end is an error that names the pattern', async () => {
    const started = performance.now()
    const error = await refusalOfAsync(() =>
      measureOnce({
        run: sh(`printf '%01000d!\\n' 0 | tr 0 a; exec sleep 1000`),
        ready: 'log:/^(a+)+$/',
      }),
    )
    expect(error).toMatchObject({ code: 'slow-pattern', exitCode: 2 })
    expect(error.message).toContain('log:/^(a+)+$/')
    expect(performance.now() - started).toBeLessThan(40_000)
  })

  test.each([
    ['exit 0', 'ended with status 0 before it was ready'],
    ['exit 7', 'ended with status 7 before it was ready'],
    ['kill -SEGV $$', 'ended with status 139 (SIGSEGV) before it was ready'],
    ['sleep 1000 & exit 7', 'ended with status 7 before it was ready'],
  ])('because it ends is an error with its status and output: %s', async (script, message) => {
    const started = performance.now()
    const error = await refusalOfAsync(() =>
      measureOnce({ run: sh(`echo "no such table"; ${script}`), ready: 'log:/listening/' }),
    )
    expect(error).toMatchObject({ code: 'exited-early', exitCode: 2 })
    expect(error.message).toContain(message)
    expect(error.detail).toContain('no such table\n')
    expect(performance.now() - started).toBeLessThan(40_000)
  })

  test('because it was killed together with its supervisor is an error too', async () => {
    const error = await refusalOfAsync(() =>
      measureOnce({ run: sh('echo hello; kill -KILL $PPID; exit 1'), ready: 'log:/listening/' }),
    )
    expect(error).toMatchObject({ code: 'exited-early', detail: 'hello\n' })
    expect(error.message).toContain('was killed')
  })
})
