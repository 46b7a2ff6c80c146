/**
 * What a reading costs beyond what the kernel takes for it: `npx tsx bench/parse.ts [ROUNDS]`. Prints tables and
 * writes bench/out/parse.json. The ways are taken in turn within each round, and medians are told, as other
 * work on the machine must not favour one of them; where it is busy, the processor's time tells more than the clock. Needs cc; psutil is compared where /usr/bin/python3 has it.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type LaunchedProgram, start as launch } from '../src/launch/program.ts'
import { readMachine } from '../src/launch/machine.ts'
import { quietWorld } from '../test/helpers/world.ts'
import { stop } from '../src/launch/stop.ts'
import { createMemoryReader } from '../src/proc/memory.ts'
import { listMappings, sumSmaps } from '../src/proc/smaps.ts'
import { createSmapsMemory, endOfRecords } from '../src/proc/smaps-records.ts'
import { createProcessTree } from '../src/proc/tree.ts'
import { median } from '../src/statistics/order-statistics.ts'

const rounds = Number(process.argv[2] ?? 25)
const world = quietWorld()
const files = world.proc
const isOnDisk = (device: string): boolean => !device.startsWith('00:')
const folder = mkdtempSync(join(tmpdir(), 'footprint-gate-bench-'))
const children: number[] = []
process.on('exit', () => {
  // Each leads a group of its own, with the children that it forked.
  for (const pid of children) process.kill(-pid, 'SIGKILL')
  rmSync(folder, { recursive: true })
})

interface Cost {
  readonly wallMs: number
  /** Of this process, in the kernel and out of it: other work on the machine does not count. */
  readonly cpuMs: number
}

/** Medians of each way, taken in turn. */
function race<Way extends string>(ways: Record<Way, () => unknown>, count = rounds): Record<Way, Cost> {
  const entries = Object.entries(ways) as [Way, () => unknown][]
  const times = new Map<Way, Cost[]>(entries.map(([way]) => [way, []]))
  for (let round = -3; round < count; round += 1) {
    for (const [way, run] of entries) {
      const startedAt = performance.now()
      const before = process.cpuUsage()
      run()
      const { user, system } = process.cpuUsage(before)
      const cost = { wallMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 }
      if (round >= 0) times.get(way)?.push(cost)
    }
  }
  return Object.fromEntries(
    [...times].map(([way, list]) => [
      way,
      { wallMs: median(list.map(({ wallMs }) => wallMs)), cpuMs: median(list.map(({ cpuMs }) => cpuMs)) },
    ]),
  ) as Record<Way, Cost>
}

/** The kernel's own cost, from within: everything that `cat` does but to start. */
const sink = Buffer.allocUnsafeSlow(128 * 1024)
function readToNowhere(path: string): void {
  const descriptor = openSync(path, 'r')
  while (readSync(descriptor, sink, 0, sink.length, null) > 0);
  closeSync(descriptor)
}

function cat(path: string): void {
  spawnSync('cat', [path], { stdio: ['ignore', 'ignore', 'inherit'] })
}

async function start(app: string, ...args: string[]): Promise<number> {
  const program = join(folder, app)
  execFileSync('cc', ['-O1', '-pthread', '-o', program, join(import.meta.dirname, `../test/apps/${app}.c`)])
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
  const pid = child.pid ?? 0
  children.push(pid)
  await once(child.stdout, 'data')
  return pid
}

function raceSmaps(pid: number) {
  const path = `/proc/${pid}/smaps`
  const found = files.read(`${pid}/smaps`)
  if (found.kind !== 'text') throw new Error(found.kind)
  const text = Buffer.from(found.bytes.subarray(0, found.length))
  const learned = createSmapsMemory()
  const { mappings } = sumSmaps(text, text.length, learned, isOnDisk)
  const memory = createMemoryReader(files)
  // As on a kernel without Pss_Dirty in smaps_rollup.
  const old = createMemoryReader({ ...files, readText: () => null })
  return {
    mappings,
    ways: race({
      'cat, the command': () => cat(path),
      'cat /dev/null': () => cat('/dev/null'),
      'kernel alone': () => readToNowhere(path),
      'read part by part': () => files.readRecords(`${pid}/smaps`, endOfRecords, () => undefined),
      'reading: sum': () => old.readTotals(pid),
      'reading: list': () => memory.readMappings(pid),
      'scan alone': () => sumSmaps(text, text.length, learned, isOnDisk),
      'list alone': () => listMappings(text, text.length, learned, isOnDisk),
      'rollup, kernel alone': () => readToNowhere(`/proc/${pid}/smaps_rollup`),
      'rollup: reading': () => memory.readTotals(pid),
    }),
  }
}

/** The same in Python: psutil against the kernel's own cost of the file that it reads. */
const PSUTIL = `
import json, os, statistics, sys, time
import psutil
pid, rounds = int(sys.argv[1]), int(sys.argv[2])
process = psutil.Process(pid)
buffer = bytearray(128 * 1024)
def nowhere(name):
    descriptor = os.open("/proc/%d/%s" % (pid, name), os.O_RDONLY)
    while os.readv(descriptor, [buffer]) > 0:
        pass
    os.close(descriptor)
ways = {
    "memory_full_info": process.memory_full_info,
    "its kernel part": lambda: (nowhere("smaps_rollup"), nowhere("statm")),
    "memory_maps": lambda: process.memory_maps(grouped=False),
    "its kernel part (smaps)": lambda: nowhere("smaps"),
}
times = {name: [] for name in ways}
for turn in range(-3, rounds):
    for name, way in ways.items():
        started = time.process_time()
        way()
        if turn >= 0:
            times[name].append(time.process_time() - started)
print(json.dumps({name: statistics.median(list) * 1000 for name, list in times.items()}))
`

function racePsutil(pid: number, count: number): Record<string, number> | null {
  const { status, stdout } = spawnSync('/usr/bin/python3', ['-c', PSUTIL, String(pid), String(count)], {
    encoding: 'utf8',
  })
  return status === 0 ? (JSON.parse(stdout) as Record<string, number>) : null
}

/** What a reading of a whole tree takes: two scans, and the memory of each member between them. */
function raceTree(members: number, bystanders: readonly number[], program: LaunchedProgram) {
  const tree = createProcessTree(files, program.supervisorPid, program.cookie, bystanders)
  const found = tree.scan().members.map(({ pid }) => pid)
  if (found.length !== members) throw new Error(`${found.length} instead of ${members} members`)
  const reader = createMemoryReader(files)
  return {
    members,
    processes: files.pids().length,
    ways: race(
      {
        scan: () => tree.scan(),
        'list of /proc alone': () => files.list(''),
        reading: () => {
          for (const { pid } of tree.scan().members) reader.readTotals(pid)
          tree.scan()
        },
        'memory of the members alone': () => {
          for (const pid of found) reader.readTotals(pid)
        },
      },
      rounds * 20,
    ),
  }
}

const digits = (figure: number): number => Number(figure.toFixed(3))

/** A row for each way: the processor's time and the clock's. */
function show(title: string, ways: Record<string, Cost>): void {
  console.log(title)
  console.table(
    Object.fromEntries(
      Object.entries(ways).map(([way, { cpuMs, wallMs }]) => [
        way,
        { 'CPU ms': digits(cpuMs), 'wall ms': digits(wallMs) },
      ]),
    ),
  )
}

const smaps = []
for (const count of [50, 1000, 20_000]) {
  // A C program has about 22 mappings before it has made any.
  const { mappings, ways } = raceSmaps(await start('mappings', String(count - 22)))
  show(`smaps of ${mappings} mappings`, ways)
  const kernel = ways['kernel alone']
  const ratios = {
    'sum to kernel, CPU': ways['reading: sum'].cpuMs / kernel.cpuMs,
    'list to kernel, CPU': ways['reading: list'].cpuMs / kernel.cpuMs,
    'sum to kernel, wall': ways['reading: sum'].wallMs / kernel.wallMs,
    'sum to the command cat, wall':
      ways['reading: sum'].wallMs / (ways['cat, the command'].wallMs - ways['cat /dev/null'].wallMs),
  }
  for (const [name, ratio] of Object.entries(ratios)) console.log(`  ${name}: ${ratio.toFixed(3)}`)
  smaps.push({ mappings, ways, ratios })
}

const twenty = await start('family', 'fork', '20', '0')
const memory = createMemoryReader(files)
const small = race(
  {
    'reading of 20 MB': () => memory.readTotals(twenty),
    'kernel alone': () => readToNowhere(`/proc/${twenty}/smaps_rollup`),
  },
  rounds * 40,
)
const ownMs = small['reading of 20 MB'].cpuMs - small['kernel alone'].cpuMs
const psutil = racePsutil(twenty, rounds * 40)
const psutilOwnMs =
  psutil === null ? null : (psutil['memory_full_info'] ?? NaN) - (psutil['its kernel part'] ?? NaN)
show('a process of 20 MB', small)
console.log(`  our own beyond the kernel's: ${ownMs.toFixed(4)} ms of CPU`)
if (psutil !== null && psutilOwnMs !== null) {
  console.table(psutil)
  console.log(`  psutil's own beyond the kernel's: ${psutilOwnMs.toFixed(4)} ms of CPU`)
  console.log(`  ours to psutil's: ${(ownMs / psutilOwnMs).toFixed(3)}`)
}

for (let missing = 300 - files.pids().length; missing > 0; missing -= 1) {
  children.push(spawn('sleep', ['600'], { stdio: 'ignore', detached: true }).pid ?? 0)
}
const machine = await readMachine(files)
const trees = []
for (const members of [1, 10]) {
  const bystanders = files.pids()
  const command = [join(folder, 'family'), 'fork', '1', String(members - 1)] as const
  const started = await launch({ command, workingDirectory: '/', env: {} }, machine, world)
  const { program } = started
  try {
    while (!program.output.tail().includes('ready')) await delay(10)
    trees.push(raceTree(members, bystanders, program))
  } finally {
    await stop(started, world, { signal: 'SIGTERM', graceMs: 0 })
  }
}
for (const { members, processes, ways } of trees) {
  show(`a tree of ${members} among ${processes} processes`, ways)
}

const result = { rounds, smaps, small: { ...small, ownMs }, psutil, psutilOwnMs, trees }
mkdirSync(new URL('out/', import.meta.url), { recursive: true })
writeFileSync(new URL('out/parse.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`)
process.exit()
