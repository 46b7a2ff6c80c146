import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ScenarioText } from '../../src/config/scenario-text.ts'
import type { World } from '../../src/model/world.ts'
import { app, measure, measureOnce, PYTHON } from '../helpers/measuring.ts'
import { livingOf, pidsIn } from '../helpers/processes.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'

const PAGE = 4096

let parent: string
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'footprint-gate-around-'))
})
afterAll(async () => {
  await rm(parent, { recursive: true })
})

const createFolder = () => mkdtemp(join(parent, 'test-'))
const service = { run: ['/bin/sh', '-c', 'echo up; exec sleep 1000'], ready: 'log:/up/' }
const refused = (draft: ScenarioText, root: string, world: Partial<World> = {}) =>
  refusalOfAsync(() => measureOnce(draft, { root, world }))

describe.concurrent('prepare and cleanup', { timeout: 90_000 }, () => {
  test('keep a run from what the last one has left', async () => {
    const root = await createFolder()
    const hoard = { run: [PYTHON, app('hoard.py')], ready: 'log:/ready/' }
    const levels = async (text: Partial<ScenarioText>) =>
      (await measure({ ...hoard, ...text }, { count: 3, root })).map(({ figures }) => figures.writable ?? 0)
    const [first = 0, , third = 0] = await levels({})
    expect(third - first).toBeGreaterThan(250 * PAGE)
    const alike = await levels({ prepare: 'rm -f dump' })
    expect(Math.max(...alike) - Math.min(...alike)).toBeLessThanOrEqual(PAGE)
    await levels({ cleanup: 'rm dump' })
    expect(existsSync(join(root, 'dump'))).toBe(false)
  })

  test('run around each run, in the directory and with the variables of the program, and are in no figure', async () => {
    const root = await createFolder()
    const note = (what: string) => `echo "${what} $NAME $(date +%s%3N)" >> log`
    const runs = await measure(
      {
        ...service,
        run: ['/bin/sh', '-c', `${note('run')}; echo up; exec sleep 1000`],
        env: { NAME: 'x' },
        prepare: `sleep 4; ${note('prepare')}`,
        cleanup: note('cleanup'),
      },
      { count: 2, root },
    )
    const lines = (await readFile(join(root, 'log'), 'utf8')).trimEnd().split('\n')
    const once = ['prepare x', 'run x', 'cleanup x']
    expect(lines.map((line) => line.replace(/ \d+$/, ''))).toEqual([...once, ...once])
    const times = lines.map((line) => Number(line.split(' ').at(-1)))
    runs.forEach(({ figures }, index) => {
      const [prepared = 0, , cleaned = 0] = times.slice(index * once.length)
      expect(figures['ready-ms']).toBeLessThanOrEqual(cleaned - prepared)
    })
  })

  test('leave nothing behind', async () => {
    const root = await createFolder()
    const leave = 'setsid sleep 1000 > /dev/null & echo $! >> pids; sleep 1000 & echo $! >> pids'
    await measureOnce({ ...service, prepare: leave, cleanup: leave }, { root })
    const pids = pidsIn(join(root, 'pids'))
    expect(pids).toHaveLength(4)
    expect(livingOf(pids)).toEqual([])
  })

  test('fail by their first part that fails, with its output', async () => {
    const root = await createFolder()
    const prepare = '{ echo "no disk" >&2; exit 4; } | cat; touch on'
    const error = await refused({ ...service, prepare, cleanup: 'touch cleaned' }, root)
    expect(error).toMatchObject({ code: 'prepare-failed', exitCode: 2, detail: 'no disk\n' })
    expect(error.message).toBe(`prepare of program failed with status 4: ${prepare}`)
    expect(existsSync(join(root, 'on'))).toBe(false)
    expect(existsSync(join(root, 'cleaned'))).toBe(true)
    expect(await refused({ ...service, cleanup: 'echo stuck; false' }, root)).toMatchObject({
      code: 'cleanup-failed',
      detail: 'stuck\n',
    })
  })

  test('have their time, and are ended after it', async () => {
    const root = await createFolder()
    for (const what of ['prepare', 'cleanup'] as const) {
      const text = { ...service, [what]: 'echo $$ >> slow; exec sleep 1000', 'workload-timeout': '400ms' }
      const error = await refused(text, root)
      expect(error).toMatchObject({ code: `${what}-timed-out`, exitCode: 2 })
      expect(error.message).toContain('had not ended after 400 ms')
    }
    const pids = pidsIn(join(root, 'slow'))
    expect(pids).toHaveLength(2)
    expect(livingOf(pids)).toEqual([])
  })

  test('a cleanup that fails does not hide that the run did', async () => {
    const root = await createFolder()
    const run = ['/bin/sh', '-c', 'echo no such table; exit 7']
    const error = await refused({ run, ready: 'log:/up/', cleanup: 'touch cleaned; false' }, root)
    expect(error).toMatchObject({ code: 'exited-early', detail: 'no such table\n' })
    expect(existsSync(join(root, 'cleaned'))).toBe(true)
  })

  test('a gate that is aborted cleans up, and does not wait for long', async () => {
    const root = await createFolder()
    const controller = new AbortController()
    const reason = new Error('cancelled')
    const measured = measureOnce(
      { ...service, run: ['/bin/sh', '-c', 'sleep 1000'], cleanup: 'echo $$ > cleaned; sleep 1000' },
      { root, world: { signal: controller.signal, onProgress: () => controller.abort(reason) } },
    )
    await expect(measured).rejects.toBe(reason)
    const pids = pidsIn(join(root, 'cleaned'))
    expect(pids).toHaveLength(1)
    expect(livingOf(pids)).toEqual([])
  })

  test('a gate that is aborted while it prepares does not launch the program', async () => {
    const root = await createFolder()
    const controller = new AbortController()
    await writeFile(join(root, 'tell.sh'), 'touch preparing; exec sleep 1000')
    const measured = measureOnce(
      { ...service, run: ['/bin/sh', '-c', 'touch launched; sleep 1000'], prepare: 'sh tell.sh' },
      { root, world: { signal: controller.signal } },
    )
    const reason = new Error('cancelled')
    const watch = setInterval(() => {
      if (existsSync(join(root, 'preparing'))) controller.abort(reason)
    }, 10)
    await expect(measured).rejects.toBe(reason)
    clearInterval(watch)
    expect(existsSync(join(root, 'launched'))).toBe(false)
  })
})

test.skipIf(!existsSync('/usr/bin/redis-server'))(
  'a redis that saves what it holds measures the same in each run with prepare, and does not without',
  { timeout: 120_000 },
  async () => {
    const root = await createFolder()
    const socket = join(root, 's')
    const redis = {
      run: `redis-server --port 0 --unixsocket ${socket} --save '3600 1' --dir .`,
      ready: 'log:/eady to accept/',
      workload: `redis-cli -s ${socket} eval "for i = 1, 20000 do redis.call('rpush', 'l', string.rep('x', 100)) end" 0`,
    }
    const levels = async (text: Partial<ScenarioText>) =>
      (await measure({ ...redis, 'stop-timeout': '10s', ...text }, { count: 2, root })).map(
        ({ figures }) => figures.writable ?? 0,
      )
    const [first = 0, second = 0] = await levels({ prepare: 'rm -f dump.rdb' })
    expect(Math.abs(second - first)).toBeLessThan(0.05 * first)
    expect(readFileSync(join(root, 'dump.rdb')).length).toBeGreaterThan(1000)
    const [, again = 0] = await levels({})
    expect(again - first).toBeGreaterThan(0.2 * first)
  },
)
