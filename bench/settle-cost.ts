/**
 * What a run costs beyond its steady point, and what the gate takes of a CPU meanwhile: forked trees of CPython, and a
 * process of 4 GiB. With another checkout's sources, the same of that one: before and after.
 *
 *   npx tsx bench/settle-cost.ts [--source src] [--runs 3] [--targets 1,100,1000,4GiB]
 */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { markdownTable } from 'markdown-table'
import { median } from '../src/statistics/order-statistics.ts'

const { values: options } = parseArgs({
  options: {
    source: { type: 'string', default: join(import.meta.dirname, '../src') },
    runs: { type: 'string', default: '3' },
    targets: { type: 'string', default: '1,100,1000,4GiB' },
  },
})

const load = async <Module>(path: string) => (await import(join(resolve(options.source), path))) as Module
const { createScenario } =
  await load<typeof import('../src/config/scenario-text.ts')>('config/scenario-text.ts')
const { createMeasurer } = await load<typeof import('../src/measure/measurer.ts')>('measure/measurer.ts')
const { onThisMachine } = await load<typeof import('../src/proc/this-machine.ts')>('proc/this-machine.ts')

const FORKS = `
import os, signal, sys
count = int(sys.argv[1]) - 1
ready, done = os.pipe()
for _ in range(count):
    if os.fork() == 0: os.write(done, b"."); signal.pause()
while count: count -= len(os.read(ready, count))
print("ready", flush=True)
signal.pause()`

const FILLED = `
import signal
held = bytearray(b"x") * (4 << 30)
print("ready", flush=True)
signal.pause()`

/** Of this run: when the gate was waiting for rest, and what it had used of CPUs by then. */
const waiting: { readonly atMs: number; readonly cpuMs: number }[] = []
const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const world = onThisMachine({
  env: process.env,
  signal: new AbortController().signal,
  onProgress: ({ phase }) => {
    if (phase === 'settling') waiting.push({ atMs: performance.now(), cpuMs: cpuMs() })
  },
  onNotice: () => undefined,
})
const measurer = await createMeasurer(world)

interface Taken {
  readonly steadyMs: number
  readonly windowMs: number
  readonly beyondMs: number
  readonly readings: number
  readonly usedMs: number
  readonly share: number
  /** Of one CPU, from the reading that begins the window to the end of the one that proves it. */
  readonly provingShare: number
}

const rows: string[][] = []
for (const target of options.targets.split(',')) {
  const code = target === '4GiB' ? [FILLED] : [FORKS, target]
  const scenario = createScenario(
    { name: target, run: ['/usr/bin/python3', '-I', '-S', '-c', ...code], ready: 'log:/ready/' },
    { root: '/tmp', budgets: [], nameOf: (key) => key },
  )
  const taken: Taken[] = []
  for (let run = 1; run <= Number(options.runs); run += 1) {
    waiting.length = 0
    const startedAt = performance.now()
    const [measured] = await measurer.measure(scenario, 1, { kind: 'run', run, runs: 1 })
    const endedAt = performance.now()
    const settlement = measured?.settlement
    if (measured === undefined || settlement?.kind !== 'settled') {
      console.error(`${target}: ${settlement?.kind ?? 'nothing'}`)
      continue
    }
    const [first, last] = [waiting.at(-2), waiting.at(-1)]
    const begun = waiting[0] ?? { atMs: startedAt, cpuMs: 0 }
    const usedMs = cpuMs() - begun.cpuMs
    taken.push({
      steadyMs: settlement.steadyAtMs,
      windowMs: settlement.windowMs,
      beyondMs: endedAt - startedAt - settlement.steadyAtMs,
      readings: measured.readings.filter(({ atMs }) => atMs >= settlement.steadyAtMs).length,
      usedMs,
      share: usedMs / (endedAt - begun.atMs),
      provingShare:
        first === undefined || last === undefined
          ? Number.NaN
          : (last.cpuMs - first.cpuMs) / (last.atMs - first.atMs),
    })
  }
  const middle = (figure: keyof Taken) => median(taken.map((run) => run[figure]))
  rows.push([
    target,
    ...(['steadyMs', 'windowMs', 'beyondMs'] as const).map(
      (figure) => `${(middle(figure) / 1000).toFixed(2)} s`,
    ),
    String(middle('readings')),
    `${middle('usedMs').toFixed(0)} ms`,
    `${(middle('share') * 100).toFixed(1)} %`,
    `${(middle('provingShare') * 100).toFixed(1)} %`,
  ])
}
console.log(
  markdownTable([
    [
      'processes',
      'steady point',
      'window',
      'the run beyond it',
      'full readings',
      'CPU from rest to end',
      'of one CPU',
      'of one CPU in the window',
    ],
    ...rows,
  ]),
)
