/**
 * What a reading costs beyond what the kernel takes for it: `npx tsx bench/parse.ts [ROUNDS]`. Prints tables and
 * writes bench/out/parse.json. The ways are taken in turn within each round, and medians are told, as other
 * work on the machine must not favour one of them. Needs cc; psutil is compared where /usr/bin/python3 has it.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProcFiles } from '../src/proc/files.ts'
import { createMemoryReader } from '../src/proc/memory.ts'
import { listMappings, sumSmaps } from '../src/proc/smaps.ts'
import { createSmapsMemory } from '../src/proc/smaps-records.ts'
import { createProcessTree, listPids } from '../src/proc/tree.ts'
import { median } from '../src/statistics/order-statistics.ts'

const rounds = Number(process.argv[2] ?? 25)
const files = createProcFiles('/proc')
const folder = mkdtempSync(join(tmpdir(), 'footprint-gate-bench-'))
const children: number[] = []
process.on('exit', () => {
  for (const pid of children) process.kill(pid, 'SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Medians in milliseconds of each way, taken in turn. */
function race<Way extends string>(ways: Record<Way, () => unknown>, count = rounds): Record<Way, number> {
  const entries = Object.entries(ways) as [Way, () => unknown][]
  const times = new Map<Way, number[]>(entries.map(([way]) => [way, []]))
  for (let round = -3; round < count; round += 1) {
    for (const [way, run] of entries) {
      const startedAt = performance.now()
      run()
      if (round >= 0) times.get(way)?.push(performance.now() - startedAt)
    }
  }
  return Object.fromEntries([...times].map(([way, list]) => [way, median(list)])) as Record<Way, number>
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
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const pid = child.pid ?? 0
  children.push(pid)
  await once(child.stdout, 'data')
  child.stdout.unref?.()
  child.unref()
  return pid
}

function raceSmaps(pid: number) {
  const path = `/proc/${pid}/smaps`
  const found = files.read(`${pid}/smaps`)
  if (found.kind !== 'text') throw new Error(found.kind)
  const text = Buffer.from(found.bytes.subarray(0, found.length))
  const learned = createSmapsMemory()
  const { mappings } = sumSmaps(text, text.length, learned)
  const memory = createMemoryReader(files)
  // As on a kernel without Pss_Dirty in smaps_rollup.
  const old = createMemoryReader({ ...files, readText: () => null })
  return {
    mappings,
    ...race({
      'cat, the command': () => cat(path),
      'cat /dev/null': () => cat('/dev/null'),
      'kernel alone': () => readToNowhere(path),
      'read whole': () => files.readWhole(`${pid}/smaps`),
      'reading: sum': () => old.readTotals(pid),
      'reading: list': () => memory.readMappings(pid),
      'scan alone': () => sumSmaps(text, text.length, learned),
      'list alone': () => listMappings(text, text.length, learned),
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
        started = time.perf_counter()
        way()
        if turn >= 0:
            times[name].append(time.perf_counter() - started)
print(json.dumps({name: statistics.median(list) * 1000 for name, list in times.items()}))
`

function racePsutil(pid: number, count: number): Record<string, number> | null {
  const { status, stdout } = spawnSync('/usr/bin/python3', ['-c', PSUTIL, String(pid), String(count)], {
    encoding: 'utf8',
  })
  return status === 0 ? (JSON.parse(stdout) as Record<string, number>) : null
}

/** A scan of the processes, and what the listing of /proc alone takes of it. */
function raceScan(members: number, bystanders: readonly number[], leader: number) {
  const cookie = { value: 'none', lockLimit: null }
  const tree = createProcessTree('/proc', files, leader, cookie, bystanders)
  const found = tree.scan().members.length
  if (found !== members) throw new Error(`${found} members instead of ${members}`)
  return {
    members,
    processes: listPids('/proc').length,
    ...race({ scan: () => tree.scan(), 'list of /proc alone': () => files.list('') }, rounds * 20),
  }
}

const round = (figures: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, Number(figure.toFixed(3))]))

const smaps = []
for (const count of [50, 1000, 20_000]) {
  // A C program has about 22 mappings before it has made any.
  smaps.push(raceSmaps(await start('mappings', String(count - 22))))
}
console.log('Milliseconds to read the smaps of a process, by the number of its mappings')
console.table(Object.fromEntries(smaps.map(({ mappings, ...figures }) => [mappings, round(figures)])))
const ratios = smaps.map((figures) => ({
  mappings: figures.mappings,
  'sum to kernel': figures['reading: sum'] / figures['kernel alone'],
  'sum to cat': figures['reading: sum'] / (figures['cat, the command'] - figures['cat /dev/null']),
  'list to kernel': figures['reading: list'] / figures['kernel alone'],
}))
console.table(Object.fromEntries(ratios.map(({ mappings, ...figures }) => [mappings, round(figures)])))

const twenty = await start('family', 'fork', '20', '0')
const memory = createMemoryReader(files)
const small = race(
  {
    'reading of 20 MB': () => memory.readTotals(twenty),
    'kernel alone': () => readToNowhere(`/proc/${twenty}/smaps_rollup`),
  },
  rounds * 20,
)
const ownMs = small['reading of 20 MB'] - small['kernel alone']
const psutil = racePsutil(twenty, rounds * 20)
const psutilOwnMs =
  psutil === null ? null : (psutil['memory_full_info'] ?? NaN) - (psutil['its kernel part'] ?? NaN)
console.log('A process of 20 MB: our own time beyond the kernel’s, and that of psutil’s memory_full_info')
console.table(round({ ...small, 'our own': ownMs, ...psutil, 'psutil’s own': psutilOwnMs ?? NaN }))

const bystanders = listPids('/proc')
const alone = await start('family', 'fork', '1', '0')
const idle = Array.from({ length: Math.max(0, 300 - listPids('/proc').length) }, () => {
  const { pid = 0 } = spawn('sleep', ['600'], { stdio: 'ignore' })
  children.push(pid)
  return pid
})
const one = raceScan(0, [...bystanders, ...idle], alone)
const ten = await start('family', 'fork', '1', '10')
const trees = [one, raceScan(10, [...bystanders, ...idle, alone], ten)]
console.log('A scan of the process tree; a reading takes two')
console.table(Object.fromEntries(trees.map(({ members, ...figures }) => [members, round(figures)])))

const result = { rounds, smaps, ratios, small: { ...small, ownMs }, psutil, psutilOwnMs, trees }
mkdirSync(new URL('out/', import.meta.url), { recursive: true })
writeFileSync(new URL('out/parse.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`)
process.exit()
