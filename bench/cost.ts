/**
 * What a reading costs: against the tools in use on the same processes, in share of a core while sampling, and in
 * throughput of a loaded target, with and without the sampler, in turn. Wants a quiet machine.
 *
 *   npx tsx bench/cost.ts [--rounds 12] [--json bench/out/cost.json]
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { markdownTable } from 'markdown-table'
import { createScenario } from '../src/config/scenario-draft.ts'
import { launch } from '../src/measure/launch.ts'
import { probeLauncher } from '../src/measure/launcher.ts'
import { readTree } from '../src/measure/sampler.ts'
import { READING_INTERVAL_MS, type Session, watch } from '../src/measure/session.ts'
import { stop } from '../src/measure/stop.ts'
import { createProcFiles } from '../src/proc/files.ts'
import { createMemoryReader } from '../src/proc/memory.ts'
import { createProcessTree, listPids } from '../src/proc/tree.ts'
import { median, quantile } from '../src/statistics/order-statistics.ts'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '12' },
    json: { type: 'string', default: 'bench/out/cost.json' },
  },
})
const rounds = Number(options.rounds)
const files = createProcFiles('/proc')
const launcher = await probeLauncher(files)
const python = '/usr/bin/python3'

/** A process that holds so many dirty MiB, and its pid. */
async function hold(mebibytes: number): Promise<Session> {
  const code = `b = bytearray(${mebibytes} << 20)\nfor i in range(0, len(b), 4096): b[i] = 1\nprint('ready', flush=True)\nimport time; time.sleep(1e6)`
  const session = await start([python, '-c', code])
  await new Promise<void>((ready) =>
    session.program.output.watchLines((line) => (line === 'ready' ? (ready(), true) : false)),
  )
  return session
}

async function start(command: readonly string[]): Promise<Session> {
  const scenario = createScenario(
    { name: 'target', draft: { run: command }, budgets: [], root: '/tmp' },
    (key) => key,
  )
  const bystanders = listPids('/proc')
  const program = await launch(scenario, launcher, process.env)
  return {
    scenario,
    program,
    tree: createProcessTree('/proc', files, program.supervisorPid, program.cookie, bystanders),
    memory: createMemoryReader(files),
    readings: [],
    members: [],
    events: [],
    signal: new AbortController().signal,
    onReading: () => undefined,
  }
}

const end = async (session: Session) =>
  stop(session.program, session.tree, '/proc', files, { signal: 'SIGKILL', graceMs: 2000 })

/** Median milliseconds of a call, after one that is not counted. */
function time(times: number, call: () => void): number {
  call()
  return median(
    Array.from({ length: times }, () => {
      const before = performance.now()
      call()
      return performance.now() - before
    }),
  )
}

const PSUTIL = `
import sys, time, statistics, psutil
p = psutil.Process(int(sys.argv[1])); p.memory_full_info(); t = []
for _ in range(int(sys.argv[2])):
    a = time.perf_counter(); p.memory_full_info(); t.append(time.perf_counter() - a)
print(statistics.median(t) * 1000)
`

// One reading of one process, by each tool.
const costs: Record<string, number>[] = []
for (const mebibytes of [20, 200, 1024]) {
  const target = await hold(mebibytes)
  const { members } = target.tree.scan()
  const pid = String(members.at(-1)?.pid ?? 0)
  const times = mebibytes > 500 ? 20 : 60
  const command = (name: string, args: string[]) => time(10, () => spawnSync(name, args, { stdio: 'ignore' }))
  const kernelRollup = time(times, () => void files.read(`${pid}/smaps_rollup`))
  const kernelSmaps = time(times, () => void files.read(`${pid}/smaps`))
  costs.push({
    mebibytes,
    'kernel: smaps_rollup': kernelRollup,
    'kernel: smaps': kernelSmaps,
    'footprint-gate, a reading of the tree': time(
      times,
      () => void readTree(target.program, target.tree, target.memory),
    ),
    'psutil memory_full_info': Number(execFileSync(python, ['-c', PSUTIL, pid, String(times)]).toString()),
    'pmap -X (command)': command('pmap', ['-X', pid]),
    'smem -P (command)': command('smem', ['-P', 'bytearray']),
  })
  await end(target)
}
console.log('## One reading, median ms\n')
const tools = Object.keys(costs[0] ?? {}).filter((key) => key !== 'mebibytes')
console.log(
  markdownTable([
    ['', ...costs.map(({ mebibytes }) => `${mebibytes} MiB`)],
    ...tools.map((tool) => [tool, ...costs.map((row) => row[tool]?.toFixed(2) ?? '')]),
  ]),
)

// The share of a core while it samples as a gate does.
const shares = []
for (const mebibytes of [20, 1024]) {
  const target = await hold(mebibytes)
  const before = process.cpuUsage()
  const startedAt = performance.now()
  await watch(target, { phase: 'settling', timeoutMs: 10_000, intervalMs: READING_INTERVAL_MS }, () => null)
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - startedAt) / 1000
  shares.push({
    mebibytes,
    share: (user + system) / 1e6 / seconds,
    readingsPerSecond: target.readings.length / seconds,
  })
  await end(target)
}
console.log('\n## Sampling for 10 s\n')
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

// Throughput of a loaded redis, with and without the sampler, in turn.
const port = '17900'
const redis = await start(['redis-server', '--port', port, '--save', '', '--dir', '/tmp'])
await watch(redis, { phase: 'settling', timeoutMs: 1500, intervalMs: 50 }, () => null)
async function throughput(sampled: boolean): Promise<number> {
  const load = spawn('redis-benchmark', ['-p', port, '-n', '300000', '-c', '20', '-t', 'set', '--csv'])
  let printed = ''
  load.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const ended = new Promise((done) => load.on('close', done))
  let isOver = false
  void ended.then(() => (isOver = true))
  if (sampled) {
    await watch(redis, { phase: 'settling', timeoutMs: 60_000, intervalMs: READING_INTERVAL_MS }, () =>
      isOver ? true : null,
    )
  } else await ended
  await delay(100)
  return Number(/"SET","([\d.]+)"/.exec(printed)?.[1])
}
await throughput(false)
const ratios: number[] = []
for (let round = 0; round < rounds; round += 1) {
  // A B, then B A: a drift of the machine falls on both alike.
  const first = round % 2 === 0
  const one = await throughput(first)
  const other = await throughput(!first)
  ratios.push(first ? one / other : other / one)
}
await end(redis)
const [low, high] = bootstrap(ratios)
console.log(
  `\n## redis under load, sampled / unsampled throughput\n\n${rounds} pairs: median ${median(ratios).toFixed(4)}, ` +
    `95 % interval ${low.toFixed(4)} to ${high.toFixed(4)}`,
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
