import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { app, measureOnce, PYTHON } from '../helpers/measuring.ts'
import { findFreePort } from '../helpers/processes.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footprint-gate-conditions-'))
  await writeFile(join(folder, 'old'), '')
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const sh = (script: string) => ['/bin/sh', '-c', script]
const python = (script: string) => [PYTHON, '-c', `import socket, signal, time\n${script}\nsignal.pause()`]
const serve = (...args: (string | number)[]) => [PYTHON, app('serve.py'), ...args.map(String)]
const idle = sh('exec sleep 1000')
const measure = (text: Parameters<typeof measureOnce>[0]) => measureOnce(text, { root: folder })
/** For what a program has to do first: a busy machine may be slow to start it. */
const slow = { 'ready-timeout': '8s' }
/** What is said when the conditions did not hold in their time. */
const refused = (text: Parameters<typeof measureOnce>[0]) =>
  refusalOfAsync(() => measure({ 'ready-timeout': '2s', ...text }))

describe.concurrent('a program is ready', { timeout: 90_000 }, () => {
  test('by udp when it has bound the port', async () => {
    const port = await findFreePort()
    const script = `time.sleep(0.4)\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", ${port}))`
    const run = await measure({ run: python(script), ready: `udp:${port}` })
    expect(run.figures['ready-ms']).toBeGreaterThan(390)
  })

  test.each([
    ['a path', 'path.sock', 'path.sock', ''],
    ['a path from the root', '{}/abs.sock', '{}/abs.sock', ''],
    ['a path, written in another way', './rel.sock', '{}/rel.sock', ''],
    ['an abstract name', '\\0footprint-gate-{}', '@footprint-gate-{}', ''],
    ['datagrams', 'datagram.sock', 'datagram.sock', 'DGRAM'],
  ])('by unix when it listens on %s', async (_, bound, asked, type) => {
    const listen = type === 'DGRAM' ? '' : 's.listen()'
    const address = bound.replace('{}', folder)
    const script = `time.sleep(0.4)\ns = socket.socket(socket.AF_UNIX, socket.SOCK_${type || 'STREAM'}); s.bind("${address}"); ${listen}`
    const run = await measure({ run: python(script), ready: `unix:${asked.replace('{}', folder)}` })
    expect(run.figures['ready-ms']).toBeGreaterThan(390)
  })

  test('by http when the answer has the status that is asked for', async () => {
    const port = await findFreePort()
    const run = await measure({ run: serve(port, '--busy', 1e9), ready: `http://localhost:${port}/ 503` })
    expect(run.settlement.kind).toBe('settled')
  })

  test('by a list when all of them hold, in whatever order they come to', async () => {
    const script = 'echo one; sleep 0.5; : > made; sleep 0.5; echo two; exec sleep 1000'
    const ready = ['log:/two/', 'file:made', 'log:/one/', 'delay:200ms', 'command:test -e made']
    const run = await measure({ run: sh(script), ready })
    expect(run.figures['ready-ms']).toBeGreaterThan(980)
  })

  test('by a list of commands since the last of them has ended', async () => {
    const run = await measure({ run: idle, ready: ['command:true', 'command:sleep 0.3'] })
    expect(run.figures['ready-ms']).toBeGreaterThan(290)
  })
})

describe.concurrent('a program that is not ready', { timeout: 90_000 }, () => {
  test.each([
    ['tcp, where nobody listens', 'tcp:1', 'tcp:1 did not hold: nothing listens there'],
    ['udp, where nobody listens', 'udp:1', 'udp:1 did not hold: nothing listens there'],
    ['unix, where nobody listens', 'unix:no.sock', 'unix:no.sock did not hold: nothing listens there'],
    ['a URL, where nobody listens', 'http://localhost:1/', '/ did not hold: nothing listens there'],
    ['a file that is not there', 'file:no', 'file:no did not hold: there is no such file'],
    ['a file that was there', 'file:old', 'the file was there before the launch, and has not changed since'],
    ['a command that is none', 'command:no-such-probe', 'ended with status 127: command not found'],
    ['a command that fails', 'command:exit 3', 'command:exit 3 ended with status 3'],
    ['a command that takes long', 'command:sleep 30', 'command:sleep 30 has not ended once'],
    ['a delay that takes longer', 'delay:1h', 'delay:1h takes longer than that'],
    ['a program that prints nothing', 'log:/x/', 'log:/x/ did not hold: the program has printed nothing'],
  ])('is told why: %s', async (_, ready, why) => {
    const error = await refused({ run: idle, ready })
    expect(error).toMatchObject({ code: 'never-ready', exitCode: 2 })
    expect(error.message).toContain(`was not ready after 2s: `)
    expect(error.message).toContain(why)
  })

  test('is told how many lines were looked at, and of output that is kept back', async () => {
    const lines = await refused({ ...slow, run: sh('echo one; echo two; exec sleep 1000'), ready: 'log:/x/' })
    expect(lines.message).toContain('did not hold: none of the 2 lines that it printed matches')
    expect(lines.detail).toBe('one\ntwo\n')
    const part = await refused({ ...slow, run: sh('printf x; exec sleep 1000'), ready: 'log:/x/' })
    expect(part.message).toContain('has printed no whole line')
    const buffered = await refused({ ...slow, run: python('print("x")'), ready: 'log:/x/' })
    expect(buffered.hint).toContain('stdbuf -oL')
  })

  test('is told the status of an answer', async () => {
    const [one, two] = [await findFreePort(), await findFreePort()]
    const busy = await refused({ ...slow, run: serve(one, '--busy', 1e9), ready: `http://localhost:${one}/` })
    expect(busy.message).toContain(
      `http://localhost:${one}/ was answered with status 503, not with one below 400`,
    )
    const other = await refused({ ...slow, run: serve(two), ready: `http://localhost:${two}/ 204` })
    expect(other.message).toContain('/ 204 was answered with status 200, not 204')
  })

  test('is told which of several conditions did not hold', async () => {
    const ready = ['log:/up/', 'file:no', 'tcp:1']
    const error = await refused({ ...slow, run: sh('echo up; exec sleep 1000'), ready })
    expect(error.message).toMatch(/8s: file:no did not hold: [^;]*; tcp:1 did not hold: [^;]*$/)
  })

  test('because its pattern never comes to an end is told so, in a list too', async () => {
    const ready = ['file:no', 'log:/^(a+)+$/']
    const run = sh(`printf '%01000d!\\n' 0 | tr 0 a; exec sleep 1000`)
    expect(await refused({ run, ready, 'ready-timeout': '60s' })).toMatchObject({ code: 'slow-pattern' })
  })

  test('because others have its port of udp is told before it is launched', async () => {
    const script = 's = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 0))'
    const { createSocket } = await import('node:dgram')
    const socket = createSocket('udp4')
    onTestFinished(() => void socket.close())
    await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound))
    const error = await refused({ run: python(script), ready: `udp:${socket.address().port}` })
    expect(error).toMatchObject({ code: 'port-occupied' })
    expect(error.message).toContain(`pid ${process.pid} (`)
  })

  test('because others listen on its unix socket is told', async () => {
    const path = join(folder, 'others.sock')
    const server = createServer().listen(path)
    onTestFinished(() => void server.close())
    const error = await refused({ run: idle, ready: `unix:${path}` })
    expect(error.message).toContain(`pid ${process.pid} (`)
    expect(error.message).toContain('listens there, which is none of its processes')
  })
})

describe.concurrent('a workload', { timeout: 90_000 }, () => {
  const writes = 'env | grep ^FOOTPRINT_GATE_ | grep -v _RUN= | sort >'
  const seen = async (name: string) => (await readFile(join(folder, name), 'utf8')).trimEnd().split('\n')

  test('gets the pid of the program and the port of the first condition that names one', async () => {
    const port = await findFreePort()
    const run = sh(`echo $$ > pid; exec ${serve(port).join(' ')}`)
    await measure({ run, ready: ['log:/listening/', `http://localhost:${port}/`], workload: `${writes} a` })
    const pid = (await readFile(join(folder, 'pid'), 'utf8')).trim()
    expect(await seen('a')).toEqual([
      `FOOTPRINT_GATE_DIRECTORY=${folder}`,
      `FOOTPRINT_GATE_PID=${pid}`,
      `FOOTPRINT_GATE_PORT=${port}`,
    ])
  })

  test('gets the pid of a daemon that has taken the place of the program', async () => {
    const port = await findFreePort()
    const workload = 'ls -l /proc/$FOOTPRINT_GATE_PID/exe > exe'
    await measure({ run: serve(port, '--daemon'), ready: `tcp:${port}`, workload })
    expect(await readFile(join(folder, 'exe'), 'utf8')).toContain('python')
  })

  test('gets what the groups of patterns caught, by number and by name', async () => {
    const script = 'echo "v1 listening on 4711"; echo "token a b"; exec sleep 1000'
    const ready = ['log:/(v\\d+) listening on (?<port>\\d+)( x)?/', 'log:/token (?<api_token>.*)/']
    await measure({ run: sh(script), ready, workload: `${writes} b` })
    const others = (await seen('b')).filter((line) => !/_(PID|DIRECTORY)=/.test(line))
    expect(others).toEqual([
      'FOOTPRINT_GATE_1=v1',
      'FOOTPRINT_GATE_2=4711',
      'FOOTPRINT_GATE_4=a b',
      'FOOTPRINT_GATE_API_TOKEN=a b',
      'FOOTPRINT_GATE_PORT=4711',
    ])
  })

  test('gets none of what there is none of, and the program gets nothing of it', async () => {
    const run = sh(`${writes} program; exec sleep 1000`)
    await measure({ run, workload: `${writes} c` })
    expect(await seen('c')).toEqual([
      `FOOTPRINT_GATE_DIRECTORY=${folder}`,
      expect.stringMatching(/^FOOTPRINT_GATE_PID=\d+$/),
    ])
    expect(await readFile(join(folder, 'program'), 'utf8')).toBe('')
    expect(existsSync(join(folder, 'c'))).toBe(true)
  })
})
