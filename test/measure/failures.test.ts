import { existsSync, mkdirSync, rmdirSync, statSync, writeFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { ScenarioText } from '../../src/config/scenario-text.ts'
import type { World } from '../../src/model/world.ts'
import { measureOnce } from '../helpers/measuring.ts'
import { waitFor } from '../helpers/processes.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footprint-gate-failures-'))
  await writeFile(join(folder, 'text'), 'hello\n')
  await writeFile(join(folder, 'orphan'), '#!/no/such/interpreter\n')
  await chmod(join(folder, 'orphan'), 0o755)
  await mkdir(join(folder, 'bin'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const refused = (draft: ScenarioText, world: Partial<World> = {}) =>
  refusalOfAsync(() => measureOnce(draft, { root: folder, world }))
const sh = (script: string) => ['/bin/sh', '-c', script]

describe('a program that cannot be launched', () => {
  test('is told apart: not found by path, with where it was looked for', async () => {
    const error = await refused({ run: ['./server'] })
    expect(error).toMatchObject({ code: 'command-not-found', exitCode: 2 })
    expect(error.message).toBe('the command "./server" was not found')
    expect(error.hint).toContain(folder)
  })

  test('is told apart: not found by name, whatever else is in PATH', async () => {
    // A folder that is none, one that is not there, an empty one (the working directory), one of no use.
    const path = `${join(folder, 'text')}:/no/such/folder::${join(folder, 'bin')}:/usr/bin:/bin`
    const error = await refused({ run: ['no-such-program'] }, { env: { ...process.env, PATH: path } })
    expect(error).toMatchObject({ code: 'command-not-found' })
    expect(error.hint).toContain('PATH')
    expect(await refused({ run: ['x'.repeat(5000)] })).toMatchObject({ code: 'command-not-found' })
  })

  test('is told apart: found, but not executable, or a folder', async () => {
    const error = await refused({ run: ['./text'] })
    expect(error).toMatchObject({ code: 'command-not-executable', exitCode: 2 })
    expect(error.hint).toContain(`chmod +x ${join(folder, 'text')}`)
    expect(await refused({ run: ['./bin'] })).toMatchObject({ code: 'command-not-executable' })
  })

  test('is told apart: executable, but its interpreter is missing', async () => {
    const error = await refused({ run: ['./orphan'], ready: 'delay:1s' })
    expect(error).toMatchObject({ code: 'exited-early' })
    expect(error.message).toMatch(/status 12[67]/)
    expect(error.detail).toContain('orphan')
  })

  test('is told apart: its working directory is missing, or is none', async () => {
    for (const name of ['missing', 'text']) {
      const error = await refused({ run: ['/bin/true'], 'working-directory': name })
      expect(error).toMatchObject({ code: 'working-directory-missing', exitCode: 2 })
      expect(error.message).toContain(join(folder, name))
    }
  })

  test('is told apart: its arguments are more than the kernel takes', async () => {
    const error = await refused({ run: ['/bin/true', 'x'.repeat(200_000)], until: 'exit' })
    expect(error).toMatchObject({ code: 'cannot-launch', exitCode: 2 })
    expect(error.message).toContain('E2BIG')
    expect(error.message.length).toBeLessThan(1000)
  })
})

describe.concurrent('a program that ends by itself', { timeout: 90_000 }, () => {
  test('must end with status 0', async () => {
    const error = await refused({ run: sh('echo "disk full" >&2; exit 9'), until: 'exit' })
    expect(error).toMatchObject({ code: 'program-failed', exitCode: 2, detail: 'disk full\n' })
    expect(error.message).toContain('status 9')
  })

  test('must end in its time', async () => {
    const error = await refused({
      run: sh('echo busy; exec sleep 1000'),
      until: 'exit',
      'settle-timeout': '8s',
    })
    expect(error).toMatchObject({ code: 'never-ended', exitCode: 2, detail: 'busy\n' })
    expect(error.message).toContain('had not ended after 8s')
  })
})

describe.concurrent('a service that ends while it is measured', { timeout: 90_000 }, () => {
  test('before it came to rest, is an error with its output', async () => {
    const go = join(folder, 'go')
    const error = await refused(
      {
        run: sh(`echo up; until [ -e ${go} ]; do sleep 0.01; done; echo "out of luck"; exit 5`),
        ready: 'log:/up/',
      },
      {
        onProgress: ({ phase }) => {
          if (phase === 'settling') writeFileSync(go, '')
        },
      },
    )
    expect(error).toMatchObject({ code: 'exited-early', exitCode: 2, detail: 'up\nout of luck\n' })
    expect(error.message).toBe('program ended with status 5 while it came to rest')
  })

  test('under its workload, is an error of the program and not of the workload', async () => {
    const script = `trap 'echo "bad request"; exit 4' USR1; echo $$ > pid; echo up; while :; do sleep 0.01; done`
    const error = await refused({
      run: sh(script),
      ready: 'log:/up/',
      'settle-timeout': '300ms',
      workload: 'kill -USR1 $(cat pid); sleep 1000',
    })
    expect(error).toMatchObject({ code: 'exited-early', detail: 'up\nbad request\n' })
    expect(error.message).toContain('under its workload')
  })

  test('under a workload that fails because of it, is an error of the program too', async () => {
    const script = `trap 'exec 4>&-; sleep 0.1; exit 4' USR1; echo $$ > dying; echo up; while :; do sleep 0.01; done`
    const error = await refused({
      run: sh(script),
      ready: 'log:/up/',
      'settle-timeout': '300ms',
      workload: 'kill -USR1 $(cat dying); echo "connection reset"; exit 7',
    })
    expect(error).toMatchObject({ code: 'exited-early', detail: 'up\n' })
    expect(error.message).toBe('program ended with status 4 under its workload')
  })

  test('at the end of its input, is told that it has none', async () => {
    const error = await refused({ run: ['/bin/cat'], ready: 'log:/up/' })
    expect(error.message).toBe('program ended with status 0 before it was ready')
    expect(error.hint).toMatch(/^It has no input/)
  })

  test('by SIGKILL, is told whose it was not', async () => {
    const error = await refused({ run: sh('kill -KILL $$'), ready: 'log:/up/' })
    expect(error.message).toContain('status 137 (SIGKILL)')
    expect(error.hint).toContain('killed nothing for lack of memory')
  })

  test('by SIGKILL of the kernel, is told that memory ran out', async ({ skip }) => {
    const group = '/sys/fs/cgroup/memory/footprint-gate-test'
    try {
      mkdirSync(group, { recursive: true })
      writeFileSync(`${group}/memory.limit_in_bytes`, '32M')
    } catch {
      skip('no memory cgroup of version 1 that this user may make')
    }
    onTestFinished(async () => {
      await waitFor('the end of the cgroup', () => {
        try {
          rmdirSync(group)
          return true
        } catch {
          return false
        }
      })
    })
    const eat = 'kept = bytearray(256 * 1024 * 1024)'
    const script = `echo $$ >${group}/cgroup.procs; /usr/bin/python3 -c '${eat}'; exit $?`
    for (const text of [{ ready: 'log:/up/' }, { until: 'exit' }]) {
      const error = await refused({ run: sh(script), ...text })
      expect(error.message).toContain('status 137 (SIGKILL)')
      expect(error.hint).toMatch(/the kernel killed .* for lack of memory/)
    }
  })

  test('under its workload, is seen at once, however dear its readings are', async () => {
    const died = join(folder, 'died')
    const error = await refused({
      run: [
        '/usr/bin/python3',
        '-c',
        'import os, signal\nb = b"x" * (300 << 20)\nopen("big-pid", "w").write(str(os.getpid()))\nprint("up", flush=True)\nsignal.pause()',
      ],
      ready: 'log:/up/',
      'settle-timeout': '300ms',
      // It lives long enough for the next reading to be far away.
      workload: `sleep 1; touch ${died}; kill -KILL $(cat big-pid); sleep 1000`,
    })
    expect(Date.now() - statSync(died).mtimeMs).toBeLessThan(2500)
    expect(error).toMatchObject({ code: 'exited-early' })
    expect(error.message).toContain('status 137')
  })

  test('and makes its workload fail, is what went wrong', async () => {
    const error = await refused({
      run: sh('echo $$ > victim-pid; echo up; while :; do sleep 0.01; done'),
      ready: 'log:/up/',
      'settle-timeout': '300ms',
      workload: 'kill -KILL $(cat victim-pid); echo "connection reset"; exit 7',
    })
    expect(error).toMatchObject({ code: 'exited-early' })
    expect(error.detail).not.toContain('connection reset')
    expect(error.message).toContain('under its workload')
  })
})

describe.concurrent('a workload', { timeout: 90_000 }, () => {
  const service = { run: sh('echo up; exec sleep 1000'), ready: 'log:/up/' }

  test('that fails is an error with its command and output', async () => {
    const error = await refused({ ...service, workload: 'echo "connection refused"; exit 7' })
    expect(error).toMatchObject({ code: 'workload-failed', exitCode: 2, detail: 'connection refused\n' })
    expect(error.message).toContain('with status 7: echo "connection refused"; exit 7')
  })

  test('that is no command is an error with what the shell says', async () => {
    const error = await refused({ ...service, workload: 'no-such-load --fast' })
    expect(error).toMatchObject({ code: 'workload-failed' })
    expect(error.detail).toContain('not found')
  })

  test('fails by its first line that fails, whatever comes after it', async () => {
    const error = await refused({ ...service, workload: 'python3 no-such-load.py\necho "it is done"' })
    expect(error).toMatchObject({ code: 'workload-failed', exitCode: 2 })
    expect(error.detail).toContain('no-such-load.py')
    expect(error.detail).not.toContain('it is done')
  })

  test('fails by any part of a pipe that fails', async () => {
    const error = await refused({ ...service, workload: '{ echo "refused" >&2; exit 4; } | cat' })
    expect(error).toMatchObject({ code: 'workload-failed', detail: 'refused\n' })
    expect(error.message).toContain('with status 4')
  })

  test('of which a reader ended too early is told so', async () => {
    const error = await refused({ ...service, workload: 'yes | head -n 1' })
    expect(error.message).toContain('with status 141 (SIGPIPE)')
    expect(error.hint).toContain('head')
  })

  test('fails by its first line that fails where there is no bash, too', async () => {
    const bin = await mkdtemp(join(folder, 'no-bash-'))
    for (const tool of ['setarch', 'prlimit', 'sleep', 'ls'])
      for (const place of ['/usr/bin', '/bin'])
        if (existsSync(join(place, tool)) && !existsSync(join(bin, tool)))
          await symlink(join(place, tool), join(bin, tool))
    const error = await refused(
      { ...service, workload: 'ls no-such-file\necho "it is done"' },
      { env: { ...process.env, PATH: bin } },
    )
    expect(error).toMatchObject({ code: 'workload-failed' })
    expect(error.detail).toContain('no-such-file')
    expect(error.detail).not.toContain('it is done')
  })

  test('is left to decide what may fail', async () => {
    const workload = 'if false; then :; fi; ! false; false || echo tolerated; yes | head -n 1 || true'
    const run = await measureOnce({ ...service, workload })
    expect(run.settlement.kind).toBe('settled')
  })

  test('that does not end is an error, and is ended', async () => {
    const error = await refused({ ...service, workload: 'sleep 1000', 'workload-timeout': '300ms' })
    expect(error).toMatchObject({ code: 'workload-timed-out', exitCode: 2 })
    expect(error.message).toContain('had not ended after 300 ms')
    expect(error.hint).toContain('workload-timeout')
  })
})

describe.concurrent('a program that never comes to rest', { timeout: 90_000 }, () => {
  test('has no figures, and is named by what it does', async () => {
    const grow =
      'import time\nkept = []\nprint("up", flush=True)\nwhile True: kept.append(b"x" * 100000); time.sleep(0.01)'
    const run = await measureOnce({
      run: ['/usr/bin/python3', '-c', grow],
      ready: 'log:/up/',
      'settle-timeout': '2500ms',
    })
    // On a busy machine there may be too few readings to tell that it creeps.
    expect(['creeping', 'noisy', 'unread']).toContain(run.settlement.kind)
    expect(run.figures).toEqual({})
  })

  test('because its processes come and go is not at rest either', async () => {
    const run = await measureOnce({
      run: sh('echo up; while :; do sleep 0.3; done'),
      ready: 'log:/up/',
      'settle-timeout': '2s',
    })
    expect(run.settlement.kind).not.toBe('settled')
    expect(run.figures).toEqual({})
  })
})
