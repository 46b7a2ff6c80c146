/**
 * What a reading costs: against the tools in use on the same processes, in share of a core while sampling, and in
 * throughput of a loaded target, with and without the sampler, in turn. Wants a quiet machine, and of Debian:
 * python3-psutil smem redis-server redis-tools.
 *
 *   npx tsx bench/cost.ts [--pairs 600] [--json bench/out/cost.json]
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { markdownTable } from 'markdown-table'
import { createScenario } from '../src/config/scenario-text.ts'
import { readMachine } from '../src/launch/machine.ts'
import { quietWorld } from '../test/helpers/world.ts'
import { readTree } from '../src/measure/read-tree.ts'
import { type Session, startSession } from '../src/measure/session.ts'
import { LOADED_PACE, READING_INTERVAL_MS, watch } from '../src/measure/watch.ts'
import { stop } from '../src/launch/stop.ts'
import { median, quantile } from '../src/statistics/order-statistics.ts'

const { values: options } = parseArgs({
  options: {
    pairs: { type: 'string', default: '600' },
    json: { type: 'string', default: 'bench/out/cost.json' },
  },
})
const pairs = Number(options.pairs)
const world = quietWorld()
const files = world.proc
const machine = await readMachine(files)
const python = '/usr/bin/python3'

/** A process that holds so many dirty MiB, and its pid. */
async function hold(mebibytes: number): Promise<Session> {
  const code = `b = bytearray(${mebibytes} << 20)\nfor i in range(0, len(b), 4096): b[i] = 1\nprint('ready', flush=True)\nimport time; time.sleep(1e6)`
  const session = await start([python, '-c', code])
  await new Promise<void>((ready) =>
    session.program.output.watchLines((lines) => (lines.includes('ready') ? (ready(), true) : false)),
  )
  return session
}

async function start(command: readonly string[]): Promise<Session> {
  const scenario = createScenario(
    { name: 'target', run: command },
    { root: '/tmp', budgets: [], nameOf: (key) => key },
  )
  return startSession(scenario, machine, world, { onReading: () => undefined })
}

const end = async (session: Session) => stop(session, world, { signal: 'SIGKILL', graceMs: 2000 })

/** Median milliseconds of a call, after one that is not counted. */
function time(times: number, call: () => void): number {
  return timeInTurn(times, { call }).call
}

/** Median milliseconds of each call, one after the other in each round: a drift of the machine falls on all alike. */
function timeInTurn<Name extends string>(
  times: number,
  calls: Record<Name, () => void>,
): Record<Name, number> {
  const entries = Object.entries<() => void>(calls)
  const spent = new Map(entries.map(([name]) => [name, [] as number[]]))
  for (let round = 0; round <= times; round += 1) {
    for (const [name, call] of entries) {
      const before = performance.now()
      call()
      if (round > 0) spent.get(name)?.push(performance.now() - before)
    }
  }
  return Object.fromEntries([...spent].map(([name, values]) => [name, median(values)])) as Record<
    Name,
    number
  >
}

/** Of psutil in its own process: one process, and a tree by `children`. */
const PSUTIL = `
import json, sys, time, statistics, psutil
pid, times = int(sys.argv[1]), int(sys.argv[2])
p = psutil.Process(pid)
def one(): p.memory_full_info()
def tree():
    for q in [p, *p.children(recursive=True)]: q.memory_full_info()
spent = {call.__name__: [] for call in (one, tree)}
for call in (one, tree): call()
for _ in range(times):
    for call in (one, tree):
        a = time.perf_counter(); call(); spent[call.__name__].append((time.perf_counter() - a) * 1000)
print(json.dumps({name: statistics.median(values) for name, values in spent.items()}))
`

// One reading of one process, by each tool.
const costs: Record<string, number>[] = []
for (const mebibytes of [20, 200, 1024]) {
  const target = await hold(mebibytes)
  const { members } = target.tree.scan()
  const pid = String(members.at(-1)?.pid ?? 0)
  const times = mebibytes > 500 ? 40 : 200
  const command = (name: string, args: string[]) => time(10, () => spawnSync(name, args, { stdio: 'ignore' }))
  const ours = timeInTurn(times, {
    kernel: () => void files.read(`${pid}/smaps_rollup`),
    one: () => void target.memory.readTotals(Number(pid)),
    tree: () => void readTree(target, target.memory, world.clock),
  })
  const psutil = JSON.parse(execFileSync(python, ['-c', PSUTIL, pid, String(times)]).toString()) as Record<
    'one' | 'tree',
    number
  >
  costs.push({
    mebibytes,
    'the kernel alone': ours.kernel,
    'footprint-gate: a reading of one process': ours.one,
    'footprint-gate: a reading of the tree, agreeing with itself': ours.tree,
    'psutil: memory_full_info': psutil.one,
    'psutil: children and memory_full_info': psutil.tree,
    'pmap -X (command)': command('pmap', ['-X', pid]),
    'smem -P (command)': command('smem', ['-P', 'bytearray']),
  })
  await end(target)
}
console.log('## One reading, median ms\n')
const tools = Object.keys(costs[0] ?? {}).filter((key) => key !== 'mebibytes')
console.log(
  markdownTable([
    ['', ...costs.map(({ mebibytes }) => `Python, ${mebibytes} MiB`)],
    ...tools.map((tool) => [tool, ...costs.map((row) => row[tool]?.toFixed(3) ?? '')]),
  ]),
)

// The share of a core while it samples as a gate does.
const shares = []
for (const mebibytes of [20, 1024]) {
  const target = await hold(mebibytes)
  const before = process.cpuUsage()
  const startedAt = performance.now()
  await watch(target, { phase: 'settling', timeoutMs: 30_000, intervalMs: READING_INTERVAL_MS }, () => null)
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - startedAt) / 1000
  shares.push({
    mebibytes,
    share: (user + system) / 1e6 / seconds,
    readingsPerSecond: target.readings.length / seconds,
  })
  await end(target)
}
console.log('\n## Sampling for 30 s\n')
console.log(
  markdownTable([
    ['target', 'share of one core', 'readings a second'],
    ...shares.map(({ mebibytes, share, readingsPerSecond }) => [
      `${mebibytes} MiB`,
      `${(share * 100).toFixed(2)} %`,
      readingsPerSecond.toFixed(1),
    ]),
  ]),
)

// Throughput of a redis that its load keeps busy all the time, in slices with and without the sampler, in turn.
const port = 17_900
const SLICE_MS = 250
const redis = await start([
  'taskset',
  '-c',
  '0',
  'redis-server',
  '--port',
  String(port),
  '--save',
  '',
  '--dir',
  '/tmp',
])
await watch(redis, { phase: 'settling', timeoutMs: 1500, intervalMs: 50 }, () => null)
const load = spawn(
  'taskset',
  ['-c', '1', 'redis-benchmark', '-p', String(port), '-l', '-c', '20', '-t', 'set', '-q'],
  {
    stdio: 'ignore',
  },
)
const socket = connect(port, '127.0.0.1')
await once(socket, 'connect')

async function commandsProcessed(): Promise<number> {
  socket.write('INFO stats\r\n')
  const [text] = (await once(socket, 'data')) as [Buffer]
  return Number(/total_commands_processed:(\d+)/.exec(text.toString())?.[1])
}

const sample = (timeoutMs: number) =>
  watch(redis, { phase: 'under-workload', timeoutMs, ...LOADED_PACE }, () => null)

async function throughput(sampled: boolean): Promise<number> {
  const startedAt = performance.now()
  const before = await commandsProcessed()
  // A watch begins with a reading: begun at any point of the gap, a slice has as many as its time's worth.
  const idleMs = sampled ? Math.min(SLICE_MS, Math.random() * gapMs) : SLICE_MS
  await delay(idleMs)
  if (idleMs < SLICE_MS) await sample(SLICE_MS - idleMs)
  const after = await commandsProcessed()
  return (after - before) / (performance.now() - startedAt)
}
await delay(2000)
const taken = redis.readings.length
await sample(10_000)
const gapMs = 10_000 / (redis.readings.length - taken)
const ratios: number[] = []
for (let pair = 0; pair < pairs; pair += 1) {
  // A B, then B A: a drift of the machine falls on both alike.
  const first = pair % 2 === 0
  const one = await throughput(first)
  const other = await throughput(!first)
  ratios.push(first ? one / other : other / one)
}
load.kill()
socket.destroy()
await end(redis)
const [low, high] = bootstrap(ratios)
console.log(
  `\n## redis under load, sampled / unsampled throughput\n\n${pairs} pairs of ${SLICE_MS} ms: ` +
    `a reading every ${gapMs.toFixed(0)} ms, median ${median(ratios).toFixed(4)}, 95 % interval ${low.toFixed(4)} to ${high.toFixed(4)}`,
)

mkdirSync(dirname(options.json), { recursive: true })
writeFileSync(
  options.json,
  `${JSON.stringify({ costs, shares, redis: { ratios, median: median(ratios), low, high } }, null, 2)}\n`,
)
process.exit(0)

/** The 95 % interval of the median, by 4,000 resamples. */
function bootstrap(values: readonly number[]): [number, number] {
  const medians = Array.from({ length: 4000 }, () =>
    median(values.map(() => values[Math.floor(Math.random() * values.length)] ?? 1)),
  )
  return [quantile(medians, 0.025), quantile(medians, 0.975)]
}
