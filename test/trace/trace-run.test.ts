import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createScenario, type ScenarioText } from '../../src/config/scenario-text.ts'
import { attribute } from '../../src/ledger/attribute.ts'
import { buildImportGraph } from '../../src/ledger/import-graph.ts'
import { createMeasurer } from '../../src/measure/measurer.ts'
import { findPerf } from '../../src/trace/perf.ts'
import { findStrace } from '../../src/trace/strace.ts'
import type { ProbeLine } from '../../src/trace/parse-marks.ts'
import { type Traced, traceRun } from '../../src/trace/trace-run.ts'
import type { StackMeans } from '../../src/model/trace-record.ts'
import type { TraceWish } from '../../src/trace/wishes.ts'
import type { Clock } from '../../src/model/world.ts'
import { PYTHON } from '../helpers/measuring.ts'
import { quietWorld } from '../helpers/world.ts'
import { build, hasCompiler } from '../proc/launched.ts'

const ALL: readonly TraceWish[] = ['perf', 'files', 'imports']

let folder = ''
let perf = ''
let strace = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footprint-trace-'))
  const world = quietWorld()
  const foundPerf = await findPerf(world, folder, 'frame-pointers')
  perf = 'why' in foundPerf ? `perf is ${foundPerf.why} here` : ''
  const foundStrace = await findStrace(world)
  strace = foundStrace === 'found' ? '' : `strace is ${foundStrace.why} here`
  await writeFile(join(folder, 'data.txt'), 'x'.repeat(3_000_000))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function trace(
  text: ScenarioText,
  wishes = ALL,
  { path, clock = quietWorld().clock }: { readonly path?: string; readonly clock?: Clock } = {},
): Promise<Traced> {
  const world = quietWorld({ clock, ...(path !== undefined && { env: { ...process.env, PATH: path } }) })
  const scenario = createScenario(
    { name: 'program', 'stop-timeout': '200ms', ...text },
    { root: folder, budgets: [], nameOf: (key) => key },
  )
  return traceRun(scenario, await createMeasurer(world), world, new Set(wishes))
}

/** Imports a module, reads a file into memory, forks a child that writes to some of it, and says so. */
const PROGRAM = `
import os, sys, time
import html.parser
kept = open('data.txt').read()
print('footprint-gate: mark loaded', flush=True)
if os.fork() == 0:
    mine = bytearray(2_000_000)
    time.sleep(1000)
print('ready', flush=True)
time.sleep(1000)
`
const PYTHON_PROGRAM = { run: [PYTHON, '-c', PROGRAM], ready: 'log:/ready/' } as const

/** Keeps 300 kB more with each signal. */
const LEAK = `
import signal
kept = []
signal.signal(signal.SIGUSR1, lambda *_: kept.append(bytearray(b'x' * 300_000)))
print('ready', flush=True)
while True: signal.pause()
`

/** What nobody knows the place of cannot be relative to it, with a probe as without. */
const RUBY_PROGRAM = `
require_relative 'parts/one'
begin
  eval('require_relative "parts/one"')
rescue LoadError => error
  puts error.message
end
$stdout.flush
sleep
`

const pagesOf = ({ record }: Traced) =>
  record.processes.flatMap(({ mappings }) => mappings.flatMap(({ pages }) => [...pages]))

test('a traced run that is over waits for nothing: whoever asked for it can end', async () => {
  const { clock } = quietWorld()
  let waiting = 0
  const sleep: Clock['sleep'] = async (...args) => {
    waiting += 1
    await clock.sleep(...args)
    waiting -= 1
  }
  await trace({ run: ['/bin/sleep', '1000'], ready: 'delay:10ms' }, [], { clock: { ...clock, sleep } })
  await setImmediate()
  expect(waiting).toBe(0)
})

describe.skipIf(!existsSync(PYTHON))('a traced run of Python', { timeout: 60_000 }, () => {
  test('has a fault for each page that is there, and tells what it did meanwhile', async ({ skip }) => {
    if (perf !== '') return skip(perf)
    const before = new Set(readdirSync(tmpdir()))
    const traced = await trace(PYTHON_PROGRAM)
    const { record, run } = traced
    expect(record.means).toEqual(expect.arrayContaining(['perf', 'probe:cpython', 'output-marks']))
    expect(record.lostFaults).toBe(0)
    const touched = new Set(
      record.events.flatMap((event) =>
        event.kind === 'fault' ? [event.address - (event.address % 4096)] : [],
      ),
    )
    const unseen = pagesOf(traced).filter((page) => !touched.has(page))
    // Of each process, the page that execve wrote before anything ran; without rights to see faults of the kernel, more.
    if (record.kernelFaults === true) expect(unseen.length).toBeLessThanOrEqual(4)
    expect(record.processes.map(({ parent }) => parent === 0)).toEqual([true, false])
    const imports = record.events.flatMap((event) => (event.kind === 'begin' ? [event.name] : []))
    expect(imports).toEqual(expect.arrayContaining(['html.parser', 'html']))
    const opened = record.events.flatMap((event) => (event.kind === 'open' ? [event.file] : []))
    expect(opened.some((file) => file.endsWith('data.txt'))).toBe(true)
    const marks = record.events.flatMap((event) => (event.kind === 'mark' ? [event.name] : []))
    expect(marks).toEqual(expect.arrayContaining(['loaded', 'ready', 'steady']))
    const times = record.events.map(({ t }) => t)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times.at(-1)).toBeLessThanOrEqual(record.snapshotAt)
    const sum = record.processes.reduce((total, { writable }) => total + writable, 0)
    expect(Math.abs(sum - (run.figures.writable ?? 0))).toBeLessThanOrEqual(16 * 1024)
    const left = readdirSync(tmpdir()).filter(
      (name) => !before.has(name) && /^(footprint-gate|perf)-/.test(name),
    )
    expect(left.filter((name) => name.includes(`-${process.pid}-`) || name.startsWith('perf-'))).toEqual([])
  })

  test('has who imports whom, once each, also where it was there already', async () => {
    await mkdir(join(folder, 'pack'))
    await writeFile(join(folder, 'pack/__init__.py'), '')
    await writeFile(join(folder, 'pack/one.py'), 'from . import two\nimport other')
    await writeFile(join(folder, 'other.py'), '')
    await writeFile(join(folder, 'pack/two.py'), 'import importlib\nimportlib.import_module("other")')
    const program = `
import other, time
from pack import one
for _ in range(1000):
    import other
print('ready', flush=True)
time.sleep(1000)`
    const run = [PYTHON, '-c', program] as const
    const { record } = await trace({ run, ready: 'log:/ready/', env: { PYTHONPATH: folder } }, ['imports'])
    const told = record.events.flatMap((event) =>
      event.kind === 'ask' ? event.modules.map((name) => `${event.importer} ${name}`) : [],
    )
    expect(told.filter((each) => / (other|pack.*)$/.test(each))).toEqual([
      '__main__ other',
      ...['__main__ pack', '__main__ pack.one', 'pack.one pack', 'pack.one pack.two', 'pack.one other'],
    ])
    const { places, successors } = buildImportGraph(record.events)
    const other = places.get('other') ?? -1
    const importers = ['pack.one', 'pack.two'].map((name) => successors[places.get(name) ?? -1] ?? [])
    expect(importers.map((imported) => imported.includes(other))).toEqual([true, true])
    expect(successors[0]).toContain(other)
  })

  test('has the reads of files from strace', async ({ skip }) => {
    if (perf !== '') return skip(perf)
    if (strace !== '') return skip(strace)
    const { record } = await trace(PYTHON_PROGRAM, ['perf', 'files'])
    expect(record.means).toEqual(['perf', 'strace', 'output-marks'])
    const read = record.events
      .filter((event) => event.kind === 'read' && event.file.endsWith('data.txt'))
      .reduce((total, event) => total + (event.kind === 'read' ? event.length : 0), 0)
    expect(read).toBe(3_000_000)
  })

  test('goes on through a soak: what was made in it and stays is a leak', async ({ skip }) => {
    if (perf !== '') return skip(perf)
    const leaky = { run: [PYTHON, '-c', LEAK], ready: 'log:/ready/' } as const
    const workload = 'kill -USR1 "$FOOTPRINT_GATE_PID"; sleep 0.1'
    const { record, soaked } = await trace({ ...leaky, workload, soak: '1s' }, ['perf'])
    if (soaked === null) throw new Error('it was not soaked')
    expect(soaked.snapshotAt - record.snapshotAt).toBeGreaterThanOrEqual(1e9)
    const steady = attribute(record).total.writable
    const leak = attribute(soaked, { since: record.snapshotAt })
    // The workload ran before the steady point, too; in the soak, at least once.
    expect(leak.total.writable).toBeGreaterThanOrEqual(290_000)
    expect(leak.coverage.accounted).toBe(leak.total.writable)
    expect(leak.spans.find(({ self }) => self > 290_000)).toMatchObject({ kind: 'phase', name: 'steady' })
    const growth = attribute(soaked).total.writable - steady
    expect(leak.total.writable).toBeGreaterThanOrEqual(growth)
    expect((await trace(leaky, ['perf'])).soaked).toBeNull()
  })

  test('watched by nothing still has the pages', async () => {
    const traced = await trace(PYTHON_PROGRAM, [])
    expect(traced.record).toMatchObject({ means: ['output-marks'], lostFaults: 0 })
    expect(traced.record.events.every(({ kind }) => kind === 'mark')).toBe(true)
    expect(traced.lacks).toEqual([])
    expect(pagesOf(traced).length).toBeGreaterThan(1000)
  })
})

test.skipIf(!hasCompiler)(
  'what a child has copied and left as it was, the two could share; that was read and made no fault',
  async ({ skip }) => {
    const { record, run } = await trace({ run: [build('twins')], ready: 'log:/ready/' }, ['perf'])
    const [parent, child] = record.processes.toSorted((a, b) => a.parent - b.parent)
    expect(parent?.shareable).toBe(0)
    // Beside the 40 pages, such as what both have written of their stacks and of the C library.
    const spare = (child?.shareable ?? 0) / 4096
    expect(spare).toBeGreaterThanOrEqual(40)
    expect(spare).toBeLessThan(40 + 24)
    const ledger = attribute(record)
    expect(ledger.processes.map(({ shareableBytes }) => shareableBytes)).toEqual([0, spare * 4096])
    const later = attribute(record, { since: 0 }).processes
    expect(later.every((process) => process.shareableBytes === undefined)).toBe(true)
    if (perf !== '') return skip(perf)
    // All that the figure counts was there before anybody looked.
    expect(ledger.total.writable).toBe(run.figures.writable)
  },
)

test.skipIf(!hasCompiler)(
  'dwarf finds the callers that no frame pointer names, and each page its function',
  { timeout: 60_000 },
  async ({ skip }) => {
    if (perf !== '') return skip(perf)
    const program = { run: [build('callers')], ready: 'log:/ready/' } as const
    const pagesBelow = async (wish: StackMeans) => {
      const { record } = await trace(program, ['perf', wish])
      const { stacks, coverage } = attribute(record)
      if (stacks === null) throw new Error('no stacks')
      expect(coverage.stackMeans).toBe(wish)
      const pages = { fill: 0, cache: 0, parse: 0 }
      for (const [parent, frame, self] of stacks.nodes) {
        const path = [stacks.frames[frame]?.name]
        for (let at = stacks.nodes[parent]; at !== undefined; at = stacks.nodes[at[0]])
          path.push(stacks.frames[at[1]]?.name)
        for (const name of ['fill', 'cache', 'parse'] as const)
          if (path.includes(name)) pages[name] += self / 4096
      }
      return pages
    }
    for (const means of ['dwarf', 'both'] as const) {
      const pages = await pagesBelow(means)
      expect(pages.fill).toBe(7680)
      // Up to 16 faults before a sample are taken for its own.
      expect(Math.abs(pages.cache - 5120)).toBeLessThanOrEqual(16)
      expect(pages.parse).toBe(7680 - pages.cache)
    }
    expect(await pagesBelow('frame-pointers')).toEqual({ fill: 7680, cache: 0, parse: 0 })
  },
)

test(
  'a traced run of Node has each module once, from where its source is read',
  { timeout: 60_000 },
  async ({ skip }) => {
    await writeFile(join(folder, 'large.cjs'), `module.exports = 1 //${'x'.repeat(8_000_000)}`)
    await writeFile(join(folder, 'small.json'), '{}')
    await writeFile(
      join(folder, 'main.cjs'),
      `require('./large.cjs'); require('./small.json'); console.log('ready'); setInterval(() => {}, 1e6)`,
    )
    const traced = await trace({ run: [process.execPath, 'main.cjs'], ready: 'log:/ready/' })
    const told = traced.marks.flatMap((mark) => ('name' in mark ? [`${mark.kind} ${mark.name}`] : []))
    expect(told.filter((each) => each.endsWith('json') || each.endsWith('.cjs'))).toEqual([
      ...['begin main.cjs', 'begin large.cjs', 'end large.cjs'],
      ...['begin small.json', 'end small.json', 'end main.cjs'],
    ])
    if (perf !== '') return skip(perf)
    const { spans } = attribute(traced.record)
    const faultsOf = (module: string) => spans.find(({ name }) => name === module)?.faults ?? 0
    // Its text was read into memory of its own.
    expect(faultsOf('large.cjs')).toBeGreaterThan(8_000_000 / 4096)
    expect(faultsOf('main.cjs')).toBeLessThan(1000)
  },
)

test.skipIf(spawnSync('ruby', ['--version']).status !== 0)(
  'a traced run of Ruby has what is required, also by a path relative to the file',
  { timeout: 60_000 },
  async () => {
    await mkdir(join(folder, 'parts'))
    await writeFile(join(folder, 'main.rb'), RUBY_PROGRAM)
    await writeFile(join(folder, 'parts/one.rb'), 'require_relative "../two"')
    await writeFile(join(folder, 'two.rb'), 'require "set"')
    const run = ['ruby', 'main.rb'] as const
    const { marks } = await trace({ run, ready: 'log:/cannot infer basepath/' }, ['imports'])
    const tell = (mark: ProbeLine) =>
      'name' in mark ? [`${mark.kind} ${mark.name.replace(`${folder}/`, '')}`] : []
    const told = marks.flatMap(tell)
    const own = told.filter((each) => / (parts\/one|two|set)$/.test(each))
    expect(own.slice(0, 3)).toEqual(['begin parts/one', 'begin two', 'begin set'])
    expect(own.slice(-3)).toEqual(['end set', 'end two', 'end parts/one'])
  },
)

describe.skipIf(!existsSync(PYTHON))('without perf', { timeout: 60_000 }, () => {
  /** A folder with all that a launch needs, and a perf that does as it is told, or none. */
  async function pathWith(perfScript: string | null): Promise<string> {
    const bin = join(folder, `bin-${String(perfScript?.length)}`)
    await mkdir(bin)
    for (const tool of ['sh', 'env', 'setarch', 'prlimit', 'setsid', 'mkfifo', 'true', 'grep', 'sleep']) {
      const at = ['/usr/bin', '/bin'].map((place) => join(place, tool)).find(existsSync)
      if (at !== undefined) await symlink(at, join(bin, tool))
    }
    if (perfScript !== null) {
      await writeFile(join(bin, 'perf'), `#!/bin/sh\n${perfScript}\n`)
      await chmod(join(bin, 'perf'), 0o755)
    }
    return bin
  }

  test('one that knows no dwarf finds callers by frame pointers, which is said', async ({ skip }) => {
    if (perf !== '') return skip(perf)
    const real = ['/usr/bin/perf', '/usr/local/bin/perf'].find(existsSync) ?? 'perf'
    const script = `case "$*" in *dwarf*) echo 'no such thing' >&2; exit 129 ;; esac\nexec ${real} "$@"`
    const path = await pathWith(script)
    const { record, lacks } = await trace(PYTHON_PROGRAM, ['perf', 'dwarf'], { path })
    expect(lacks).toEqual([{ means: 'dwarf', why: 'refused', said: 'no such thing' }])
    expect(record.stacks?.means).toBe('frame-pointers')
  })

  test('a probe reads what has been written by each mark', async () => {
    const { record, lacks, marks } = await trace(PYTHON_PROGRAM, ALL, { path: await pathWith(null) })
    expect(lacks).toEqual([{ means: 'perf', why: 'absent', said: '' }])
    expect(record.means).toEqual(['probe:cpython', 'output-marks'])
    const sizes = marks.flatMap(({ kind, size = 0 }) => (kind === 'ask' ? [] : [size]))
    expect(Math.min(...sizes)).toBeGreaterThan(100_000)
    expect(Math.max(...sizes)).toBeGreaterThan(Math.min(...sizes))
    const opened = marks.flatMap((mark) => (mark.kind === 'open' ? [mark.file] : []))
    expect(opened).toContain('data.txt')
  })

  test.each([
    ['says no', 'echo "Permission denied, you see" >&2; exit 255', 'Permission denied, you see'],
    ['says no at length', 'printf "Error:\\nAccess is limited.\\n" >&2; exit 255', 'Access is limited.'],
    ['is silent', 'exit 0', ''],
  ])('a perf that %s is refused', async (_, script, said) => {
    const { lacks } = await trace(PYTHON_PROGRAM, ['perf'], { path: await pathWith(script) })
    expect(lacks).toEqual([{ means: 'perf', why: 'refused', said }])
  })
})
